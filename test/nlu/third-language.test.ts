import { expect, it } from 'vitest';
import { loadGazetteer, loadOffences } from '../../src/gazetteer/gazetteer.js';
import { marker, words } from '../../src/nlu/chart/lexicon.js';
import type { Language } from '../../src/nlu/language.js';
import { LANGUAGES } from '../../src/nlu/languages.js';
import { createParser } from '../../src/nlu/parse.js';
import { NOW, shortSlots } from './parser.js';

/** Enough French for one question: a language is data, and the grammar is shared. */
const french: Language = {
  tag: 'fr',
  words: [
    words('cue', 'howMany', 'combien de|combien'),
    words('dayWord', -1, 'hier'),
    words('grain', 'week', 'semaine'),
    marker('last', 'dernière|dernier'),
    marker('in', 'à|dans'),
    marker('the', 'la|le'),
  ],
  rules: [],
  offences: { more: { theft: 'vol|vols', fight: 'bagarre|bagarres' }, weak: [], ignored: [] },
  governorateNouns: [],
  homographs: { weak: [], bound: [] },
  fillers: ['y', 'il', 'eu'],
  inserted: [],
  outside: { weather: 'météo' },
  ordinary: [],
  prefixes: {},
  latinPrefixes: [],
  danger: {
    pleas: 'au secours',
    cries: 'est en feu',
    told: [['il y a', 'le feu']],
    events: 'bagarre|incendie',
    present: 'maintenant',
    before: 'je vois un|je vois une',
    opens: '',
    selfHarm: 'je veux mourir',
    mentions: 'police secours',
  },
  carrierWords: { stop: 'arret', start: 'reprendre', help: 'aide' },
  wordings: {},
  traceQuestions: [],
  surelyTraces: /(?!)/,
  replyWords: { yes: 'oui', no: 'non', more: 'encore', shorter: 'en bref', explain: 'pourquoi' },
};

const parser = createParser({ gazetteer: loadGazetteer(), offences: loadOffences() }, [...LANGUAGES, french]);

it.each([
  [
    'Combien de vols à Salmiya hier ?',
    { offence: ['theft'], areas: ['salmiya'], period: '2026-03-17/2026-03-18' },
  ],
  [
    'bagarres à Jahra la semaine dernière',
    { offence: ['fight'], areas: ['jahra'], period: '2026-03-08/2026-03-15' },
  ],
])('a third language needs only its words: %s', (text, slots) => {
  const { frame } = parser.parse({ text, now: NOW });
  expect({ intent: frame.intent, slots: shortSlots(frame.slots) }).toEqual({ intent: 'count', slots });
});

it('a third language answers in its own words', () => {
  expect(['Oui !', 'pourquoi ?', 'En bref', 'peut-être'].map((text) => parser.replyWord(text))).toEqual([
    'yes',
    'explain',
    'shorter',
    null,
  ]);
});

it.each([
  ['Au secours !', 'told'],
  ['Incendie à Salmiya maintenant', 'told'],
  ['Je vois une bagarre', 'told'],
  ['je veux mourir', 'self_harm'],
  ['Combien de bagarres à Salmiya ?', undefined],
])('a third language is heard in danger: %s', (text, danger) => {
  expect(parser.parse({ text, now: NOW }).frame.danger).toBe(danger);
});
