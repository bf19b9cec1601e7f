import { dateSetAgainst } from '../slots/against.js';
import { type Facts, says, type Wish } from './facts.js';

/** Questions about incidents and places. Most telling first: the first line that holds decides. */
export const QUESTION_WISHES: readonly Wish[] = [
  { intent: 'compare', when: (f) => f.cue('compare') && (f.domain || f.when) },
  { intent: 'compare', when: (f) => f.evidence.whens.some(({ when }) => when.versus) },
  {
    intent: 'compare',
    when: (f) =>
      f.cue('versus') && (f.places > 1 || f.dates > 1) && (f.domain || f.dates > 1) && !f.cue('change'),
  },
  {
    intent: 'compare',
    when: (f) =>
      f.cue('versus') && f.domain && !f.cue('change', 'trend') && dateSetAgainst(f.evidence) !== null,
  },
  {
    intent: 'compare',
    when: (f) => f.places > 1 && (f.domain || f.dates > 1) && says(f, AGAINST) && !f.cue('howMany'),
  },
  {
    intent: 'compare',
    when: (f) =>
      (f.offence || f.crime) &&
      (says(f, MORE_OR_LESS) || f.cue('most', 'least')) &&
      !f.cue('whichArea') &&
      ((f.dates === 1 && dateSetAgainst(f.evidence) !== null) || (f.dates > 1 && says(f, THAN))),
  },
  {
    intent: 'compare',
    when: (f) =>
      f.evidence.offences.flatMap(({ offences }) => offences).length > 1 &&
      f.cue('most', 'least', 'whichArea') &&
      says(f, OR),
  },
  {
    intent: 'compare',
    when: (f) =>
      f.places > 1 && (f.cue('most', 'least', 'whichArea') || says(f, MORE_OR_LESS)) && says(f, OR),
  },
  {
    intent: 'forecast',
    when: (f) =>
      (f.cue('change', 'trend') || says(f, WILL_LOOK)) && (f.offence || f.crime || f.place) && says(f, WILL),
  },
  {
    intent: 'forecast',
    when: (f) =>
      f.cue('forecast') &&
      (f.offence ||
        f.crime ||
        f.place ||
        f.cue('whichArea') ||
        f.short(1) ||
        ((f.when || aheadLength(f)) && f.opens('forecast') && f.short(3))),
  },
  { intent: 'hotspots', when: (f) => f.cue('hotspot', 'patrol') },
  {
    intent: 'hotspots',
    when: (f) => f.cue('map') && (f.offence || f.crime || f.place) && !f.cue('howMany', 'nearMe', 'profile'),
  },
  {
    intent: 'near_me',
    when: (f) => f.piece('radius') && !f.place && (f.offence || f.crime || f.cue('anything', 'happened')),
  },
  { intent: 'near_me', when: (f) => f.cue('nearest') && (f.offence || f.crime) && !f.place },
  {
    intent: 'near_me',
    when: (f) =>
      f.cue('nearMe') &&
      (f.offence ||
        f.crime ||
        f.piece('radius', 'limit') ||
        f.cue('happened', 'anything') ||
        // "Near me in the last 2 hours": every word is read, and none asks for anything else.
        ((f.short(3) || f.evidence.unread.length === 0) && !f.cue('forecast'))),
  },
  {
    intent: 'briefing',
    when: (f) =>
      f.cue('briefing') &&
      !f.cue('howMany') &&
      (!f.offence || f.opens('briefing') || says(f, BRIEFING_ASKED)),
  },
  {
    intent: 'briefing',
    when: (f) => f.opens('profile') && f.when && !f.place && !f.offence && !f.crime && f.short(4),
  },
  { intent: 'hotspots', when: (f) => worstSpot(f) },
  {
    intent: 'top_areas',
    when: (f) =>
      f.cue('whichArea') && (f.cue('most', 'least') || f.offence || f.crime || areaPlural(f)) && !peaks(f),
  },
  {
    intent: 'top_areas',
    when: (f) => f.cue('most', 'least') && (f.offence || f.crime || areaPlural(f)) && !f.piece('groupBy'),
  },
  { intent: 'trend', when: (f) => f.cue('trend', 'change') && f.domain && !(f.piece('groupBy') && peaks(f)) },
  {
    intent: 'trend',
    when: (f) => (f.offence || f.crime) && f.places <= 1 && f.dates <= 1 && says(f, MORE_OF_IT),
  },
  { intent: 'trend', when: (f) => f.domain && series(f) },
  { intent: 'breakdown', when: (f) => f.piece('groupBy') && (f.domain || f.cue('breakdown')) },
  { intent: 'breakdown', when: (f) => f.cue('breakdown') && f.domain },
  { intent: 'trend', when: (f) => f.cue('series') && f.domain },
  {
    intent: 'feedback',
    when: (f) => f.cue('feedback') && says(f, FAULT_FOUND) && f.short(10),
  },
  {
    intent: 'feedback',
    when: (f) => says(f, FAULT_FIRST) && !f.cue('correction') && !f.place && f.short(10),
  },
  { intent: 'count', when: (f) => f.cue('howMany') && (f.offence || f.crime || f.place) },
  {
    intent: 'area_profile',
    when: (f) => f.cue('profile') && f.place && !f.offence && !f.cue('crime', 'happened'),
  },
  { intent: 'hotspots', when: (f) => f.offence && says(f, WHERE_HAPPENING) },
  {
    intent: 'list_recent',
    when: (f) =>
      f.cue('show', 'recent', 'happened', 'anything') &&
      (f.offence || f.crime || (f.place && f.cue('happened', 'anything', 'recent'))),
  },
  {
    intent: 'list_recent',
    when: (f) => f.cue('happened') && (f.place || f.when) && f.evidence.unread.length === 0,
  },
  {
    intent: 'list_recent',
    when: (f) => (f.offence || f.crime) && says(f, WHICH_ONES),
  },
  { intent: 'list_recent', when: (f) => f.piece('limit') && (f.place || f.offence || f.crime || f.short(2)) },
  { intent: 'forecast', when: (f) => (f.offence || f.crime) && future(f) },
  { intent: 'hotspots', when: (f) => f.offence && says(f, WHERE) },
  { intent: 'count', when: (f) => f.offence && (f.place || f.when || f.short(3)) },
  { intent: 'count', when: (f) => f.crime && (f.place || f.when) },
];

/** «السالمية في يناير مقابل حولي في فبراير»: against, not opposite. */
const AGAINST = /\s(?:مقابل|ضد|مقارنه ب\S*|vs|versus|v)\s/u;

/** "Which is worse, Salmiya or Hawalli?", "more thefts in Salwa than in Salmiya", «من أكثر، الفنطاس ولا المنقف». */
const OR = /\b(?:or|than)\b|(?:^|\s)(?:ولا|ام|او)(?:\s|$)/u;

/** "More thefts this month than last month?", «السرقات هالشهر أكثر من الشهر الماضي؟». */
const THAN = /\bthan\b|(?:^|\s)(?:اكثر|اقل|ازود|اعلي) (?:من|عن)\s/u;

const MORE_OR_LESS = /\b(?:more|fewer|less|worse|better|higher|lower|safer|busier|quieter)\b/u;

/** "Are we seeing fewer robberies?": more or fewer than before, with nothing to compare with. */
const MORE_OF_IT =
  /^\W*(?:are|is|were|was|have|has|do|did)\b(?: \p{L}+){0,4} (?:more|fewer|less)\b(?!.*\b(?:than|or)\b)/u;

/** "What will theft look like next week?" */
const WILL_LOOK = /^\W*(?:what|how)\b.*\b(?:will|going to)\b/u;

/** A change that is yet to come. */
const WILL = /\b(?:will|going to|gonna|expected to|likely to)\b/u;

/** "Which thefts were reported in Kaifan?": the cases themselves. */
const WHICH_ONES =
  /^\W*(?:which|what)\b.*\b(?:reported|happened|occurred|committed|registered|recorded|took place|took|came in|were there|do we have|did we have|did we get)\b|^\W*which\b.*\b(?:were|was|got|have been)\b|^\P{L}*(?:شنو|شنهي|ما|ماهي|وش|ايش|شو)\s(?:هي\s|كل\s)?ال\p{L}+(?:ات|ايا|ائم|ايم|ادث)(?:\s|$)/u;

/** "Show me where burglaries are happening". */
const WHERE_HAPPENING =
  /\bwhere\b.*\b(?:happen(?:s|ed|ing)?|occur(?:s|red|ring)?|taking place|take place|took place|located|committed|going on)\b/u;

/** Something that the bot said is called wrong, wherever that was. */
const FAULT_FOUND =
  /\b(?:numbers?|figures?|answers?|maps?|data|results?|counts?)\b.*\b(?:wrong|incorrect|not right|not correct|off)\b|(?:رقم|ارقام|جواب|اجاب|خريط|بيانات|معلوم|احصائ).*(?:غلط|خطا|مو صحيح|غير صحيح|مو مضبوط)/u;

/** «توقعات ٧ أيام». */
const aheadLength = (f: Facts): boolean => f.evidence.reading.nodes.some(({ symbol }) => symbol === 'length');

/** "That's not correct, there were more thefts". */
const FAULT_FIRST =
  /^\W*(?:no )?\W*(?:thats|that|this|it|its|the (?:count|number|figure|answer|result|map|total))(?: is| was| looks| seems)? ?(?:\p{L}+ )?(?:not (?:correct|right|true|accurate)|wrong|incorrect|inaccurate|too (?:low|high))\b/u;

/** "Thefts per month": a series over time rather than a split. */
const series = (f: Facts): boolean =>
  f.cue('series') &&
  !f.cue('breakdown') &&
  f.evidence.pieces.some(({ slots }) => ['day', 'week', 'month'].includes(slots.group_by ?? ''));

/** "At what hour do they rise?", «أي قطعة فيها أكثر»: the question is for a part of the time or the place. */
const peaks = (f: Facts): boolean =>
  f.evidence.reading.cover.some(
    (node) =>
      node.symbol === 'slot' &&
      f.evidence.reading.nodes.some((one) => one.symbol === 'whichTime' && one.start === node.start),
  );

/** «وين أكثر مكان فيه سرقات بالسالمية»: inside one area a ranking of areas says nothing, a map does. */
const worstSpot = (f: Facts): boolean =>
  f.cue('most', 'whichArea') &&
  f.places === 1 &&
  f.evidence.places.every(({ areas, either, weak }) => areas.length === 1 && !either && !weak) &&
  (f.offence || f.crime || f.cue('whichArea')) &&
  says(f, SPOT);

/** A bare "where": «وين يبوقون بالفروانية». */
const WHERE = /^\P{L}*(?:و?وين|و?اين|فين|wain|wayn|wein|wen)\s/u;

const SPOT =
  /^\W*(?:where\b|(?:which|what) (?:spots?|places?|points?|locations?|streets?|parts?|corners?)\b)|(?:^|\s)(?:اكثر|اسوا|اخطر|ازود|اعلي|باي|اي)\s+(?:ال)?(?:مكان|موقع|نقطه|مواقع|اماكن|بقعه)(?:\s|$)|(?:^|\s)(?:وين|اين)\s+(?:اكثر|ازود)(?:\s|$)/u;

const areaPlural = (f: Facts): boolean =>
  f.evidence.reading.nodes.some((node) => node.symbol === 'areaPlural');

const future = (f: Facts): boolean => f.evidence.whens.some(({ when }) => when.kind === 'ahead');

/** "Give me a short briefing on drugs". */
const BRIEFING_ASKED =
  /^\W*(?:please |pls |can i |could i |can you |could you |i want |i need |id like )*(?:(?:give|send|show|get|write|prepare|have|make) )?(?:me |us )?(?:a |an |the |my )?(?:\p{L}+ ){0,2}(?:briefing|brief|summary|sitrep|recap|digest|rundown)\b/u;
