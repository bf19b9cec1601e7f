import { tellAssignee } from '../commands/task-telling.js';
import { can } from '../domain/access.js';
import { governorateOfArea } from '../domain/area.js';
import { AppError } from '../domain/errors.js';
import { singlesOutAPerson } from '../domain/personal.js';
import type { Priority, Task } from '../domain/task.js';
import type { User } from '../domain/user.js';
import type { Tx } from '../store/database.js';
import { hotspotById } from '../store/hotspots.js';
import { createTask } from '../store/tasks.js';
import { userById } from '../store/users.js';
import type { Api } from './api.js';
import { placesFor } from './scope.js';

/** A task as a client asks for it. */
export type Assignment = {
  instruction: string;
  areaId?: string | undefined;
  governorateId?: string | undefined;
  hotspotId?: number | undefined;
  assignedTo: number;
  priority: Priority;
  dueAt?: Date | undefined;
};

/**
 * Gives a task to a person and tells them, in one transaction.
 *
 * @throws AppError `bad_request` naming the field for an unknown place, hotspot or person, and for a person who cannot
 * do it there; `out_of_scope_area`; `past_period` when it would be due already.
 */
export async function assignTask(
  api: Pick<Api, 'clock' | 'knowledge' | 'channels' | 'config' | 'ids'>,
  tx: Tx,
  by: User,
  asked: Assignment,
): Promise<{ task: Task; told: Awaited<ReturnType<typeof tellAssignee>> }> {
  const at = api.clock.now();
  if (singlesOutAPerson(asked.instruction)) {
    throw wrong('instruction', 'a civil id, plate or phone number stands in the instruction');
  }
  if (asked.dueAt && asked.dueAt <= at) throw new AppError('past_period', 'the due time has passed');
  const hotspot = await hotspotOf(tx, asked);
  const areaId = asked.areaId ?? hotspot?.areaId ?? null;
  const governorateId = governorateOf(api, by, asked, areaId) ?? hotspot?.governorateId ?? null;
  const assignee = await assigneeOf(tx, asked.assignedTo, governorateId);
  const task = await createTask(tx, {
    instruction: asked.instruction,
    areaId,
    governorateId,
    hotspotId: hotspot?.id ?? null,
    assignedTo: assignee.id,
    assignedBy: by.id,
    priority: asked.priority,
    dueAt: asked.dueAt ?? null,
    at,
  });
  return { task, told: await tellAssignee(api, tx, { task, assignee, by }) };
}

async function hotspotOf(tx: Tx, { hotspotId }: Assignment) {
  if (hotspotId === undefined) return null;
  const hotspot = await hotspotById(tx, hotspotId);
  if (!hotspot) throw wrong('hotspotId', `there is no hotspot ${hotspotId}`);
  return hotspot;
}

function governorateOf(
  { knowledge }: Pick<Api, 'knowledge'>,
  by: User,
  asked: Assignment,
  areaId: string | null,
): string | null {
  const areas = areaId === null ? undefined : [areaId];
  const governorates = asked.governorateId === undefined ? undefined : [asked.governorateId];
  placesFor(by, knowledge.gazetteer, { areas, governorates });
  const own = governorateOfArea(knowledge.gazetteer, areaId);
  if (own !== null && asked.governorateId !== undefined && own !== asked.governorateId) {
    throw wrong('governorateId', `${areaId} is not in ${asked.governorateId}`);
  }
  return own ?? asked.governorateId ?? null;
}

async function assigneeOf(tx: Tx, userId: number, governorateId: string | null): Promise<User> {
  const assignee = await userById(tx, userId);
  const within = governorateId === null ? {} : { governorates: [governorateId] };
  if (!assignee || !can(assignee, 'tasks.work', { ...within, ownerId: assignee.id })) {
    throw wrong('assignedTo', `user ${userId} is absent or cannot work on this task`);
  }
  return assignee;
}

const wrong = (field: string, message: string) => new AppError('bad_request', message, { params: { field } });
