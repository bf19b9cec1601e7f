import { z } from 'zod';

/** What a commander fills in to give somebody a task, all as typed; empty where nothing was. */
const assignFormSchema = z.object({
  officer: z.string(),
  task: z.string(),
  place: z.string(),
  due: z.string(),
});
export type AssignForm = z.infer<typeof assignFormSchema>;

const PREFIX = 'assign:';

/** A filled-in form as the payload of an inbound message's `button`. */
export function assignPayload(form: AssignForm): string {
  return `${PREFIX}${JSON.stringify(form)}`;
}

/** The form in a payload; null when it holds none. */
export function readAssignPayload(payload: string): AssignForm | null {
  if (!payload.startsWith(PREFIX)) return null;
  try {
    const parsed = assignFormSchema.safeParse(JSON.parse(payload.slice(PREFIX.length)));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
