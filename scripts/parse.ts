import { createInterface } from 'node:readline';
import { z } from 'zod';
import { loadGazetteer, loadOffences } from '../src/gazetteer/gazetteer.js';
import { loadLexicon } from '../src/lexicon.js';
import { createEngine } from '../src/nlu/engine.js';
import { LANGUAGES } from '../src/nlu/languages.js';
import { createParser } from '../src/nlu/parse.js';
import { readUnit, UNITS, type Unit, unitRow } from '../src/nlu/unit.js';

const HELP = `Reads messages as JSON lines on stdin, writes what they mean as JSON lines on stdout, in the same order.

  npm run --silent parse < messages.jsonl
  npm run --silent parse -- --unit time|number|ordinal|duration|distance < rows.jsonl

A message: {"id","text","lang"?,"channel"?,"now"?,"user"?:{"role"},"prior"?:["earlier turn", ...]}
The answer: {"id","lang","intent","slots","confidence","candidates"}
A line that cannot be read gives {"id","line","error"} in its place, and the next ones are read.
With --unit one sub-grammar alone: {"id","text","span"?,"lang"?,"reference_time"?,"conv"?} gives
{"id","from","to"} and, for clock times, "time" or "time_from" and "time_to" · {"id","value"} · {"id","seconds"} · {"id","metres"}.`;

const messageRow = z.object({
  id: z.union([z.string(), z.number()]),
  text: z.string(),
  lang: z.string().optional(),
  channel: z.string().optional(),
  now: z.iso.datetime({ offset: true }).optional(),
  user: z.object({ role: z.string().optional() }).optional(),
  prior: z.array(z.string()).optional(),
});

/** Runs the command; the result is the exit code. */
export async function main(argv: string[]): Promise<number> {
  if (argv.includes('--help')) {
    console.log(HELP);
    return 0;
  }
  const unit = argv[argv.indexOf('--unit') + 1];
  if (argv.includes('--unit') && !UNITS.some((one) => one === unit)) {
    console.error(`--unit takes one of ${UNITS.join(', ')}; it was given ${unit ?? 'nothing'}.`);
    return 2;
  }
  const data = { gazetteer: loadGazetteer(), offences: loadOffences() };
  const answer = argv.includes('--unit')
    ? answerUnit(data, UNITS.find((one) => one === unit) ?? 'time')
    : answerMessage(data);
  let lineNumber = 0;
  let unreadLines = 0;
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    lineNumber++;
    if (line.trim() === '') continue;
    const answered = attempt(() => answer(JSON.parse(line)));
    if (!answered.ok) unreadLines++;
    const row = answered.ok
      ? answered.value
      : { id: idOf(line), line: lineNumber, error: `cannot be read: ${answered.reason}` };
    process.stdout.write(`${JSON.stringify(row)}\n`);
  }
  if (unreadLines > 0)
    console.error(
      `${unreadLines} of ${lineNumber} lines could not be read. Each line is one JSON object; see --help.`,
    );
  return 0;
}

const anyRow = z.object({ id: z.union([z.string(), z.number()]) });

/** The id of a line that is otherwise no good, so that its error can be told apart; null where even that is unreadable. */
function idOf(line: string): string | number | null {
  const found = attempt(() => anyRow.parse(JSON.parse(line)).id);
  return found.ok ? found.value : null;
}

type Attempt<T> = { ok: true; value: T } | { ok: false; reason: string };

function attempt<T>(run: () => T): Attempt<T> {
  try {
    return { ok: true, value: run() };
  } catch (error) {
    if (error instanceof z.ZodError)
      return { ok: false, reason: z.prettifyError(error).replace(/\s+/g, ' ') };
    if (error instanceof SyntaxError) return { ok: false, reason: error.message };
    throw error;
  }
}

type Data = Parameters<typeof createParser>[0];

function answerMessage(data: Data): (row: unknown) => unknown {
  const parser = createParser(data, LANGUAGES, loadLexicon(data));
  return (row) => {
    const { id, text, lang, channel, now, user, prior } = messageRow.parse(row);
    const { frame } = parser.parse({
      text,
      now: now ? new Date(now) : new Date(),
      ...(lang === 'ar' || lang === 'en' ? { lang } : {}),
      ...(channel ? { channel } : {}),
      ...(user?.role ? { role: user.role } : {}),
      ...(prior ? { prior } : {}),
    });
    // Landmarks are the map's own ids; their areas are among the slots.
    const { places, ...slots } = frame.slots;
    return {
      id,
      lang: frame.lang,
      intent: frame.intent,
      slots,
      confidence: frame.confidence,
      candidates: frame.candidates,
    };
  };
}

function answerUnit(data: Data, unit: Unit): (row: unknown) => unknown {
  const read = readUnit(createEngine(LANGUAGES, loadLexicon(data)), unit);
  return (row) => {
    const parsed = unitRow.parse(row);
    return { id: parsed.id, ...read(parsed) };
  };
}
