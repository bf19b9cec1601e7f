const list = (text: string): string[] => text.trim().split(/\s+/);

/** Words that a command may carry without meaning anything to it. */
export const fillers: readonly string[] = [
  ...list(`
  the a an is are was were be been being there their they them we us our i me my you your he she his her it its this that these those
  please pls plz plse kindly can could would will shall may might do does did done has have had of in on at to for from by with about as
  and or but so if then than what which who whom whose when where why how hi hello hey ok okay yes no not just only also too very really
  now today up down out over any some all every each both more most much many few here today's want wanted need needed like would'd lets let
  kuwait bot sir maam khareetaty know see tell give show get got go going new reported registered recorded occurred occurring committed happening
  happened taking place during within per total im ive id ill hmm hmmm hm umm um uh oh ah aha alright wait hes shes theyre theyve weve youve youre whats wheres hows thats dont doesnt isnt arent wasnt
  officer police department quick quickly asap please? exactly right again still already yet well u ur r n w
  doing says said gave
  am mark marked remove advise inform share then instead kindly
  figures figure numbers stats statistics
  boss chief mate guys folks sarge buddy altogether completely entirely please lads
  anymore longer abt sharp
  level levels rate rates overall entire whole full across inside lately recently currently`),
];

/** "My phone was stolen", "I lost my wallet". */
const VICTIM = [
  ...[
    'phone',
    'mobile',
    'wallet',
    'bag',
    'purse',
    'laptop',
    'bike',
    'money',
    'passport',
    'jewellery',
  ].flatMap((one) => [
    ...['was', 'got', 'has been', 'is', 'just got', 'been'].flatMap((verb) => [
      `my ${one} ${verb} stolen`,
      `my ${one} ${verb} snatched`,
    ]),
    `stole my ${one}`,
    `lost my ${one}`,
    `my ${one} is lost`,
    `my ${one} is missing`,
  ]),
  'i was robbed|i got robbed|i was mugged|i got mugged|i was scammed|i got scammed|i have been scammed|i have been robbed|i was cheated|i was attacked|my car was stolen|my house was robbed|my house was broken into',
].join('|');

/** Topics outside the bot's work, by the reason it gives; a single one of these declines unless the words around it are ours. */
export const outside: Readonly<Record<string, string>> = {
  weather:
    'weather|dusty|foggy|fog|cloudy|will it be hot|will it be cold|temperature|rain|raining|rainy|humidity|humid|sunny|sunshine|windy|snow|snowing|snowy|storm|dust storm|sandstorm|umbrella|degrees|celsius|fahrenheit|hot outside|cold outside|hot today|cold today|cloudy|hail|precipitation|forecast for the weather|jacket|sunscreen|raincoat|sunrise time|sunset time|heat wave|tornado|hurricane|freezing|chilly|foggy|fog|mist|drizzle|thunder|lightning|barometer|wind|sleet|blizzard|overcast|clouds|icy|warm|cold',
  price:
    'price|prices|dollar|dinar|exchange rate|stock|stocks|shares|bitcoin|crypto|gold price|cost of|how much does|how much is|how much are|salary|payday|mortgage|loan|interest rate|apr|bank|account balance|my balance|balance|credit card|debit card|credit|debit|card|cards|bill|bills|pay|payment|payments|paycheck|checking account|savings account|savings|checking|account|accounts|atm|pin|transfer money|transfer|transaction|transactions|wire|invest|401k|direct deposit|tax|taxes|w2|refund|purchase|spend|spending|spent|buy|bought|order food|amazon|visa|mastercard|american express|capital one|wells fargo|chase|bank of america|deposit|checks|routing number|credit score|credit limit|rewards|rewards card|insurance|fees|fee|budget|money|expiration|financial|usd|euro|euros|rollover|bucks|charged|charge|charges|expenses|income|statement',
  sport:
    'football match|match|score|game|games|team|league|goal|world cup|premier league|championship|nba|nfl|tournament|who won|stadium tickets|playoffs|baseball|basketball|soccer|super bowl|cricket|olympics|player|coach|quarterback|yankees|lakers',
  prayer:
    'prayer|prayer time|prayer times|athan|adhan|azan|qibla direction|salah|fajr prayer|maghrib prayer|iftar time|fasting|pray|quran|imsak|mosque',
  travel:
    'traffic heavy|is the traffic|hows the traffic|how is the traffic|traffic bad|congestion|congested|traffic flow|road closed|road conditions|flight|flights|hotel|hotels|book me|book a|book|booking|reservation|reservations|reserve|restaurant|restaurants|table for|taxi|uber|cab|trip|vacation|airline|airlines|luggage|visa to|travel|travelling|traveling|passport|carry on|layover|directions|directions to|fly|flying|plane|train|bus|rental car|rent a|car rental|tourist|tour|vaccines|vaccination|time zone|timezone|gas station|gas|traffic like|traffic on the way|how long will it take|commute|drive to|driving to|road trip|tires|tire|oil change|mpg|jumpstart|car battery|mechanic|miles per gallon|highway traffic|is there traffic|much traffic|heavy traffic|traffic jam|traffic report|way to work|way home|fastest route|shortest route|bumper to bumper|gate|boarding|itinerary|resort|cruise|beach|museum|bar near|international|route to|map to|gps|navigate|on my way to work',
  reminder: 'remind|remind me|reminder|reminders|set a reminder|set an alarm',
  person: 'who is|who was|whos',
  victim: VICTIM,
  small_talk:
    'joke|jokes|sing|song|songs|music|movie|movies|film|films|playlist|play|poem|story|recipe|recipes|cook|cooking|food|dinner|lunch|breakfast|pizza|burger|burgers|shawarma|shawerma|falafel|biryani|machboos|kebab|sushi|bakery|cafe|cafes|karak|coffee|tea|calories|nutrition|ingredients|ingredient|diet|eat|meal|meals|restaurant|translate|meaning of life|meaning of|definition|define|spell|spelling|synonym|capital of|president|how old|born|birthday|where are you from|are you human|are you a robot|are you real|do you have pets|pet|pets|dog|cat|hobbies|hobby|your name|who made you|who created you|favorite|favourite|alarm|alarms|timer|timers|calendar|meeting|meetings|appointment|appointments|schedule a|schedule|shopping|shopping list|grocery|groceries|to do list|todo list|to do|to buy|laundry|dishes|vacation days|pto|day off|sick leave|flip a coin|coin|dice|roll a|calculate|math|equation|divided|square root|times|convert|how many cups|how many ounces|ounces|pounds|grams|gallons|liters|litres|inches in|meters in|feet in|volume|louder|quieter|mute the|lights|light|tv|television|lamp|thermostat|fan|smart home|phone call|call|text|texts|text message|email|emails|mail|instagram|facebook|twitter|tweet|youtube|netflix|spotify|podcast|news about|headlines|book by|novel|author|song by|artist|album|actor|actress|tv show|show times|showtimes|showtime|cinema|theatre|theater|theatres|theaters|watch|trailer|rate this|rate the|stars|star|add to playlist|doctor|medicine|headache|symptoms|hospital bill|health insurance|pregnant|rash|vitamins|girlfriend|boyfriend|wife|husband|mom|dad|mother|father|kids|birthday party|party|wedding|love|marry|date night|school|homework|exam|exams|essay|university|college|class|classes|grade|job interview|resume|career|interview|boss|coworker|boring|bored|plants|plant|flowers|garden|car wash|paint|clean|cleaning|repair|fix my|phone charger|battery|app|apps|laptop|computer|wifi|internet|password reset|whisper mode|whisper|accent|speed|talk faster|talk slower|time is it|what time|the time|date today|todays date|what day is|what is the date|what is the day|calendar for|holiday|next holiday|alarm for|snooze|wake me|wake|stopwatch|count down|countdown|fun fact|trivia|riddle|secret|where did you|what are you|who do you work for|do you like|can you dance|dance|game of|horoscope|zodiac|lottery|ticket to|concert|event tickets|science|history|war|who invented|dinosaur|planet|moon|earth|mars|universe|country|continent|population|tallest|deepest|oldest|biggest animal|shoes|shirt|clothes|dress|wear|wallet|keys|find my phone|my phone|where is my|lost my|luggage|package|delivery|shipping|ups|fedex|track my|store|shop|mall hours|open until|opening hours|close at|hours of|what time does|rice|chicken|beef|fish|cake|bread|milk|cheese|egg|eggs|sugar|salt|butter|sauce|soup|salad|beer|wine|vodka|water|juice|fruit|apple|banana|walmart|target|costco|ikea|starbucks|mcdonalds|iphone|samsung|android|xbox|playstation|nintendo|minecraft|pandora|itunes|soundtrack|tune|tunes|band|genre|jazz|rock|rap|hip hop|pop music|classical|opera|guitar|piano|drum|saga|series|season|episode|documentary|cartoon|anime|comedy|thriller|romance|novels|textbook|magazine|chapter|essay|points out of|out of 6|out of 5|current book|this book|this album|this essay|this novel|this textbook|current essay|current novel|current album|current textbook|chronicle|w4|user name|username|freeze|block my|lock my|report card|stolen card|lost card|my card|my credit|my debit|my account|my bank|my checking|my savings|on my card|on my account|from my account|report a lost|report my|replacement|replace',
};

/** Frequent English words that look like a slip of one of ours. */
export const ordinary: readonly string[] = list(`
  about above accept access account across action actual after again against allow almost alone along already also always among amount another answer
  anyone anything appear apply around arrive article asked asking available away babies back bad based basic became because become before began begin
  behind being believe below best better between beyond bills black block blood board body books both bottom bought break bring broke brother brought
  build built business called came camera cannot card care carry cars case cases cash catch caught cause center central certain chance change charge check
  child choose city clear close coming common company complete computer consider contact continue control cook could country couple course court cover
  create credit current daily data dates daughter days deal dear death decide deep degree depend describe design detail develop different difficult dinner
  direct direction discuss distance district doctor does doing done door double doubt dozen draw dream drive drop during each early earth easily easy
  effect either else email employee empty enough enter entire error even evening event ever every exact example except expect experience explain extra
  face fact fail fair fall family fast father favor feel feet field figure final find fine finger finish fire first fish five floor flow follow food foot
  force foreign forget form former forward found four free fresh friend front full funny further future game garden gave general getting gift girl give
  given glass goes going gold gone good government great green ground group grow guess guide hair half hall hand happen happy hard have head health hear
  heart heat heavy held help here high himself history hold home hope horse hospital hotel hour house however huge human hundred husband idea image
  important include income increase indeed information inside instead interest into issue item itself join just keep kept kill kind king kitchen knew know
  known land language large last late later laugh lead learn least leave left legal less letter level life light like likely line list listen little live
  local long look lose lost lots love lower lunch machine made mail main major make manage many market married match material matter maybe mean measure
  meat media medical meet meeting member memory mention message method middle might mile milk million mind mine minute miss model modern moment money
  month moon more morning most mother mouth move movie much music must myself name nature near nearly need never news next nice night nine none normal
  north note nothing notice number offer office often older once ones only onto open option orange order other others ours outside over owner page paid
  pain paper parent park part party pass past path patient pattern people perfect perhaps period person phone photo pick picture piece place plan plane
  plant play player please plus point police policy poor popular position possible post power present president press pretty price print private probably
  problem process produce product program project provide public pull purpose push quality question quick quickly quiet quite race radio rain raise range
  rate rather reach read ready real reality realize really reason receive recent record reduce region relate remain remember remove repeat reply report
  require research rest result return rich ride right ring rise river road rock role room rose round rule safe said sale salt same save school science
  score season seat second secret section security seem seen sell send sense sent separate serious serve service seven several shall shape share sharp
  shirt shoes shop short should shoulder shown sick side sign similar simple simply since single sister site sitting size skill skin sleep slow small smile
  social soft sold some someone something sometimes song soon sorry sort sound south space speak special speed spend sport spring staff stage stand star
  start state station stay step still stock stone stood stop store story street strong student study stuff style subject success such sudden sugar summer
  support sure surface system table take taken talk tall tape taste teach team tell term test than thank that their them then there these they thing things
  think third this those though thought three through throw thus time times tiny today together told tomorrow tone tonight took total touch toward town
  trade train travel treat tree trial trip trouble true trust truth turn twelve twenty type under understand unit until upon usually value very view visit
  voice wait walk wall want warm wash watch water wear week weight well went were west what wheel when where whether which while white whole whose wide wife
  wild will wind window winter wish with within without woman women wonder wood word words work world worry worse worth would write wrong wrote yard year
  yellow young your yourself salary solar salad saloon silver stuck shack shake share shape party forty force course coarse horse bayonet banana mango manga
  ahead ahmed ahmad khaled khalid fahad fahd nasser naser salem saleh sabah jaber mubarak abdullah noura nora mohammed mohamad yousef bader hamad ali omar
  daily early rarely family salary shift shirt short store started state taking those these there theft left lift gift drift swift
  brew drew crew grew rabbi rabid robin roast coast toast crime prime grime trial trail briefs brief grief assist assess assort
  raids grade trade parade trafficking frauds front fruit charm farms forms burger bigger buyer bruise murmur mirror minder
  weeks weak wheel wreak freak break bread dread drags drugs dregs trucks bloke blocks black
  aware award reward toward forward hardly hourly yearly weekly monthly kindly cells calls tolls talks tasks masks basks risks rises raises
  contest context content consent constant combat compact comport computer compete compute camper
  carpet transit translate flight fights sights rights lights nights eights tights
`);
