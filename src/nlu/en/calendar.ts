import { type Entry, marker, words } from '../chart/lexicon.js';
import { workdays } from '../time/counted.js';
import {
  fieldsDate,
  firstMeant,
  periodBefore,
  unitBeforeThat,
  unitDate,
  yearBackDate,
} from '../time/dates.js';
import { edgeOf } from '../time/edges.js';
import { datetimeWhen, recurringWhen } from '../time/whens.js';

const WEEKDAYS = [
  'sunday|sundy|sund',
  'monday|mondy',
  'tuesday|tues|tuesdy|tue',
  'wednesday|weds|wensday|wednsday|wed',
  'thursday|thurs|thur|thrusday|thursdy|thu',
  'friday|fridy|fri',
  'saturday|saterday|saturdy',
];
const WEEKDAYS_PLURAL = ['sundays', 'mondays', 'tuesdays', 'wednesdays', 'thursdays', 'fridays', 'saturdays'];
const MONTHS = [
  'january|jan|janurary|januray',
  'february|feb|febuary|feburary|februrary',
  '',
  'april|apr',
  '',
  'june|jun',
  'july|jul',
  'august|aug',
  'september|sept|sep|septmber',
  'october|oct|octuber',
  'november|nov|novmber',
  'december|dec|decmber',
];

/** Days that an Eid without more is kept. */
const EID_DAYS = 3;

/** What a unit has had of itself: it ends now, as all that is gone by. */
const soFar = (unit: string): string =>
  `{the,} ${unit} {to date,so far}|{so far,thus far,up to now,until now,till now} {this,the,in the} ${unit}|this ${unit} {so far,thus far,to date,until now,till now,up to now,up until now}|{so far,thus far} into {this,the} ${unit}`;

const tonight = datetimeWhen(unitDate('day', 0), { kind: 'part', part: 'night' });
const lastNight = datetimeWhen(unitDate('day', -1), { kind: 'part', part: 'night' });

/** Days, months, feasts and seasons by their names, and periods that have a name of their own. */
export const calendarWords: readonly Entry[] = [
  ...WEEKDAYS.map((phrases, day) => words('weekday', day, phrases)),
  ...WEEKDAYS_PLURAL.map((phrases, day) => words('weekdays', day, phrases)),
  ...MONTHS.flatMap((phrases, i) => (phrases ? [words('month', i + 1, phrases)] : [])),
  // Ordinary words too: a month only beside other evidence.
  words('monthWeak', 3, 'march|mar'),
  words('monthWeak', 5, 'may'),
  words('weekday', 0, 'sun', -0.4),
  words('weekday', 6, 'sat', -0.4),
  words('weekday', 1, 'mon', -0.3),
  words('hijriMonth', 1, 'muharram|moharram'),
  words('hijriMonth', 2, 'safar'),
  words('hijriMonth', 3, 'rabi al awwal|rabi al awal|rabi i'),
  words('hijriMonth', 4, 'rabi al thani|rabi al akhir|rabi ii'),
  words('hijriMonth', 5, 'jumada al ula|jumada al awwal|jumada i'),
  words('hijriMonth', 6, 'jumada al thani|jumada al akhira|jumada ii'),
  words('hijriMonth', 7, 'rajab'),
  words('hijriMonth', 8, 'shaaban|shaban'),
  words('hijriMonth', 9, 'ramadan|ramadhan|ramadaan|ramzan'),
  words('hijriMonth', 10, 'shawwal|shawal'),
  words('hijriMonth', 11, 'dhu al qidah|thul qida|dhul qadah'),
  words('hijriMonth', 12, 'dhu al hijjah|dhul hijjah|thul hijja|dhu al hijja'),
  words(
    'holiday',
    { hijri: true, month: 10, day: 1, days: 1 },
    'eid al fitr|eid ul fitr|eid alfitr|eid fitr|the small eid',
  ),
  words(
    'holiday',
    { hijri: true, month: 12, day: 10, days: 1 },
    'eid al adha|eid ul adha|eid aladha|eid adha|sacrifice feast|feast of sacrifice|bakr id|the big eid',
  ),
  words('holiday', { hijri: true, month: 12, day: 9 }, 'arafat day|day of arafat|arafah day|day of arafah'),
  words('holiday', { hijri: true, month: 1, day: 1 }, 'islamic new year|hijri new year|amun jadid'),
  words('holiday', { hijri: true, month: 1, day: 10 }, 'ashura|day of ashura'),
  words(
    'holiday',
    { hijri: true, month: 3, day: 12 },
    'mawlid|prophets birthday|the prophets birthday|mawlid al nabi',
  ),
  words(
    'holiday',
    { hijri: true, month: 7, day: 27 },
    'isra and miraj|isra miraj|the prophets ascension|ascension to heaven|the night journey',
  ),
  words(
    'holiday',
    { hijri: true, month: 9, day: 27 },
    'laylat al kadr|laylat al qadr|night of power|night of measures|night of decree',
  ),
  words('holiday', { month: 2, day: 25 }, 'national day|kuwait national day'),
  words('holiday', { month: 2, day: 26 }, 'liberation day'),
  words(
    'holiday',
    { month: 2, day: 25, days: 2 },
    'national days|the national holidays|national holiday|national holidays|hala february',
  ),
  words('holiday', { month: 1, day: 1 }, 'new years day|new year|new years|new year day'),
  words('holiday', { month: 12, day: 31 }, 'new years eve|new year eve'),
  words('dayWord', 0, 'today|2day|tday|todays|todey|tdy|tody'),
  words('dayWord', 1, 'tomorrow|tmrw|tmr|tomorow|2moro|2morrow|tommorow|tomorrows|tmw'),
  words('dayWord', -1, 'yesterday|yday|ystd|yesterdy|ysterday|yest|yesterdays'),
  words(
    'dayWord',
    2,
    'day after tomorrow|the day after tomorrow|day after tmrw|the day after tmrw|overmorrow',
  ),
  words('dayWord', -2, 'day before yesterday|the day before yesterday|day before yday'),
  words('when', tonight, 'tonight|tonite|2nite|2night|this night'),
  words(
    'when',
    datetimeWhen(unitDate('day', 0), { kind: 'part', part: 'late_night' }),
    'early hours of this morning|early hours of today|early hours today|small hours of this morning',
  ),
  words(
    'when',
    datetimeWhen(unitDate('day', -2), { kind: 'part', part: 'night' }),
    'the night before last|night before last',
  ),
  words(
    'date',
    periodBefore,
    'before that|the one before|the period before|the previous one|the previous period|previous period|the one before that|prior to that|the time before',
  ),
  ...(['day', 'week', 'month', 'quarter', 'year'] as const).map((grain) =>
    words(
      'date',
      unitBeforeThat(grain),
      `{the,} ${grain} {before,prior to,preceding} {that,it,this one,that one}`,
    ),
  ),
  // "Last week's thefts": apostrophes are folded away. "The last weeks" are several.
  ...(['week', 'month', 'quarter', 'year'] as const).flatMap((grain) => [
    words('date', unitDate(grain, -1), `{last,lst,previous} ${grain}s`),
    words('date', unitDate(grain, 0), `{this,current} ${grain}s`),
    words('date', unitDate(grain, 1), `{next,coming} ${grain}s`),
  ]),
  words('when', lastNight, 'last night|lastnight|lst night|overnight|through the night'),
  words('date', edgeOf('end', unitDate('month', 0)), 'eom'),
  words('date', edgeOf('end', unitDate('year', 0)), 'eoy'),
  words('date', edgeOf('start', unitDate('month', 0)), 'bom'),
  words('date', unitDate('week', 0), `wtd|${soFar('week')}`),
  words('date', unitDate('month', 0), `mtd|${soFar('month')}`),
  words('date', unitDate('quarter', 0), `qtd|${soFar('quarter')}`),
  words('date', unitDate('year', 0), `ytd|${soFar('year')}`),
  words('date', unitDate('week', 0), 'all week|all this week|the whole week|this whole week'),
  words('date', unitDate('month', 0), 'all month|all this month|the whole month|this whole month'),
  words('date', unitDate('year', 0), 'all year|all this year|the whole year|this whole year'),
  words('date', workdays(1, 1), 'next weekday|next working day|next business day|next work day'),
  words('date', workdays(1, -1), 'last weekday|last working day|previous working day|last business day'),
  words(
    'date',
    firstMeant(
      fieldsDate({ hijri: true, month: 10, day: 1, days: EID_DAYS }),
      fieldsDate({ hijri: true, month: 12, day: 10, days: EID_DAYS }),
    ),
    'eid|this eid|the eid|eid holiday|the eid holiday|eid holidays|eid days|the eid days|eid break|last eid|next eid|during eid',
  ),
  // Seasons as Kuwait lives them; camping is allowed from mid-November to mid-March.
  words('holiday', { month: 6, day: 1, days: 92 }, 'summer|summer time|summertime'),
  words('holiday', { month: 9, day: 1, days: 91 }, 'autumn'),
  words('holiday', { month: 12, day: 1, days: 90 }, 'winter|winter time'),
  words('holiday', { month: 3, day: 1, days: 92 }, 'spring|spring time'),
  words('holiday', { month: 11, day: 15, days: 121 }, 'camping season|camp season'),
  marker(
    'now',
    'now|right now|just now|atm|this moment|at the moment|at this moment|asap|as soon as possible',
  ),
  marker('weekend', 'weekend|week end|wkend|the weekend'),
  words(
    'when',
    recurringWhen([5, 6]),
    'weekends|on weekends|at weekends|every weekend|each weekend|weekend days',
  ),
  words(
    'when',
    recurringWhen([0, 1, 2, 3, 4]),
    'weekdays|on weekdays|working days|workdays|except weekends|excluding weekends|not weekends|without weekends|but not weekends|except the weekend|except the weekends',
  ),
  words(
    'date',
    yearBackDate,
    '{the,that,} same {period,time,month} {of,in,} last year|that month {of,in,} last year|a year earlier|the year earlier',
  ),
];

/** Units of time and the parts of a year. */
export const unitWords: readonly Entry[] = [
  words('grain', 'second', 'second|sec'),
  words('grain', 'minute', 'minute|min|m', 0),
  words('grain', 'hour', 'hour|hr|h'),
  words('grain', 'day', 'day|d'),
  words('grain', 'week', 'week|wk|w|wek|weeek|wekk'),
  words('grain', 'month', 'month|mth|mnth|monht|mounth'),
  words('grain', 'quarter', 'quarter|qtr'),
  words('grain', 'year', 'year|yr|y|calendar year'),
  words('grain', 'decade', 'decade'),
  words('length', [{ count: 2, grain: 'week' }], 'fortnight|a fortnight'),
  words('unitPlural', 'second', 'seconds|secs'),
  words('unitPlural', 'minute', 'minutes|mins'),
  words('unitPlural', 'hour', 'hours|hrs|hous'),
  words('unitPlural', 'day', 'days|dys'),
  words('unitPlural', 'week', 'weeks|wks'),
  words('unitPlural', 'month', 'months|mths|mnths'),
  words('unitPlural', 'quarter', 'quarters|qtrs'),
  words('unitPlural', 'year', 'years|yrs'),
  words('unitPlural', 'decade', 'decades'),
  words('quarterName', { quarter: 1 }, 'q1|first quarter|1st quarter|the first quarter|1st qtr|first qtr'),
  words('quarterName', { quarter: 2 }, 'q2|second quarter|2nd quarter|the second quarter|2nd qtr'),
  words('quarterName', { quarter: 3 }, 'q3|third quarter|3rd quarter|the third quarter|3rd qtr|the 3rd qtr'),
  words(
    'quarterName',
    { quarter: 4 },
    'q4|fourth quarter|4th quarter|the fourth quarter|4th qtr|last quarter of the year',
  ),
  words('quarterName', { half: 1 }, 'h1|first half|the first half'),
  words('quarterName', { half: 2 }, 'h2|second half|the second half'),
  marker('workdayNoun', 'working days|work days|workdays|business days|weekdays|working day|business day'),
  marker('workweekNoun', 'working week|work week|workweek|business week'),
  marker('dayNoun', 'day'),
  marker('dateNoun', 'date'),
  marker('weekNoun', 'week|w'),
  marker('monthNoun', 'month|month of'),
  marker('yearNoun', 'year|the year'),
];
