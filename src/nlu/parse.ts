import type { Gazetteer } from '../domain/area.js';
import type { OffenceCatalogue } from '../domain/offence.js';
import { EMPTY_MEMORY, type ParseInput, type ParseResult, type Parser } from './frame.js';

/** Builds a parser over the given places and offences; building takes milliseconds, do it once. */
export function createParser(_data: { gazetteer: Gazetteer; offences: OffenceCatalogue }): Parser {
  return {
    parse(input: ParseInput): ParseResult {
      return {
        frame: {
          lang: /\p{Script=Arabic}/u.test(input.text) ? 'ar' : 'en',
          intent: 'out_of_scope',
          slots: {},
          confidence: 0,
          candidates: [],
          guessed: [],
          trace: [],
        },
        memory: input.memory ?? EMPTY_MEMORY,
      };
    },
  };
}
