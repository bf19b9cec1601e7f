import { type Entry, inTurn, marker, words } from '../chart/lexicon.js';
import type { Cue } from '../intent/cue.js';

const cue = (name: Cue, phrases: string, score = 0): Entry => words('cue', name, phrases, score);

const SHOULD = 'should|shld|shud|shd|shall|do|can|must|to|would you';
const MY_PLACE =
  'my location|my position|my spot|my current location|my current position|my place|where i am|where we are|our location|our position|here';

/** Words that say what is wanted. */
export const intentWords: readonly Entry[] = [
  cue(
    'howMany',
    'how many|how much|hw many|howmany|how mny|hw mny|count|count of|what is the count|tally|total|how often|number of|no of|total number of|totals|sum of|what number of|whats the number of|give me the number of|count up',
  ),
  cue(
    'show',
    'details of|full details of|details for|details of the|show|list|display|view|pull up|pull|see|get|fetch|find|give me|send me|let me see|sho|i want to see|shw|lst',
  ),
  cue('recent', 'latest|recent|newest|most recent|new ones'),
  cue(
    'happened',
    'what happened|whats happening|what is happening|what happend|whats going on|what is going on|any news|whats new|what took place|what occurred|wat happened|what went on|what have we got|what do we have|whats up in|wht happened|what was reported|what has happened',
  ),
  cue(
    'happened',
    inTurn(
      'what|wat|wht|whats',
      'has been|have been|been|was|is being',
      'going on|happening|taking place|occurring|reported',
    ),
  ),
  cue(
    'happened',
    inTurn(
      'what|anything|wat',
      'came in|come in|came through|did we get|have we got|did we have|did you get|did we receive|has come in|was received|were the incidents|was there|is new',
    ),
  ),
  cue('anything', 'anything|everything|any|are there any|is there any|were there any|has there been any'),
  cue(
    'hotspot',
    'clustering|clustered|concentrate|concentrates|concentrating|bunching|hotspot|hotspots|hot spot|hot spots|heat map|heatmap|heatmaps|hot areas|hot zones|crime clusters|clusters|cluster|concentrations|concentration|concentrated|hotsopts|danger spots|dense areas|trouble spots|problem spots|hot zone|hotpsots|hospots|red zones|crime density|density map',
  ),
  cue('map', 'on a map|on the map|map|map it|map view|map please|as a map|plot it|show on map'),
  cue(
    'patrol',
    'where should i patrol|where to patrol|where do i patrol|where should we patrol|where should patrols go|where should i go|where should i focus|where should we focus|where to go|patrol suggestions|where should units go|where should i be|where do you want me|best place to patrol|where should i send patrols|where should i send units|where should i park|where should we deploy|where to deploy|suggest patrol|patrol route|patrol plan',
  ),
  cue(
    'patrol',
    `${inTurn('where|wher|whr', SHOULD, '|i|we|my team|my patrol|my units|units|patrols|the patrol|officers', 'patrol|go|focus|be|deploy|park|concentrate|be patrolling|be deployed|send units|send patrols|send my team|put patrols|put units')}|${inTurn('best|good|recommended|right|better', 'place|places|area|areas|spot|spots|location|locations', 'to patrol|for patrol|for patrols|for patrolling')}`,
  ),
  cue(
    'nearMe',
    'near me|around me|nearby|close to me|near by|next to me|in my vicinity|my surroundings|near my location|around my location|near my position|around here|near here|close by|around us|near us|close to my location|by me|of me|from me|of my location|from my location|of my position|of where i am|nearme|arround me|in my area now here|surrounding me|closest to me|nearest to me|within reach',
  ),
  cue(
    'patrol',
    inTurn(
      'need|needs|require|requires|deserve|lack',
      '|more|a|extra|additional|some|our',
      'patrol|patrols|patrolling|attention|police presence|presence',
    ),
  ),
  cue(
    'nearMe',
    inTurn('near|around|close to|next to|by|of|from|nearby|beside|surrounding|near to|close by', MY_PLACE),
  ),
  cue(
    'near',
    'near|around|close to|next to|beside|nearest|within|radius|closest|in the vicinity of|not far from',
  ),
  cue(
    'forecast',
    'forecast|forecasts|predict|prediction|predictions|predicted|projection|projected|outlook|forcast|forecasted|risk|risk level|risk map|likely|probability|expected|expect|anticipate|estimate for|what will happen|how risky|chance of|chances of|going to happen|will there be|forecst|how many will|likelihood|predictive|what to expect|what should i expect|anticipated',
  ),
  cue(
    'trend',
    'trend|trends|trending|over time|evolution|history of|time series|trajectory|trendline|curve|week by week|month by month|day by day|year on year|pattern over|trned|progression|development of|how has|how have|how is it changing|develop|developed|developing|evolve|evolved|evolving|tendency',
  ),
  cue(
    'series',
    'per week|per month|per day|weekly|monthly|by the week|week on week|month on month|month over month|week over week|each month|each week',
  ),
  cue(
    'change',
    'go up|go down|going down|increasing|increase|increased|decreasing|decrease|decreased|rising|risen|falling|fallen|going up|going down|gone up|gone down|up or down|growing|dropping|dropped|declined|getting worse|getting better|worse or better|better or worse|improving|on the rise|on the decline|rise|rose|went up|went down|more or less than before|higher or lower|changed|changing|picking up|easing|up or dn|climbing|rise|rises|rose|fall|falls|fell|fallen|drop|drops|dropped|climb|climbs|climbed|grow|grows|grew|grown|decreases|increases|surge|surged|surging|spike|spiked|spiking|jump|jumped|shrinking|worsen|worsening|worsened|improve|improved|improves|slow down|slowing down|slowed down|getting higher|getting lower|getting more|getting fewer|become worse|become better|became worse|got worse|got better|gotten worse|gotten better|more than before|less than before|on the increase|on the decrease|up or down',
  ),
  cue(
    'compare',
    'side by side|put together|difference in|differences in|differences between|difference of|how does it compare|how do they compare|compares|compare to|compare|compare with|compare against|comparison|compared|comparing|difference between|compar|comparison between|comparison of|contrast|diff between|stack up|match up|campare',
  ),
  cue(
    'versus',
    'vs|versus|against|v|compared to|compared with|relative to|v s|or is|worse than|higher than|more than|lower than|less than|better than|safer than|with respect to',
  ),
  cue(
    'most',
    'top|worst|highest|most|ranking|rank|leading|hardest hit|most dangerous|ranked|busiest|biggest|the worst|hottest|worse hit|worst hit|most affected|most crime|max|leaderboard|unsafe|league table|largest number|more crimes',
  ),
  cue(
    'least',
    'safest|lowest|least|fewest|quietest|bottom|calmest|cleanest|safer|least dangerous|least affected|min',
  ),
  cue(
    'whichArea',
    'which area|which areas|what area|what areas|areas with|which district|which districts|which neighbourhood|which neighbourhoods|which neighborhood|which neighborhoods|which place|which places|which governorate|which governorates|what governorate|where are most|where is most|where do most|where are the most|where is the most|where is it worst|what place|which part|which parts|what are the areas|which region|where is the highest|which one is worst',
  ),
  cue(
    'breakdown',
    'break that down|break it down|break this down|break them down|split that|split it|split them|split this|breakdown|break down|broken down|break it down|split|split by|grouped|group|group by|distribution|distributed|divided|by type|categorise|categorize|categorised|segment|segmented|stats by|statistics by|per category|broken by|breakdwn|pivot|sort by|arrange by|brkdown',
  ),
  cue(
    'profile',
    'a safe area|safe area|a safe place|a dangerous area|dangerous area|what should i know about|what do i need to know about|what should we know about|what to know about|anything i should know about|give me info about|how is it in|hows it in|overview|profile|area profile|profile of|tell me about|about|overview of|info on|information on|details on|details about|info about|information about|what do you know about|what about the area|describe|background on|facts about|area info|situation in|how is|hows|how safe is|is it safe in|what is it like in|whats it like in|give me info on|tell me more about|area summary|snapshot of',
  ),
  cue(
    'report',
    'there was a|there was an|there is an|theres an|we have an|we got a|report|i want to report|i need to report|reporting|log|record|file a report|new incident|there is a|theres a|there has been a|i just saw|i saw|i witnessed|we have a|i have a|just witnessed|register|i would like to report|log an incident|report a|report an|submit a report|file|happening now|in progress now|just happened|log a|id like to report|new report|add incident|there was just|someone is|somebody is|i am at the scene of|record a|enter a|reprt|raport',
  ),
  cue(
    'report',
    inTurn(
      'someone|somebody|a man|a guy|a woman|two men|men|some guys|three men|a group',
      'just|has just|have just|is|are|has|have|was|were',
    ),
  ),
  cue(
    'assign',
    'assign|allocate|delegate|dispatch|give task|assign a task to|give a task to|create a task for|create task|new task|create a task|add task|add a task|assign task|make a task|deploy|set a task for|asign|assgin|reassign',
  ),
  cue('order', 'send|tell|ask|order|have|put|hand|give|get|instruct|direct|detail|task'),
  cue('task', 'task|tasks|job|jobs|assignment|assignments|duty|duties|mission|missions|work items|tsk'),
  cue(
    'taskList',
    'my tasks|list tasks|show tasks|tasks list|task list|list my tasks|show my tasks|what are my tasks|my jobs|my assignments|my duties|all tasks|open tasks|pending tasks|overdue tasks|tasks assigned to|tasks for|tasks of|what do i have to do|what should i do today|whats on my plate|my work|my todo|do i have any tasks|any tasks|any tasks for me|what tasks do i have|team tasks|tasks due|tasks overdue|whats assigned to me|what am i assigned|anything for me to do|what have i got to do|what is left for me|whats left for me|what is left to do|whats left to do|what else do i have to do|whats next for me|anything due|whats due|what is due|anything due for me|is anything due|anything pending|anything outstanding|anything overdue|anything assigned to me|whats pending|what is pending|whats overdue|what is overdue|whats outstanding|what is outstanding|do i have anything|have i got anything|tasks for my team|tasks of my team|my teams tasks|tasks for the team|outstanding tasks|unfinished tasks|completed tasks|which tasks|what tasks|tasks',
  ),
  cue('mine', 'my|mine|i have|do i have|assigned to me|for me'),
  cue(
    'accept',
    'accept|accepted|accepting|i accept|take|ill take|i will take|i take|ok accept|acept|taking|i got task|roger task|confirm task|agree|will do|on it|ill do|i will do|ill handle|i will handle|accpet|take on|got it',
  ),
  cue(
    'start',
    'start|started|starting|begin|began|beginning|i started|in progress|on my way|on the way|en route|omw|heading|heading out|heading there|im on|i am on|underway|commence|commencing|moving on|proceeding|strt|working on|i began|arrived|on site|on scene|enroute|set off|got going on|going to',
  ),
  cue(
    'complete',
    'done|complete|completed|finished|finish|close|closed|accomplished|dne|donee|finalised|finalized|all done|wrapped up|completed task|done with|mark done|mark as done|mark complete|mark as complete|mark as completed|sorted|resolved|finishd|concluded|compleated|completd|finnished',
  ),
  cue(
    'decline',
    'decline|declined|declining|reject|rejected|refuse|cant do|cannot do|cant take|can not do|unable to do|unable to take|i cant|i cannot|not able to|wont do|will not do|im not able to|pass on|turn down|not taking|decln|cant accept|cannot accept|not accepting|cant make it|too busy for|declne',
  ),
  cue(
    'ack',
    'got alert|got alerts|got your alert|read alert|noticed|have seen alert|ack|received|recieved|acknowledge|acknowledged|acknowledging|copy|copy that|received alert|roger|acked|akn|noted|seen|i see the alert|confirm alert|ak|ack alert|got the alert|i got the alert|roger that|10 4|understood alert|i have seen|saw the alert|acknowlege|aknowledge',
  ),
  cue('alert', 'alert|alerts|alarm notification|warning|warnings|notification|notifications|alrt|alret'),
  cue(
    'subscribe',
    'subscribe|sign me up|subscribe me|sub|sign up|register me|notify me|alert me|keep me posted|keep me informed|keep me updated|enrol|enroll|turn on|enable|activate|send me every|send me daily|send me weekly|add me to|start sending|let me know when|let me know if|inform me|update me|subscrib|subcribe|ping me|opt in to|opt me in|i want to receive|i want to get|sunscribe|follow|i want alerts|set up alerts|set up|put me on',
  ),
  cue(
    'unsubscribe',
    'unsubscribe|unsubscribe me|unsub|cancel subscription|cancel my subscription|no longer want|no longer need|dont need|do not need|do not want|dont want|dont want any more|no need for|stop sending|stop sending me|stop notifying|stop notifying me|stop alerting me|stop the alerts|stop alerts|no more|turn off|disable|deactivate|opt out|opt me out|remove me from|take me off|dont send me|do not send|do not send me|i dont want|mute|stop the|stop my|stop daily|stop weekly|stop briefing|stop briefings|stop hotspot|stop hotspots|dont send|quit sending|unsubscrbe|end subscription|unfollow|cancel alerts|cancel my alerts|cancel the daily|cancel daily|cancel the weekly|cancel weekly|cancel the briefing|cancel my briefing|stop all|cancel subscriptions',
  ),
  cue(
    'briefing',
    'overall picture|general picture|the big picture|state of play|morning briefing|evening briefing|morning brief|daily briefing|weekly briefing|weekly summary|daily summary|briefing|brief|briefings|summary|sitrep|sit rep|situation report|summarise|summarize|digest|recap|roundup|round up|rundown|run down|debrief|brief me|daily report|weekly report|morning report|shift report|sum up|handover|hand over|sumary|executive summary|situation update|summry|catch me up|bring me up to speed|wrap up of',
  ),
  cue(
    'help',
    'help|what questions can you answer|what questions can i ask|what kind of questions|what kinds of questions|what topics|what else can i ask|what all can i ask|what am i allowed to ask|what are you programmed to do|what can you tell me|what do you know|what kind of information|what kinds of info|what sorts of tasks can you do|what subjects|which subjects|what are you familiar with|commands|command list|what can you do|how does this work|how do i use|how do i use this|menu|options|instructions|guide|usage|manual|what can i ask|what can i ask you|what do you do|what are your functions|how to use|how do i report|how can i report|how to report|how do i subscribe|how can i subscribe|how do i assign|how do i accept|how do i ask|how do i get|how do i close|what are you able to do|show commands|list of commands|hlp|help me|i need help|what are the commands|available commands|what else can you do|how can you help|what are your capabilities|what features|show me what you can do|what can u do|helpp|tutorial|assist me|can you help me|can you help|could you help|could you help me|i could use some help|need some help|need help|assistance|instruct me|examples',
  ),
  cue(
    'language',
    'language|your language|the language|change language|talk|respond to me in|reply to me in|answer me in|switch to|switch language|set language|set language to|speak|talk in|reply in|answer in|respond in|use|change to|write in|talk to me in|lang|change the language|in english please|change language to|communicate in|converse in|chat in|continue in|translate to|messages in',
  ),
  cue(
    'whoami',
    'who am i|whoami|my name|say my name|call me|you call me|name you have for me|name do you have for me|name saved for me|address me|know me by|my role|my profile|what is my role|whats my role|my permissions|my id|who do you think i am|what are my permissions|what is my name|whats my name|am i registered|what access do i have|my access|my access level|do you know me|do you know who i am|what can i access|my rank|which user am i|what name do you have|what do you call me|what role do i have|do you know my name|my user|my registration|logged in as',
  ),
  cue(
    'whoami',
    inTurn(
      'what|which|whats|what is|tell me',
      'role|rank|name|access|permissions|rights|profile|user',
      'do i have|am i|have i got|are mine|have i|is mine',
    ),
  ),
  cue(
    'status',
    'u up|r u up|still there|system up|bot up|service up|is it up|is it working|you up|all systems ok|any outage|everything up|all ok with the system|status|system status|are you up|are you online|are you working|are you there|ping|health|is the system up|is the system working|system health|uptime|are you alive|is the bot working|server status|last update|last updated|data freshness|how fresh is the data|is the system down|when was the data updated|are you down|is the service up|bot status|when was the last update|when was the data last updated|when did the data update|how old is the data|is the data fresh|when was it last updated|is everything working|is the bot up|u there|you there|online|data status|up to date|is the data up to date|are you running|service status|system ok',
  ),
  cue(
    'status',
    `${inTurn('when was|when were|when did|how recently was|how recently were', 'the data|the database|data|the figures|the numbers|the records|the system|the feed', 'last updated|last refreshed|updated|refreshed|last loaded|loaded|last imported|last synced|synced|last update|last refresh|update|refresh|last sync')}|${inTurn('how', 'old|fresh|current|recent|up to date', 'is|are', 'the data|the figures|the numbers|this data|your data')}|${inTurn('is|are', 'the data|the figures|the numbers|your data|your figures', 'current|fresh|live|up to date|recent')}`,
  ),
  cue(
    'feedback',
    'feedback|numbers are wrong|figures are wrong|number is off|suggestion|complaint|comment|i have a suggestion|that was wrong|that is wrong|thats wrong|wrong answer|wrong result|incorrect|not correct|good bot|bad bot|great job|good job|well done|great work|not helpful|very helpful|useless|this is wrong|that answer was|your answer was|that was helpful|that wasnt helpful|the map is wrong|the number is wrong|i have feedback|bug|bug report|report a bug|report a problem with the bot|rate|nice work|excellent work|awesome work|that is not right|thats not right|this isnt right|inaccurate|not accurate|not what i asked|i like this|i dont like this|too slow|bot is slow|the bot is|this bot is|love this',
  ),
  cue(
    'feedback',
    inTurn(
      'numbers|figures|counts|results|map|data|answer|answers|number|figure|count|result|information|statistics|stats',
      '|you gave me|you gave|you showed|you showed me|you sent|you sent me',
      'is|are|was|were|look|looks|seem|seems|must be',
      'wrong|incorrect|off|not right|not correct|inaccurate|outdated|strange',
    ),
  ),
  cue(
    'feedback',
    inTurn(
      'are|is|was|were|look|looks|seem|seems|must be',
      'wrong|incorrect|not right|not correct|inaccurate',
    ),
  ),
  cue(
    'undo',
    'undo|undo that|revert|take that back|roll back|rollback|undo last|undo it|undo the last|reverse that|i didnt mean that|i did not mean that|i take that back|reverse it|that was a mistake|i made a mistake|by mistake|undo last action|delete my last|cancel my last|cancel the last|remove my last|remove what i just|cancel what i just|scratch my last|withdraw my last|withdraw that',
  ),
  cue(
    'cancel',
    'cancel|forget what i told you|forget what i said|cancel the last input|dont talk anymore|stop the conversation|stop talking|be quiet|stop what youre doing|stop what you are doing|stop speaking|end the current process|abort the current process|stop the process|scrap|dont talk|stop talking to me|quiet|hush|cancel the task|ignore the previous command|never mind|nevermind|forget it|stop|abort|drop it|leave it|forget that|nvm|dont bother|scrap that|cancel that|cancel it|skip it|disregard|ignore that|no thanks|cancl|exit|quit|stop that|scratch that|discard|cancel request|forget about it|ignore|dismiss|never mind that|let it go|dont do it|dont do that|hold off|belay that|strike that',
  ),
  cue(
    'greeting',
    'hi|heyo|hola|how you are doing|how youre doing|how ya been|howve you been|how is it hanging|hows it hanging|are you doing alright|are you ok|are you well|is everything ok|hello|hey|good morning|good afternoon|good evening|good day|greetings|salam|salaam|hi there|hello there|hey there|morning|evening|yo|howdy|hiya|how are you|how are you doing|how do you do|whats up|sup|good to see you|nice to meet you|how is it going|hows it going|how are things|how have you been|hows your day|how is your day|hallo|helo|assalamu alaikum|asalam alaikum|salam alaikum|as salam alaikum|hows everything|hows life|how you doing|gm|how was your day|hows your day going|pleased to meet you',
  ),
  cue(
    'thanks',
    'thanks|helped me|big help|thank you|thx|thank u|ty|cheers|appreciated|much appreciated|appreciate it|many thanks|tnx|thnx|thanks a lot|i appreciate|grateful|thanx|tks|thankyou|thanks so much|thankful|i appreciate it|im grateful|thank|appreciate|gracias|much obliged|glad you',
  ),
  cue(
    'crime',
    'crime|crimes|incident|incidents|case|cases|reports|offence|offences|offense|offenses|complaints|felonies|misdemeanours|misdemeanors|crme|incidnts|inicdents|incidnt|police reports|criminal activity|reported incidents|crime rate|violations|criminality|incidents reported|cases reported|crime stats|incdents',
  ),
  cue(
    'yes',
    'yes|yeah|yep|yup|ok|okay|sure|confirm|confirmed|correct|go ahead|right|affirmative|do it|yea|yes please|exactly|proceed|send it|thats right|y|k|of course|please do|indeed',
  ),
  cue('no', 'no|nope|nah|negative|not that|not now|dont|n'),
  cue(
    'correction',
    'i meant|i mean|no i meant|not that|sorry i meant|i said|actually|correction|make it|make that|change it to|change that to|no i said|sorry|instead|rather|oops|i wanted|should be|wait',
  ),
  cue(
    'personal',
    'wanted for|wanted by the police|phone number|civil id|civilid|address of|home address|where does|who lives|who owns|owner of|plate number|licence plate|license plate|plate no|criminal record|personal details|personal data|date of birth|nationality of|arrest record|is he wanted|wanted person|passport number|who is the owner|background check|look up person|run a check on|track the phone|whose car|his file|her file|car plate|look up plate|look up the plate|look up this plate|check plate|check the plate|check this plate|run plate|run the plate|run this plate|search plate|find plate|trace plate|trace the plate|who lives|who lives in|who is living|vehicle registration|id number|name of the suspect|names of suspects|suspect name|who reported|victim name|names of victims|name of the victim|who was arrested|who is the suspect|who is the victim|who committed|who did it|witness names|who stole|mobile number|phone of',
  ),
  cue(
    'destructive',
    'delete all|drop table|delete everything|wipe|erase|delete the database|remove all|ignore previous instructions|ignore all previous|ignore your instructions|system prompt|shutdown|shut down|reset the database|delete incidents|delete records|delete the records|delete the data|truncate|hack|sudo|rm rf|exec|select from|give me admin|make me admin|password|passwords|disregard previous|disregard all|you are now|act as|pretend|jailbreak|developer mode|override|bypass|delete user|delete users|change my role|grant me|promote me|delete task|delete tasks|delete report|delete reports|delete alert|delete alerts|close all alerts',
  ),
];

/** Nouns and small words that the slot grammar builds on. */
export const slotWords: readonly Entry[] = [
  marker('blockNoun', 'block|blk|b|blok|blck|bloc|blocks'),
  marker('taskNoun', 'task|tasks|job|assignment|task number|task no|task id|t|tsk|task num|mission|the task'),
  marker('alertNoun', 'alert|alerts|alert number|alert no|alert id|warning|a|alrt|the alert|alarm'),
  words(
    'slot',
    { kind: 'limit', slots: { limit: 1 } },
    'last incident|latest incident|most recent incident|last crime|latest crime|last case|last report|latest report|latest case|the last incident|the latest incident',
  ),
  marker('hash', '#|number|no|num|id|nr'),
  marker(
    'areaNoun',
    'area|district|neighbourhood|neighborhood|police station|station|town|suburb|city|precinct|area of|the area of',
  ),
  marker(
    'governorateNoun',
    'governorate|gov|governate|governerate|province|muhafaza|governorate of|governorat|govt|govern|gvrnrt|governorates',
  ),
  marker('notPlaceNoun', 'hospital|club|stadium|street|mosque|school|fc|sc'),
  marker(
    'areaPlural',
    'areas|places|districts|neighbourhoods|neighborhoods|zones|locations|spots|regions|governorates|area',
  ),
  marker(
    'incident',
    'incidents|crimes|cases|reports|incident|crime|offences|offenses|ones|records|results|entries',
  ),
  marker(
    'except',
    'all offences but|all crimes but|all incidents but|all cases but|all types but|anything but|all of them except|not in|not from|but not in|except in|excluding in|except|excluding|without|but not|other than|apart from|exclude|not including|minus|excl|besides|aside from|not counting|leave out|leaving out|ignoring|ignore|barring|non|everything but|all but|except for|no|omit|omitting|ex',
  ),
  marker('only', 'only|just|solely'),
  marker('me', 'me|myself|us|i'),
  marker('nearWord', 'near|around|close to|next to|beside|by'),
  marker(
    'myArea',
    'my area|my zone|my sector|my district|my beat|my patch|my patrol area|my neighborhood|my neighbourhood|our area|my precinct|my station|my region',
  ),
  marker(
    'top',
    'top|worst|highest|busiest|most dangerous|first|bottom|safest|quietest|the top|best|leading|lowest',
  ),
  marker(
    'by',
    'by|per|for each|for every|each|according to|across|grouped by|split by|group by|sorted by|over|in each|on each|by each|broken down by|broken down per|breakdown by|divided by|distribution by|distribution over',
  ),
  marker(
    'assignVerb',
    'assign|allocate|delegate|dispatch|task|send|tell|ask|order|have|deploy|instruct|direct|detail|put|asign|assgin|give|get|assigned|reassign|hand',
  ),
  marker(
    'assignedTo',
    inTurn(
      'assign|assigned|assigning|give|hand|allocate|allocated|delegate|delegated|reassign',
      '|it|this|that|them',
      'to',
    ),
  ),
  marker(
    'rankWord',
    'officer|sgt|sergeant|lt|lieutenant|captain|capt|cpt|major|maj|col|colonel|corporal|cpl|mr|first|private|pvt|brigadier|inspector|agent|warrant|1st|unit',
  ),
  marker(
    'dueWord',
    'due|deadline|by|before|until|no later than|due by|due on|due at|due before|finish by|complete by|done by|must be done by|to be done by',
  ),
  marker('priorityNoun', 'priority|prio|importance|urgency|p'),
  marker('versus', 'vs|versus|against|v|compared to|compared with'),
  // "Country" alone is a topic of small talk.
  words(
    'filler',
    null,
    'country wide|countrywide|nationwide|nation wide|kuwait wide|across the country|across kuwait|all over kuwait|in the whole country|in the country|throughout the country|whole of kuwait|all of kuwait',
    4,
  ),
  cue('nearest', 'nearest|closest'),
  words(
    'whichTime',
    'time_of_day',
    'what time of day|what times of day|which time of day|what part of the day|which part of the day',
  ),
  words(
    'whichTime',
    'hour',
    'what time do|what times do|what hours|which hours|what hour|which hour|at what time do|peak hours|busiest hours|busiest time|peak time|when do most|when do the most',
  ),
  words(
    'whichTime',
    'weekday',
    'which days|what days|which day of the week|what day of the week|which day|which weekday|busiest day|worst day|which days of the week|what days of the week',
  ),
  words(
    'whichTime',
    'offence',
    `offence mix|offense mix|crime mix|mix of crimes|mix of offences|crime breakdown|offence breakdown|${inTurn('what|which', 'kind of|kinds of|type of|types of|sort of|sorts of', 'crime|crimes|offence|offences|offense|offenses|incident|incidents|case|cases')}|${inTurn('most common|most frequent|commonest|main|usual|typical|most reported', 'crime|crimes|offence|offences|offense|offenses|incident types|crime types|crime type|type of crime|types of crime|offence types')}|${inTurn('which|what', 'crimes|offences|offenses|crime|offence', 'are most common|is most common|happen most|happens most|are the most common|is the most common|occur most|are most frequent|are committed most')}`,
  ),
  words(
    'whichTime',
    'block',
    `${inTurn('which|what', 'block|blocks|blk|blks')}|${inTurn('worst|top|busiest|hottest|most affected|most dangerous', 'block|blocks|blks')}`,
  ),
  words(
    'groupNoun',
    'offence',
    'offence|offense|type|crime type|crime|category|kind|offence type|offense type|crime category|types|categories|incident type|offences|type of crime|crime types|class',
  ),
  words(
    'groupNoun',
    'area',
    'area|areas|district|neighbourhood|neighborhood|place|location|areas names|districts',
  ),
  words('groupNoun', 'governorate', 'governorate|governorates|gov|province'),
  words('groupNoun', 'block', 'block|blocks|blk'),
  words('groupNoun', 'hour', 'hour|hours|hour of day|hour of the day|time|hourly|hrs'),
  words(
    'groupNoun',
    'time_of_day',
    'time of day|part of day|period of day|time of the day|part of the day|day part|shift|shifts|times of day',
  ),
  words(
    'groupNoun',
    'weekday',
    'weekday|weekdays|day of week|day of the week|days of the week|week day|days of week',
  ),
  words('groupNoun', 'day', 'day|daily|date|days'),
  words('groupNoun', 'week', 'week|weekly|weeks'),
  words('groupNoun', 'month', 'month|monthly|months'),
  words(
    'statusWord',
    'open',
    'open|pending|outstanding|unfinished|incomplete|active|not done|remaining|uncompleted|still open|opened',
  ),
  words(
    'statusWord',
    'in_progress',
    'in progress|ongoing|started|underway|in process|inprogress|running|being worked on',
  ),
  words('statusWord', 'done', 'done|completed|finished|closed|complete'),
  words('statusWord', 'overdue', 'overdue|late|past due|delayed|over due|missed|behind schedule'),
  words('statusWord', 'declined', 'declined|rejected|refused'),
  words('priorityWord', 'low', 'low|minor|not urgent|low priority|no rush'),
  words('priorityWord', 'normal', 'normal|medium|regular|standard|routine'),
  words('priorityWord', 'high', 'high|important|critical|top priority|high priority|serious'),
  words('priorityWord', 'urgent', 'urgent|urgently|emergency|immediate|asap|very urgent|highest|immediately'),
  words('languageName', 'en', 'english|englsh|inglish|eng|inglizi|english language|en'),
  words('languageName', 'ar', 'arabic|arabi|arabic language|arabiq'),
  words(
    'languageName',
    'other',
    'french|mandarin|cantonese|spanish|german|urdu|hindi|chinese|japanese|russian|turkish|farsi|persian|dutch|italian|portuguese|korean|swedish|bengali|tagalog|filipino|swiss german|greek|hebrew|polish|latin|vietnamese|thai',
  ),
  words(
    'frequencyWord',
    'daily',
    'daily|every day|each day|everyday|every morning|each morning|every night|every evening|day by day|once a day|nightly',
  ),
  words('frequencyWord', 'weekly', 'weekly|every week|each week|once a week|every sunday|every thursday'),
  words(
    'frequencyWord',
    'immediate',
    'immediate|immediately|instant|instantly|real time|realtime|as they happen|as it happens|right away|live|as soon as they happen|as soon as it happens|straight away',
  ),
  words(
    'topicWord',
    'briefing',
    'briefing|briefings|brief|summary|digest|sitrep|report|reports|newsletter|summaries|update|updates|recap',
  ),
  words('topicWord', 'alerts', 'alert|alerts|notification|notifications|warnings|warning|alrts|alarms'),
  words(
    'topicWord',
    'hotspots',
    inTurn('hotspot|hotspots', 'mails|emails|mail|email|messages|msgs|updates|notifications|list|reports'),
  ),
  words(
    'topicWord',
    'briefing',
    inTurn('briefing|briefings|daily|weekly|summary', 'mails|emails|mail|email|messages|msgs'),
  ),
  words('topicWord', 'alerts', inTurn('alert', 'mails|emails|messages|msgs|notifications|sms')),
  words('topicWord', 'hotspots', 'hotspot|hotspots|hot spots|hot spot|heat map|hotspot map'),
  words(
    'topicWord',
    'all',
    'everything|all|all messages|all notifications|all alerts and briefings|all subscriptions|anything|all of it|all updates|messages|all of them',
  ),
  words('distanceUnit', 1, 'm|metre|meter|metres|meters|mtr|mtrs|mt|mts'),
  words('distanceUnit', 1000, 'km|kms|kilometre|kilometer|kilometres|kilometers|kilo|kilos|k m|klm|kilomter'),
  words('distanceUnit', 1609.344, 'mile|miles|mi'),
  words('distanceUnit', 0.3048, 'foot|feet|ft'),
  words('distanceUnit', 0.9144, 'yard|yards|yd|yds'),
  words('distanceUnit', 0.01, 'cm|centimetre|centimeter|centimetres|centimeters'),
  words('distanceUnit', 0.0254, 'inch|inches'),
  words('shift', { from: '07:00', to: '15:00' }, 'morning shift|day shift|first shift'),
  words('shift', { from: '15:00', to: '23:00' }, 'evening shift|second shift|afternoon shift'),
  words('shift', { from: '23:00', to: '07:00' }, 'night shift|third shift|graveyard shift'),
];
