import { type Entry, inTurn, marker, words } from '../chart/lexicon.js';
import type { Cue } from '../intent/cue.js';

const cue = (name: Cue, phrases: string, score = 0): Entry => words('cue', name, phrases, score);

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
    'area|district|locality|neighbourhood|neighborhood|police station|station|town|suburb|city|precinct|area of|the area of',
  ),
  marker(
    'governorateNoun',
    'governorate|gov|governate|governerate|province|muhafaza|governorate of|governorat|govt|govern|gvrnrt|governorates',
  ),
  marker('notPlaceNoun', 'hospital|club|stadium|street|mosque|school|fc|sc'),
  marker('foremost', 'top|worst|highest|biggest|main|most|the top|leading'),
  marker(
    'crimeKinds',
    '{most common,most frequent,most reported,commonest,} {offences,offenses,crimes}|{crime,offence,offense} {types,kinds,categories}|{types,kinds,categories} of {crime,crimes,offence,offences,offense,offenses}',
  ),
  marker(
    'areaPlural',
    'areas|places|districts|neighbourhoods|neighborhoods|zones|locations|spots|regions|governorates|area',
  ),
  marker(
    'incident',
    'incidents|crimes|cases|reports|incident|crime|offences|offenses|ones|records|results|entries|files',
  ),
  marker(
    'except',
    '{anywhere,everywhere,every area,all areas,any area,every governorate,all governorates} {but,except,other than,apart from}|{all,any,every,each} {crime,offence,offense,incident,case} {but,but for,except}|all offences but|all crimes but|all incidents but|all cases but|all types but|anything but|all of them except|not in|not from|but not in|except in|excluding in|except|excluding|without|but not|other than|apart from|exclude|not including|minus|excl|besides|aside from|not counting|leave out|leaving out|ignoring|ignore|barring|non|everything but|all but|except for|no|omit|omitting|ex',
  ),
  marker(
    'excepting',
    'except|excepting|excluding|except for|apart from|aside from|other than|not counting|not including|leaving out|exclude|ignoring|omitting|but for|excl',
  ),
  marker(
    'takeOut',
    '{remove,take out,take away,filter out,strip out,subtract,discount,dont count,do not count,drop out} {all,any,} {the,}',
  ),
  marker('denied', 'not|no'),
  words('leave', true, 'leave|leaving|put|putting|set|setting|take'),
  words('aside', true, 'aside'),
  words('leftOut', true, 'out {of it,of this,of that,of the count,of the list,}|off the list'),
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
    'move|station|relocate|assign|allocate|delegate|dispatch|task|send|tell|ask|order|have|deploy|instruct|direct|detail|put|asign|assgin|give|get|assigned|reassign|hand',
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
    'team leader|shift leader|unit leader|supervisor|constable|detective|officer|sgt|sergeant|lt|lieutenant|captain|capt|cpt|major|maj|col|colonel|corporal|cpl|mr|first|private|pvt|brigadier|inspector|agent|warrant|1st|unit',
  ),
  marker(
    'dueWord',
    '{to be,must be,should be} {finished,completed,closed} {by,before}|{finished,completed} by|due|deadline|by|before|until|no later than|due by|due on|due at|due before|finish by|complete by|done by|must be done by|to be done by',
  ),
  marker('priorityNoun', 'priority|prio|importance|urgency|p'),
  marker(
    'versus',
    '{look,looks,looked,looking,do,doing,did,done,measure up,fare,fared,stand} {against,vs,versus,compared to,compared with,next to}|vs|versus|against|v|with|compared to|compared with',
  ),
  // "Country" alone is a topic of small talk.
  words(
    'filler',
    null,
    'country wide|countrywide|nationwide|nation wide|kuwait wide|across the country|across kuwait|all over kuwait|in the whole country|in the country|throughout the country|whole of kuwait|all of kuwait',
    4,
  ),
  words('filler', null, 'look like|looks like|looking like', 1),
  words('filler', null, '{im,i am,we are,} {in charge of,responsible for}', 4),
  // How many people there are is no time: "around ten men".
  words(
    'filler',
    null,
    inTurn(
      'around|about|approximately',
      'two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|2|3|4|5|6|7|8|9|10|11|12|15|20|30',
      'men|people|persons|suspects|guys|lads|blokes|fellows|girls|students|workers|drivers|youths|women|boys|teenagers|kids|attackers|cars|vehicles|others',
    ),
    4,
  ),
  // Why somebody takes a thing back.
  words(
    'filler',
    null,
    '{the,i {picked,chose,pressed,sent,typed,entered,selected} {the,a},it was the,thats the,that was the,its the,} wrong {area,task,number,one,place,person,block,date,day,time,name,alert,button,id,message,offence,status,officer}',
    1,
  ),
  cue('nearest', 'nearest|closest'),
  words(
    'whichTime',
    'time_of_day',
    `${inTurn('which|what', 'shift|shifts|part of day|time of the day')}|${inTurn('worst|busiest|quietest|safest|hottest', 'shift|time of day|time of the day|part of the day')}|what time of day|what times of day|which time of day|what part of the day|which part of the day`,
  ),
  words(
    'whichTime',
    'hour',
    '{what,which} {hour,hours} of {the,} {day,night}|at what {time,times,hour,hours} {do,are,is,does,}|what {time,times,hours} {are,do,does}|what time do|what times do|what hours|which hours|what hour|which hour|at what time do|peak hours|busiest hours|busiest time|peak time|when do most|when do the most',
  ),
  words(
    'whichTime',
    'weekday',
    'which days|what days|which day of the week|what day of the week|which day|which weekday|busiest day|worst day|which days of the week|what days of the week',
  ),
  words(
    'whichTime',
    'offence',
    `{what,which} {types,type,kinds,kind,categories}|{of,by} {what,which} {type,kind}|{crime,offence,offense,incident} {types,categories}|{types,kinds,categories,sorts} of {crime,crimes,offence,offences,incident,incidents}|{top,leading,main,biggest,commonest,dominant} {offences,offense,offenses,crime type,crime types,crime categories,type of crime,types of crime,crime problem,crime problems}|{main,leading,biggest,dominant} {crime,offence,offense}|offence mix|offense mix|crime mix|mix of crimes|mix of offences|crime breakdown|offence breakdown|${inTurn('what|which', 'kind of|kinds of|type of|types of|sort of|sorts of', 'crime|crimes|offence|offences|offense|offenses|incident|incidents|case|cases')}|${inTurn('most common|most frequent|commonest|main|usual|typical|most reported', 'crime|crimes|offence|offences|offense|offenses|incident types|crime types|crime type|type of crime|types of crime|offence types')}|${inTurn('which|what', 'crimes|offences|offenses|crime|offence', 'are most common|is most common|happen most|happens most|are the most common|is the most common|occur most|are most frequent|are committed most')}`,
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
  words('languageName', 'ar', 'arabic|ar|arabi|arabic language|arabiq'),
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
