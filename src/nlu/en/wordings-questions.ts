import type { QuestionWordings } from '../wording.js';

const PART_SAID =
  '(?<![\\p{L}\\p{N}])(?:(?:in|at|during|by|on) )?(?:the )?(?:day ?times?|days?(?! (?:before|after|ago))|mornings?|afternoons?|evenings?|nights?|night ?times?|dawns?|noons?|late nights?)(?: shifts?)?(?![\\p{L}\\p{N}])(?! (?:before|after|ago))';
const DAYS_SAID =
  '(?<![\\p{L}\\p{N}])(?:(?:in|at|during|by|on) )?(?:the )?(?:weekdays?|week days|weekends?|week ends|work(?:ing)? ?days|(?:sun|mon|tues|wednes|thurs|fri|satur)days)(?![\\p{L}\\p{N}])(?! (?:before|after|ago))';

export const questionWordings: Partial<QuestionWordings> = {
  against: /\s(?:vs|versus|v)\s/u,
  or: /\b(?:or|than)\b/u,
  than: /\bthan\b/u,
  partsApart: new RegExp(
    `(?<!(?:this|last|next|every|yesterday|today|tomorrow) )${PART_SAID} (?:(?:vs|v|versus|against|than|or|compared (?:to|with)) ${PART_SAID}|(?<=(?:compare|comparing|between|difference)(?: \\S+){0,6} )(?:and|with|to) ${PART_SAID})`,
    'u',
  ),
  daysApart: new RegExp(
    `(?<!(?:this|last|next) )${DAYS_SAID} (?:(?:vs|v|versus|against|than|or|compared (?:to|with)) ${DAYS_SAID}|(?<=(?:compare|comparing|between|difference)(?: \\S+){0,6} )(?:and|with|to) ${DAYS_SAID})`,
    'u',
  ),
  changeAsked:
    /\b(?:how much|how far|percentage|percent|pct)\b(?: \p{L}+){0,5} change[ds]?\b|% change\b|\bchange (?:in|of) /u,
  changedSince:
    /\b(?:change[ds]?|chang(?:e|ing)|up|down|increase[ds]?|decrease[ds]?|risen|rose|fallen|fell|grown|grew|dropped|trend)\b(?: \S+){0,4} from (?:the )?/u,
  moreOrLess: /\b(?:more|fewer|less|worse|better|higher|lower|safer|busier|quieter)\b/u,
  moreOfIt:
    /^\W*(?:are|is|were|was|have|has|do|did)\b(?: \p{L}+){0,4} (?:more|fewer|less)\b(?!.*\b(?:than|or)\b)/u,
  willLook: /^\W*(?:what|how)\b.*\b(?:will|going to)\b/u,
  will: /\b(?:will|going to|gonna|expected to|likely to)\b/u,
  whichOnes:
    /^\W*(?:which|what)\b.*\b(?:reported|happened|occurred|committed|registered|recorded|took place|took|came in|were there|do we have|did we have|did we get)\b|^\W*which\b.*\b(?:were|was|got|have been)\b/u,
  whereHappening:
    /\bwhere\b.*\b(?:happen(?:s|ed|ing)?|occur(?:s|red|ring)?|taking place|take place|took place|located|committed|going on)\b/u,
  spot: /^\W*(?:where\b|(?:which|what) (?:spots?|places?|points?|locations?|streets?|parts?(?! of the (?:day|week|month|year))|corners?)\b)/u,
  briefingAsked:
    /^\W*(?:please |pls |can i |could i |can you |could you |i want |i need |id like )*(?:(?:give|send|show|get|write|prepare|have|make) )?(?:me |us )?(?:a |an |the |my )?(?:\p{L}+ ){0,2}(?:briefing|brief|summary|sitrep|recap|digest|rundown)\b/u,
  openingHours:
    /^\W*(?:and |ok |hi )?(?:is|are|when (?:does|do|is|are|will)|what time (?:does|do|is|are|will)|how late (?:is|are)|until when (?:is|are))\b.*\b(?:open|opens|opening|close|closes|closed|closing|shut)\b/u,
  howTo: /^\W*(?:and |so |but |ok )?how (?:do|can|should|to) ?(?:i|we|you)?\b/u,
  aboutPerson: /\b(?:who|whose|names?|phone|address|wanted for)\b|^\W*is \p{L}+ .*\bwanted\b/u,
  manner: /^(?:total|general|detail|details|order|short|brief|kuwait|country|full|case|fact)$/u,
  toldOfThePast:
    /\b(?:was|were|did|had|happened|occurred|reported|recorded)\b|\b(?:has|have) (?:there |we |they |it )?(?:been|had|seen|gone|risen|fallen|\p{L}+ed)\b/u,
  asCustomer:
    /\b(?:best|good|nice|cheap(?:er|est)?|decent|famous|recommend(?:ed)?|buy|rent|sell|hire|order|eat|drink|delivery|menu|tickets?|how far|way to|get to|go to|reach)\b/u,
  setAgainst:
    /(?:^|\s)(?:vs\.?|versus|v|against|relative to|(?:compare|compared|comparison|comparing)(?: \S+){0,4} (?:to|with|and)|(?:than|to|with))(?: the)? $/u,
  languageNoun: /language/u,
  withOther: /\swith\s/u,
  againstLead: /^(?:to|with|than)/u,
};
