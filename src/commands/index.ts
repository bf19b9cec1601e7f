import type { Intent } from '../nlu/frame.js';
import { alertAck } from './alert-ack.js';
import { alertList } from './alert-list.js';
import { areaProfile } from './area-profile.js';
import { breakdown } from './breakdown.js';
import { briefing } from './briefing.js';
import type { Command } from './command.js';
import { compare } from './compare.js';
import { count } from './count.js';
import { forecast } from './forecast.js';
import { help } from './help.js';
import { hotspots } from './hotspots.js';
import { listRecentIncidents } from './list-recent.js';
import { nearMe } from './near-me.js';
import { setLanguage } from './set-language.js';
import { cancel, feedback, outOfScope, reportIncident, thanks } from './small-talk.js';
import { status } from './status.js';
import { subscribeCommand, unsubscribeCommand } from './subscribe.js';
import { taskAssign } from './task-assign.js';
import { taskList } from './task-list.js';
import { taskAccept, taskComplete, taskDecline, taskStart } from './task-progress.js';
import { topAreas } from './top-areas.js';
import { trend } from './trend.js';
import { undo } from './undo.js';
import { whoami } from './whoami.js';

/** Everything the bot can do. */
export const COMMANDS: readonly Command[] = [
  count,
  listRecentIncidents,
  topAreas,
  breakdown,
  trend,
  compare,
  areaProfile,
  hotspots,
  nearMe,
  forecast,
  briefing,
  subscribeCommand,
  unsubscribeCommand,
  taskAssign,
  taskList,
  taskAccept,
  taskStart,
  taskComplete,
  taskDecline,
  alertAck,
  alertList,
  help,
  setLanguage,
  whoami,
  status,
  thanks,
  cancel,
  undo,
  feedback,
  reportIncident,
  outOfScope,
];

/** The command that an intent leads to; what is no command's is out of scope. */
export function commandFor(intent: Intent): Command {
  return COMMANDS.find((command) => command.intents.includes(intent)) ?? outOfScope;
}
