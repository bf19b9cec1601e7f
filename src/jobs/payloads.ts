import { z } from 'zod';

const id = z.number().int().positive();

/** Every job and what it is told. A job is one line here and one handler in main. */
export const jobPayloads = {
  'answer-inbound': z.strictObject({ inboundId: id }),
  'escalate-alert': z.strictObject({ alertId: id, step: z.number().int().nonnegative() }),
  'forget-messages': z.strictObject({ runId: id }),
  'nightly-pipeline': z.strictObject({ runId: id }),
  'send-briefings': z.strictObject({ runId: id }),
  sweep: z.strictObject({}),
  'watch-delivery': z.strictObject({}),
} as const;

/** A kind of job. */
export type JobName = keyof typeof jobPayloads;
/** What a job of a kind carries. */
export type JobPayload<N extends JobName> = z.infer<(typeof jobPayloads)[N]>;

/** Jobs up to this priority have somebody waiting for them; a worker always keeps room for them. */
export const INTERACTIVE_PRIORITY = 9;

/** Queue rank of each job: the smaller number goes first. */
export const jobPriorities: Readonly<Record<JobName, number>> = {
  'answer-inbound': 0,
  'escalate-alert': 0,
  'forget-messages': 30,
  'nightly-pipeline': 20,
  'send-briefings': 10,
  sweep: 30,
  'watch-delivery': 15,
};
