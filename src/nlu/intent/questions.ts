import { dateSetAgainst } from '../slots/against.js';
import { countsOther } from './counted-thing.js';
import { type Facts, says, type Wish } from './facts.js';

/** Questions about incidents and places. Most telling first: the first line that holds decides. */
export const QUESTION_WISHES: readonly Wish[] = [
  { intent: 'out_of_scope', when: (f) => !f.offence && countsOther(f.evidence) },
  { intent: 'breakdown', when: (f) => f.evidence.split && (f.domain || f.evidence.unread.length === 0) },
  { intent: 'compare', when: (f) => f.cue('compare') && (f.domain || f.when) },
  { intent: 'compare', when: (f) => f.evidence.whens.some(({ when }) => when.versus) },
  {
    intent: 'compare',
    when: (f) =>
      f.cue('versus') &&
      new Set(f.evidence.offences.flatMap(({ offences }) => offences)).size > 1 &&
      !f.piece('groupBy') &&
      !f.cue('change', 'trend', 'hotspot', 'map', 'patrol', 'whichArea', 'most', 'least'),
  },
  {
    intent: 'compare',
    when: (f) =>
      f.cue('versus') && (f.places > 1 || f.dates > 1) && (f.domain || f.dates > 1) && !f.cue('change'),
  },
  {
    intent: 'compare',
    when: (f) =>
      f.cue('versus') &&
      f.domain &&
      (!f.cue('change', 'trend') || says(f, 'changedFrom')) &&
      dateSetAgainst(f.evidence) !== null,
  },
  { intent: 'compare', when: (f) => f.dates > 1 && f.domain && says(f, 'against') && !f.cue('change') },
  { intent: 'compare', when: (f) => f.dates === 1 && f.domain && f.cue('unitBefore') },
  {
    intent: 'compare',
    when: (f) => f.places > 1 && (f.domain || f.dates > 1) && says(f, 'against') && !f.cue('howMany'),
  },
  {
    intent: 'compare',
    when: (f) =>
      (f.offence || f.crime) &&
      (says(f, 'moreOrLess') || f.cue('most', 'least')) &&
      !f.cue('whichArea') &&
      ((f.dates === 1 && dateSetAgainst(f.evidence) !== null) || (f.dates > 1 && says(f, 'than'))),
  },
  {
    intent: 'compare',
    when: (f) =>
      (f.dates > 1 || f.evidence.whens.some(({ when }) => when.ends)) &&
      (f.offence || f.crime || f.place) &&
      (f.cue('most', 'least') || says(f, 'moreOrLess')) &&
      !f.cue('whichArea') &&
      says(f, 'or'),
  },
  {
    intent: 'compare',
    when: (f) =>
      f.evidence.offences.flatMap(({ offences }) => offences).length > 1 &&
      f.cue('most', 'least', 'whichArea') &&
      says(f, 'or'),
  },
  {
    intent: 'compare',
    when: (f) =>
      f.places > 1 && (f.cue('most', 'least', 'whichArea') || says(f, 'moreOrLess')) && says(f, 'or'),
  },
  {
    intent: 'forecast',
    when: (f) =>
      (f.cue('change', 'trend') || says(f, 'willLook')) &&
      (f.offence || f.crime || f.place) &&
      says(f, 'will'),
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
      (!f.offence || f.opens('briefing') || says(f, 'briefingAsked')),
  },
  {
    intent: 'briefing',
    when: (f) => f.opens('profile') && f.when && !f.place && !f.offence && !f.crime && f.short(4),
  },
  { intent: 'hotspots', when: (f) => worstSpot(f) },
  {
    intent: 'top_areas',
    when: (f) =>
      f.cue('whichArea') &&
      (f.cue('most', 'least') || f.offence || f.crime || areaPlural(f)) &&
      !peaks(f) &&
      !(f.cue('breakdown') && !f.cue('most', 'least')),
  },
  {
    intent: 'top_areas',
    when: (f) => f.cue('most', 'least') && (f.offence || f.crime || areaPlural(f)) && !f.piece('groupBy'),
  },
  { intent: 'trend', when: (f) => f.cue('trend', 'change') && f.domain && !(f.piece('groupBy') && peaks(f)) },
  {
    intent: 'trend',
    when: (f) => (f.offence || f.crime) && f.places <= 1 && f.dates <= 1 && says(f, 'moreOfIt'),
  },
  { intent: 'trend', when: (f) => f.domain && series(f) },
  { intent: 'breakdown', when: (f) => f.piece('groupBy') && (f.domain || f.cue('breakdown')) },
  { intent: 'breakdown', when: (f) => f.cue('breakdown') && f.domain },
  {
    intent: 'breakdown',
    when: (f) => peaks(f) && f.cue('most', 'least') && f.evidence.unread.length === 0 && f.empty,
  },
  { intent: 'trend', when: (f) => f.cue('series') && f.domain },
  {
    intent: 'feedback',
    when: (f) => f.cue('feedback') && says(f, 'faultFound') && f.short(10),
  },
  {
    intent: 'feedback',
    when: (f) => says(f, 'faultFirst') && !f.cue('correction') && !f.place && f.short(10),
  },
  { intent: 'trend', when: (f) => f.domain && says(f, 'changeAsked') },
  { intent: 'count', when: (f) => f.cue('howMany') && (f.offence || f.crime || f.place) },
  {
    intent: 'area_profile',
    when: (f) => f.cue('profile') && f.place && !f.offence && !f.cue('crime', 'happened'),
  },
  { intent: 'hotspots', when: (f) => f.offence && says(f, 'whereHappening') },
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
    when: (f) => (f.offence || f.crime) && says(f, 'whichOnes'),
  },
  { intent: 'list_recent', when: (f) => f.piece('limit') && (f.place || f.offence || f.crime || f.short(2)) },
  { intent: 'forecast', when: (f) => (f.offence || f.crime) && future(f) },
  { intent: 'hotspots', when: (f) => f.offence && says(f, 'where') },
  { intent: 'count', when: (f) => f.offence && (f.place || f.when || f.short(3)) },
  { intent: 'count', when: (f) => f.crime && (f.place || f.when) },
];

/** «توقعات ٧ أيام». */
const aheadLength = (f: Facts): boolean => f.evidence.reading.nodes.some(({ symbol }) => symbol === 'length');

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
  says(f, 'spot');

const areaPlural = (f: Facts): boolean =>
  f.evidence.reading.nodes.some((node) => node.symbol === 'areaPlural');

const future = (f: Facts): boolean => f.evidence.whens.some(({ when }) => when.kind === 'ahead');
