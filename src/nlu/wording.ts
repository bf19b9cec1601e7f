import type { Language } from './language.js';

/**
 * How people put things: what no single word says but the way in which words stand together. A language gives patterns
 * for those that it has; what one of them means is the same in all. Patterns are over folded text (see `normalise`),
 * where nothing else is said, and must be linear in its length.
 */

/** Ways to order, to report and to tell, in folded text. */
export type ActWordings = {
  /** "Won't refuse", "cannot say no to": a denial right before a word that refuses. */
  refusalDenied: RegExp;
  /** "Don't send me there": whoever says so will not go; it is not about messages. */
  notSent: RegExp;
  /** "Do 13 instead": something is done in place of what is refused. */
  doesInstead: RegExp;
  /** "Don't stop my alerts": what is denied is the end of them. */
  keepsComing: RegExp;
  /** "Will be done tomorrow", "can't be done": told of what is not. */
  yetToBeDone: RegExp;
  /** What may stand between a step and the number of its task: «بديت ب ١٥», "working on 15"; "at 9" is an hour. */
  stepLead: RegExp;
  /** Right after a number: "not yet", "in progress"; its task is not done. */
  notYetNext: RegExp;
  /** "Where is task 2", «وين وصلت المهمة ٢»: how far a task has got. */
  taskAsked: RegExp;
  /** "Is task 2 done?", «هل خلصت المهمة ٢»: a question to its end, though it names a step. */
  taskStateAsked: RegExp;
  /** What stands between a number and the one that is meant instead: "12, I mean 13". */
  correctsNumber: RegExp;
  /** A message of one word that may be an order and is mostly something else. */
  looseOrder: RegExp;
  /** "The second one": an ordinal that picks from a list, and is no day of the month and no second. */
  ordinalOne: RegExp;
  /** All that stands between the first and the last of several numbers: "12-14", «١٢ إلى ١٤». */
  throughNumber: RegExp;
  /** «خلاص» at the end: "enough", and of a task "done". */
  enoughOfIt: RegExp;
  /** What may stand before a refusal of one's own: "sorry, I"; "Salem" may not. */
  selfLead: RegExp;
  /** How a reason goes on right after what it is given for: a mark, "because", or nothing more. */
  reasonNext: RegExp;
  /** More than one task. */
  tasks: RegExp;
  /** "A car was stolen in Mangaf": told, not asked. */
  toldIncident: RegExp;
  /** «فيه هوشة جدامي», «تم ضبط تعاطي»: what somebody sees or has just found. */
  witnessed: RegExp;
  /** «فيه هوشة قدامي؟»: nobody asks what is before his eyes, whatever mark ends it. */
  inSight: RegExp;
  /** «سجل السرقات خلال آخر أسبوع»: the record of them all, not one to be entered. */
  recordOfMany: RegExp;
  /** A verb that alone asks to be sent something; "start" and «شغل» may be about anything. */
  subscribes: RegExp;
  /** A wish to be sent something, not to be shown it once. */
  receive: RegExp;
  /** Words for police work that one sends somebody to do. */
  policeWork: RegExp;
  /** «خل بو فهد يمر الرقعي». */
  errand: RegExp;
  /** What one is sent to a place for. */
  onTheSpot: RegExp;
  /** Nobody is ordered anywhere by "where would you send" or "have there been". */
  asking: RegExp;
  /** "To be finished by Sunday": not done yet. */
  toBeDone: RegExp;
  /** Work handed out to nobody yet; who is asked for. */
  sendPatrol: RegExp;
  /** "Night patrol for" somebody. */
  patrolFor: RegExp;
  /** «شنو حولي»، «شنو صاير حولي» without a preposition: around me. «بحولي» is in Hawalli. */
  aroundMe: RegExp;
  /** To be told of something is to be alerted to it. */
  alertVerb: RegExp;
  /** A ranking of governorates rather than of the areas in them. */
  ranksGovernorates: RegExp;
  /** An order in the form of a question to the bot: "could you assign …?", «ممكن تكلف …؟». */
  politeOrder: RegExp;
  /** «ممكن سالم يمر على حولي؟», «ممكن اكلف سالم؟»: a question about others or oneself. */
  askedOfOthers: RegExp;
  /** A question by its first words. "Have Salem patrol Jahra" and "do task 12" are orders. */
  askedAct: RegExp;
  /** "I did not assign …", "nobody assigned …", «لا تكلف …», «لم أكلف …». */
  deniedAct: RegExp;
  /** Between a denial and its verb there may be a word: "not yet done", "not been acknowledged". */
  denialLast: RegExp;
  /** "I have already assigned Salem", "Salem was sent to Jahra", «كلفت سالم أمس», «تم تكليف سالم». */
  toldAct: RegExp;
  /** "Me", «لنا»: what is sent to whoever asks is no order. */
  forUs: RegExp;
  /** "Assign me", «كلفني»: the work is taken by whoever asks. */
  toMe: RegExp;
  /** «دوّن»: to write down, in the text as it was written; without its mark it is "except". */
  notedDown: RegExp;
  /** «سجلها», «ابي ابلغ عنها» at the end: what was told is to be entered. */
  reportsIt: RegExp;
  /** "(Huda) open tasks": the word for tasks right after a name. */
  tasksNext: RegExp;
  /** "My", «عندي»: the tasks of whoever asks. */
  mineInWords: RegExp;
};

/** Ways to ask, in folded text. */
export type QuestionWordings = {
  /** «السالمية في يناير مقابل حولي في فبراير»: against, not opposite. */
  against: RegExp;
  /** "Which is worse, Salmiya or Hawalli?", "more thefts in Salwa than in Salmiya", «من أكثر، الفنطاس ولا المنقف». */
  or: RegExp;
  /** "More thefts this month than last month?", «السرقات هالشهر أكثر من الشهر الماضي؟». */
  than: RegExp;
  /** "Day vs night", «بالليل ولا بالنهار»: parts of the day set against each other. */
  partsApart: RegExp;
  /** "Weekdays vs weekends", "Fridays against Saturdays": days of the week set against each other. */
  daysApart: RegExp;
  /** "How much did it change", "percentage change in". */
  changeAsked: RegExp;
  /** "Changed from", "up or down from" right before a date: since then. */
  changedSince: RegExp;
  /** "More", "worse": one side is set above the other. */
  moreOrLess: RegExp;
  /** "Are we seeing fewer robberies?": more or fewer than before, with nothing to compare with. */
  moreOfIt: RegExp;
  /** "What will theft look like next week?" */
  willLook: RegExp;
  /** A change that is yet to come. */
  will: RegExp;
  /** "Which thefts were reported in Kaifan?": the cases themselves. */
  whichOnes: RegExp;
  /** "Show me where burglaries are happening". */
  whereHappening: RegExp;
  /** A bare "where": «وين يبوقون بالفروانية». */
  where: RegExp;
  /** "Which street": a place smaller than an area. */
  spot: RegExp;
  /** "Give me a short briefing on drugs". */
  briefingAsked: RegExp;
  /** "Is the Avenues mall open on Friday?" */
  openingHours: RegExp;
  /** "How do I ask for hotspots?": about the asking. */
  howTo: RegExp;
  /** A question about somebody, whatever the offence. */
  aboutPerson: RegExp;
  /** What follows "in" without naming a place: "in total", "in short". */
  manner: RegExp;
  /** "Do we have next week" is no past: only a "have" before what has happened is one. */
  toldOfThePast: RegExp;
  /** «صار هالويكند»: a past in the form of the verb, which a question about days to come may have too. */
  happenedAlready: RegExp;
  /** What one asks about a place as a customer or a traveller: "best biryani in Salmiya", "how do I get to Jahra?". */
  asCustomer: RegExp;
  /** "Vs last year", "compared to last month", «مقارنة بالسنة الماضية»: a date with such words before or on it. */
  setAgainst: RegExp;
  /** «زادت السرقات عن»: a change from what it is set against. */
  changedFrom: RegExp;
  /** "Change the language": the word itself. */
  languageNoun: RegExp;
  /** "This month with last month", «هذا الشهر بالشهر الماضي»: what sets two periods against each other. */
  withOther: RegExp;
  /** The "to" of "compared to" and the «ب» of «مقارنة ب» where they are read with the date after them. */
  againstLead: RegExp;
};

/** Ways to find fault and to praise, in folded text. */
export type FeedbackWordings = {
  /** "Feedback: …", "/feedback …", "suggestion - …": the message says itself what it is, and the rest is free text. */
  feedbackHeading: RegExp;
  /** "I want to leave some feedback, …", "here is a suggestion". */
  feedbackOffered: RegExp;
  /** "It keeps freezing", "it takes forever to load": of what works, only a machine. */
  machineFails: RegExp;
  /** "The numbers are spot on", "the map takes too long to load": a verdict on something that the bot showed. */
  judged: RegExp;
  /** "Very helpful", "great job": praise that only makes thanks warmer. */
  praise: RegExp;
  /** Words that turn praise into something else: "helpful but slow". */
  blame: RegExp;
  /** "Complaint the map is slow": with no mark after the noun the rest must still be feedback by its words. */
  complaint: RegExp;
  /** Something that the bot said is called wrong, wherever that was. */
  faultFound: RegExp;
  /** "That's not correct, there were more thefts". */
  faultFirst: RegExp;
};

/** Ways to lean on what was said before, in folded text; and what the bot itself may have asked, as it was written. */
export type TalkWordings = {
  /** "Lulwa can take it": the answer to "who?" in a sentence of its own. */
  takesIt: RegExp;
  /** "Give me just the top 4", «عطني بس أول ٤»: of the ranking, not of the incidents. */
  firstOfRanking: RegExp;
  /** "Me", "I will do it" as the answer to "who?". */
  myself: RegExp;
  /** The bot asked who shall do it, as it was written. */
  asksWho: RegExp;
  /**
   * "Yesterday instead of today", "Khaled instead of Salem to patrol": what is given up is not said. It ends where the next
   * preposition or time begins.
   */
  givenUp: RegExp;
  /** "No, Fintas", "no no, Messila": a correction, not Fintas left out. A bare "no, thanks" stays what it is. */
  correcting: RegExp;
  /** "Add Fintas", "include Salwa too", «ضيف الفنطاس»: beside what was named before, not in its stead. */
  adding: RegExp;
  /** "Not Khaitan, Farwaniya", «مو السالمية، الجابرية»: of what is named, what was named before is given up. */
  denying: RegExp;
  /** The same right before what is given up, at the end of what stands before it: «مو ٤٤». */
  denyingNext: RegExp;
  /** "Swap Hawalli for Jahra", «بدل حولي الجهراء»: one side of a comparison is changed, the other one stays. */
  swapping: RegExp;
  /** An alert, as the bot writes it. */
  namesAlert: RegExp;
  /** "Both of them": all that a question lists. */
  allOfThem: RegExp;
  /** "The last one": of what a question lists. */
  lastOfThem: RegExp;
  /** "Did you finish it?", "when I finish", «إذا خلصت»: asked or supposed, not told. */
  askedOrSupposed: RegExp;
  /** "I have not finished it", «ما خلصت»: the step is denied, or still to come. */
  notDone: RegExp;
  /** "I will finish it tomorrow", «راح أخلصها»: said of what is to come, which nobody has done. */
  toCome: RegExp;
  /** "Only Thursday and Friday", «بس الخميس والجمعة». */
  onlyThose: RegExp;
  /** Starts of a message that continues the last one. */
  following: RegExp;
  /** "List them", «عطني إياهم»: what was shown. */
  pointing: RegExp;
  /** "How many of them were at night?", «كم منها بالليل»: a part of what was asked about. */
  ofThem: RegExp;
  /** "What happened there yesterday?", «شنو صار فيها أمس»: in the place that was asked about. */
  there: RegExp;
  /** "Where should I patrol then?", «وحولي بعد؟». */
  leaningEnd: RegExp;
  /** "What about Jahra" is no wish to be told about a place. */
  whatAbout: RegExp;
  /** "Where exactly?", "where are they?", «وين صارت؟»: the places of what was asked about. */
  asksWhere: RegExp;
  /** The bot asked for a block; this and the next five in the words of its question. */
  asksBlock: RegExp;
  /** It asked for how many days. */
  asksDays: RegExp;
  /** It asked for the number of a task. */
  asksTask: RegExp;
  /** It asked for the number of an alert. */
  asksAlert: RegExp;
  /** It asked for a distance in kilometres. */
  asksDistance: RegExp;
  /** It asked how many shall be shown. */
  asksLimit: RegExp;
  /** It asked which alert is acknowledged; this and the next four are the steps that it may have asked for. */
  asksAcknowledge: RegExp;
  /** It asked which task is declined. */
  asksDecline: RegExp;
  /** It asked which task is finished. */
  asksComplete: RegExp;
  /** It asked which task is begun. */
  asksStart: RegExp;
  /** It asked which task or alert is taken. */
  asksAccept: RegExp;
  /** The noun before a number of a list: "alert 17", «التنبيه رقم ١٧». */
  listedNoun: RegExp;
  /** What may stand before a number that answers "which task?". */
  numberLead: RegExp;
  /** "And" between such numbers. */
  joining: RegExp;
  /** "Please" after them. */
  politely: RegExp;
  /** What may stand between weekdays that are listed one by one. */
  betweenDays: RegExp;
  /** "Without the block", «شيل القطعة»: the block is taken back; this and the next three put nothing in its place. */
  anyBlock: RegExp;
  /** "Any type", «كل الجرائم»: the offence is. */
  anyOffence: RegExp;
  /** "The whole country", «كل المناطق»: the place is. */
  anyPlace: RegExp;
  /** "Any time", «طول اليوم»: the time of the day is. */
  anyTime: RegExp;
};

/** What stands around the names of officers, and what is no name, in folded text. */
export type NameWordings = {
  /** "Let Ali take 12", "12 goes to Ali": a numbered task for somebody; the name is the first group. */
  handsOn: RegExp;
  /** «وفهد؟»: an "and" written onto a name, but for the names that begin with its letter. */
  joinedAnd: RegExp;
  /** «وهيا؟»: a message of one word after an "and"; what may be a name is the first group. */
  lonePerson: RegExp;
  /** Work, not a worker: "assign patrol in Jleeb to Nasser". */
  workWord: RegExp;
  /** Never a name, whatever else it may be in a reading. */
  neverName: RegExp;
  /** What kind of task it is, before the name: «مهمة جديدة عاجلة لفهد». */
  taskQuality: RegExp;
  /** «بو»: calls one by his son. */
  kunya: RegExp;
  /** «أحمد بن علي»: what follows is a name, whatever it means elsewhere. */
  sonOf: RegExp;
  /** "What is Bader working on?"; the name is the first group. */
  busyWith: RegExp;
  /** Who is no officer with a list of tasks. */
  nobody: RegExp;
  /** "Nasser to inspect": what parts a name from the work that follows. */
  toWork: RegExp;
  /** Police work that somebody is to do: "Nasser to inspect Fintas". */
  orderedWork: RegExp;
  /** Before the name of the one who shall do it: "I want Yousef to visit", "need Bader to check", "can Salem check". */
  wishing: RegExp;
  /** Between the one who is called and what he shall do: "Bader please go to", "Ahmed, you can check". */
  calling: RegExp;
  /** Work that a name may stand right before: "Ahmed patrol Hawalli block 5". */
  plainOrder: RegExp;
  /** What makes "Ahmed patrol Hawalli" a statement or a question: a past, a denial, a mark. */
  noOrder: RegExp;
  /** Who does things but is nobody's name: "Robbers cover their faces", "Security guard". */
  noName: RegExp;
  /** Not a name after an "and", though nothing else uses it: what one more thing shall be done. */
  anotherVerb: RegExp;
  /** «وخالد»; «والمخازن» is a thing beside another. */
  joinedName: RegExp;
  /** What a part of an order begins with after a name: «بالسالمية», «في حولي», «يروحون». */
  startsPart: RegExp;
  /** An article that stands alone in Arabizi: "el raqeeb". */
  looseArticle: RegExp;
  /** "Bin", "abu", «عبد»: joins the word before it with the one after it. */
  nameJoint: RegExp;
  /** A name with its "to" written onto it: «لخالد». */
  gluedTo: RegExp;
  /** The same where a number stands before it: «و١٤ لعمر». */
  handedTo: RegExp;
  /** «علي»: a name where a rank or the verb stands before it, a preposition elsewhere. */
  prepositionOrName: RegExp;
  /** «على», «لدى»: has work, where a name follows. */
  heldByNext: RegExp;
  /** An "and" written onto a word. */
  and: RegExp;
  /** "Khaled's tasks": the owner is the first group; in the text as it was written. */
  owner: RegExp;
};

/** How words of two languages are told apart that are written in the same letters, in folded text. */
export type ScriptWordings = {
  /** Arabic in Latin letters: digits for letters, the article, and small words that no other language has. */
  latinSign: RegExp;
  /** "7pm", "3rd", "5km": a digit with a unit of Latin letters written onto it, no digit that stands for a letter. */
  gluedUnit: RegExp;
};

/** All ways of putting things that a language may lend. */
export type Wordings = ScriptWordings &
  ActWordings &
  QuestionWordings &
  FeedbackWordings &
  TalkWordings &
  NameWordings;
/** The name of one. */
export type Wording = keyof Wordings;

/** The patterns of all languages for one wording. */
export type Patterns = {
  test(text: string): boolean;
  /** The match of the first language whose pattern matches. */
  exec(text: string): RegExpExecArray | null;
  /** What stands between the patterns as one alternative, for a pattern of which it is a part. */
  readonly source: string;
  readonly all: readonly RegExp[];
};

/** The patterns for a wording in all languages that have it; what none has matches nothing. */
export type Phrasebook = (wording: Wording) => Patterns;

const NONE: Patterns = { test: () => false, exec: () => null, source: '(?!)', all: [] };

/** The wordings of these languages together. */
export function createPhrasebook(languages: readonly Language[]): Phrasebook {
  const known = new Map<string, Patterns>();
  for (const { wordings } of languages) {
    for (const [name, pattern] of Object.entries(wordings)) {
      known.set(name, together([...(known.get(name)?.all ?? []), pattern]));
    }
  }
  return (wording) => known.get(wording) ?? NONE;
}

const together = (all: readonly RegExp[]): Patterns => ({
  test: (text) => {
    for (const pattern of all) if (pattern.test(text)) return true;
    return false;
  },
  exec: (text) => {
    for (const pattern of all) {
      const match = pattern.exec(text);
      if (match) return match;
    }
    return null;
  },
  source: all.map(({ source }) => source).join('|'),
  all,
});
