import { placeNames, titleOf } from '../commands/query.js';
import type { Reply, Text } from '../domain/message.js';
import { choices, line, phrase, reply, say, text } from '../domain/reply.js';
import type { Candidate, Frame } from '../nlu/frame.js';

/** A short question with numbered choices, in the parser's order of preference. */
export function clarifyReply({ candidates }: Pick<Frame, 'candidates'>): Reply {
  if (candidates.length === 0) return say('commands.out_of_scope.unknown');
  return reply([
    line(text('commands.clarify.question')),
    choices(
      candidates.map((candidate, index) => ({
        label: candidateText(candidate),
        payload: `choose:${index + 1}`,
      })),
    ),
  ]);
}

/** A reading in a few words: what would be done, about what. Areas and governorates of one name are told apart. */
export function candidateText({ intent, slots }: Candidate): Text {
  const key = `intents.${intent}`;
  const [place] = placeNames(slots);
  if (place && !slots.offence?.length) {
    const level = slots.governorate?.length ? 'governorate' : 'area';
    return text('commands.clarify.place_choice', {
      intent: phrase(text(key)),
      level: phrase(text(`commands.clarify.level.${level}`)),
      place,
    });
  }
  return text('commands.clarify.choice', { intent: phrase(text(key)), title: titleOf(slots) });
}
