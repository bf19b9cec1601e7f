import type { Danger } from './danger.js';
import type { ReplyWord } from './reply-words.js';

/** Everything the bot can be asked to do, and `clarify` for a question that the bot must ask back. */
export const INTENTS = [
  'count',
  'list_recent',
  'hotspots',
  'near_me',
  'forecast',
  'trend',
  'compare',
  'top_areas',
  'breakdown',
  'area_profile',
  'report_incident',
  'task_assign',
  'task_list',
  'task_accept',
  'task_start',
  'task_complete',
  'task_decline',
  'alert_ack',
  'alert_list',
  'subscribe',
  'unsubscribe',
  'briefing',
  'help',
  'set_language',
  'whoami',
  'status',
  'feedback',
  'undo',
  'cancel',
  'greeting',
  'thanks',
  'out_of_scope',
] as const;

/** What a message may want; `clarify` where it has to be asked. */
export type Intent = (typeof INTENTS)[number] | 'clarify';

/** Half-open interval of instants, ISO 8601 with the zone's offset ("2026-03-17T00:00:00+03:00"). */
export type PeriodSlot = { from: string; to: string };

/** A day of the week. */
export type Weekday = 'sun' | 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat';

/** A part of the day; see `PART_HOURS` for its hours. */
export type PartOfDay = 'dawn' | 'morning' | 'noon' | 'afternoon' | 'evening' | 'night' | 'late_night';

/** A named part of the day, or local clock times "HH:MM"; `to` at or before `from` crosses midnight. */
export type TimeOfDaySlot = { part: PartOfDay } | { from: string; to: string };

/** An exact instant (ISO 8601 with offset), or a local date "YYYY-MM-DD" meaning by the end of that day. */
export type DueSlot = { at: string } | { date: string };

/** What a breakdown splits by. */
export type GroupBy =
  | 'offence'
  | 'area'
  | 'governorate'
  | 'block'
  | 'hour'
  | 'time_of_day'
  | 'weekday'
  | 'day'
  | 'week'
  | 'month';

/** The states by which tasks are asked for. */
export type TaskStatusFilter = 'open' | 'in_progress' | 'done' | 'overdue' | 'declined';

/** What a message says, with its context; nothing that the product merely defaults. The keys are the outside format. */
export type Slots = {
  offence?: string[];
  offence_not?: string[];
  areas?: string[];
  areas_not?: string[];
  governorate?: string[];
  block?: number;
  period?: PeriodSlot;
  compare_period?: PeriodSlot;
  weekdays?: Weekday[];
  time_of_day?: TimeOfDaySlot;
  limit?: number;
  /** Metres. */
  radius_m?: number;
  near?: 'me' | 'my_area';
  horizon_days?: number;
  task_id?: number | number[];
  alert_id?: number | number[];
  /** The name as written, without rank, or "me". */
  assignee?: string;
  priority?: 'low' | 'normal' | 'high' | 'urgent';
  due?: DueSlot;
  status?: TaskStatusFilter;
  group_by?: GroupBy;
  topic?: 'briefing' | 'alerts' | 'hotspots' | 'all';
  frequency?: 'daily' | 'weekly' | 'immediate';
  /** Local clock time "HH:MM". */
  at?: string;
  language?: 'ar' | 'en';
  /** Free text of a report, a decline or feedback. */
  note?: string;
  /** What the assignee shall do, as written. */
  task_text?: string;
  /** Landmark ids named in the message ("near the Avenues"); their area is also in `areas`. */
  places?: string[];
  /** For top_areas: 'asc' when the quietest places are asked for. */
  order?: 'asc' | 'desc';
  /** How many of a list have been shown already ("more"); never said in words. */
  skip?: number;
};

/** The name of a slot. */
export type SlotName = keyof Slots;

/** How the text was written. */
export type MessageLanguage = 'en' | 'ar' | 'mixed' | 'arabizi';

/** One reading of a message. */
export type Candidate = { intent: Intent; slots: Slots };

/** One step of understanding, for "why did you understand this?". Offsets are into the original text, end exclusive. */
export type TraceStep = { rule: string; text: string; start: number; end: number; value?: string };

/** A part of a message that was seen to name something, as written, but that names nothing there is. */
export type NotUnderstood = { kind: 'period' | 'place' | 'number' | 'exclusion'; text: string };

export type Frame = {
  lang: MessageLanguage;
  intent: Intent;
  slots: Slots;
  /** 0 to 1: how much of the message the reading explains. */
  confidence: number;
  /** Other readings in order of preference; for `clarify`, the choices to offer. */
  candidates: Candidate[];
  /** Names of slots that came from a typo correction or another guess: actions must be confirmed when not empty. */
  guessed: string[];
  /** Slots that the message does not say but keeps of the ones before it. Left out where there are none. */
  inherited?: SlotName[];
  /** Left out when everything that was named is there. */
  notUnderstood?: NotUnderstood[];
  /** Words that were understood but find no room in the answer: a second period of a list. Left out where there are none. */
  leftOut?: string[];
  /** Left out where nothing tells of danger; `told` and `self_harm` come before whatever else the message says. */
  danger?: Danger;
  trace: TraceStep[];
};

/** Why the bot declines; carried in the trace as rule `refuse` so that the reply can say the reason. */
export type RefusalReason =
  | 'privacy'
  | 'destructive'
  | 'weather'
  | 'price'
  | 'sport'
  | 'prayer'
  | 'travel'
  | 'small_talk'
  /** A task shall be cancelled, changed or handed on, which no message does. */
  | 'task_change'
  /** Two orders in one message, of which neither is carried out. */
  | 'two_orders'
  /** Two steps, each of a task of its own, of which neither is taken. */
  | 'two_steps'
  /** The number of something else than incidents is asked for. */
  | 'not_counted'
  /** Somebody wants to be reminded of something. */
  | 'reminder'
  /** Somebody tells that something was taken from them. */
  | 'victim'
  | 'unknown';

/**
 * A question that the bot asked and whose answer may come next. `slot` names what is missing of the last command; the
 * choices are whole commands for "choice", else each holds one value of the slot that the question listed.
 */
export type PendingQuestion = { slot: SlotName | 'intent' | 'choice'; intent: Intent; choices: Candidate[] };

/** What one person and the bot are talking about; plain JSON, to be stored between messages with an expiry. */
export type DialogueMemory = {
  last: Candidate | null;
  pending: PendingQuestion | null;
  /** Instant of the message that set this, ISO 8601. */
  when: string | null;
};

/** A message with what is known before it is read. */
export type ParseInput = {
  text: string;
  /** The user's language; decides only where the text itself leaves it open. */
  lang?: 'en' | 'ar';
  now: Date;
  channel?: string;
  role?: string;
  /** Earlier turns of the same person, oldest first; a line that starts with "BOT:" is the bot's. */
  prior?: readonly string[];
  /** Used when there is no `prior`. */
  memory?: DialogueMemory;
};

/** What a message means, and what is to be remembered of it. */
export type ParseResult = { frame: Frame; memory: DialogueMemory };

/** Text to frame. Pure, deterministic, linear in the length of the text, never throws. */
export type Parser = {
  parse(input: ParseInput): ParseResult;
  /** What a whole message says about the answer or the question before it; null for all other messages. */
  replyWord(text: string): ReplyWord | null;
};

/** Memory of a conversation in which nothing was said yet. */
export const EMPTY_MEMORY: DialogueMemory = { last: null, pending: null, when: null };
