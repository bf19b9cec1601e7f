import { loadGazetteer, loadOffences } from '../../src/gazetteer/gazetteer.js';
import { loadLexicon } from '../../src/lexicon.js';
import { LANGUAGES } from '../../src/nlu/languages.js';
import { createParser } from '../../src/nlu/parse.js';

/** One load of the parser in this fresh process: prints the seconds from data in memory to a parser that answers. */
const data = { gazetteer: loadGazetteer(), offences: loadOffences() };
const began = performance.now();
createParser(data, LANGUAGES, loadLexicon(data));
console.log(JSON.stringify({ seconds: (performance.now() - began) / 1000 }));
