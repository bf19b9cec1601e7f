import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { command, UsageError } from './command-line.js';

const HELP = `
npm run replay -- FILE [--to http://localhost:8000]

Sends a saved webhook request to the program as it stands in the file, to see a field problem again:
{"path": "/webhooks/twilio/messages", "headers": {"x-twilio-signature": "...", "content-type": "..."}, "body": "..."}
Several requests: one JSON object a line. Signatures are checked as ever; a message that was answered is a duplicate.
`;

const savedSchema = z.object({
  path: z.string().startsWith('/'),
  headers: z.record(z.string(), z.string()),
  body: z.string(),
});

/** `npm run replay`. */
export function main(argv: string[]): Promise<number> {
  const options = { to: { type: 'string', default: 'http://localhost:8000' } } as const;
  return command(
    argv,
    { help: HELP, options, positionals: true },
    async ({ values, positionals: [file] }) => {
      if (!file) throw new UsageError('say which file to replay');
      let failed = 0;
      for (const [index, line] of readFileSync(file, 'utf8')
        .split(/\n(?=\s*\{)/)
        .entries()) {
        const { path, headers, body } = read(line, index + 1);
        const response = await fetch(`${values.to}${path}`, { method: 'POST', headers, body });
        console.log(`${response.status} ${path} ${(await response.text()).slice(0, 200)}`);
        if (!response.ok) failed++;
      }
      return failed === 0 ? 0 : 1;
    },
  );
}

function read(line: string, number: number): z.infer<typeof savedSchema> {
  try {
    return savedSchema.parse(JSON.parse(line));
  } catch (error) {
    throw new UsageError(`request ${number} of the file cannot be read: ${(error as Error).message}`);
  }
}
