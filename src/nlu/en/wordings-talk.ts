import type { TalkWordings } from '../wording.js';

export const talkWordings: Partial<TalkWordings> = {
  takesIt:
    /^\W*(?:(?:ok|well|maybe|i think|let|have|get|make) )*\p{L}+(?: \p{L}+){0,2} (?:(?:can|could|will|would|should|shall|must|may|to|is going to|is free to|is best to) )?(?:take|takes|do|does|handle|handles|have|has|cover|covers|get|gets) (?:it|this|that|this one|that one|the task|the job|care of it)\W*$/u,
  firstOfRanking: /\b(?:top|first|highest|worst)\b/u,
  myself: /^\W*(?:me|myself|i|ill|i will|to me|assign me)(?:\s|\W|$)/u,
  asksWho: /\b(?:which|what) (?:officer|person|unit|one of)\b|\bname of the officer\b|\bwho(?:m)?\b|assign/i,
  givenUp:
    /\b(?:instead of|rather than|in place of|and not)\s+(?:(?:in|at|for|on|by|from|to) )?(?:the )?(?:(?:last|past|next|this|previous) (?:\d+ )?)?[^\s,;.?!]+(?:\s+(?!(?:in|at|for|to|on|from|during|by|near|within|with|over|between|since|until|before|after|and|or|but|last|past|next|this|today|yesterday|tonight|tomorrow|now|every)\b)[^\s,;.?!]+)*/giu,
  correcting:
    /^\W*(?:no+[\s\p{Cf}]*[,.!;:-]+|no[\s\p{Cf}]+no\b[^\p{L}\p{N}]*)[\s\p{Cf}]*(?=\S)(?!thank|tnx|thx)/iu,
  adding: /^\W*(?:(?:and|also|please|pls) )?(?:add|include|plus)\b/u,
  denying: /\bnot\b(?! only\b)/u,
  denyingNext: /(?:^|[\s,.])not(?: (?:the|task|number|for|to))?\s+$/u,
  swapping: /\bchange \p{L}+ (?:to|for)\b|\b(?:swap|replace)\b/u,
  namesAlert: /alert/iu,
  allOfThem: /^\W*(?:both|all|all of them|both of them|them all|the two)\W*$/u,
  lastOfThem: /^\W*the last(?: one)?\W*$/u,
  askedOrSupposed:
    /^\W*(?:and |so |ok |but )?(?:did|do|does|have (?:i|you|we|they)|has|is|are|am i|was|were|who|what|whats|where|why|how|which|can (?:i|you|we|he|she|they)|could|shall|should|would|will (?:you|he|she|they))\b|\b(?:when|whenever|if|once|unless|until|till|before|as soon as|in case|whether)\b/u,
  notDone:
    /\b(?:not|never|no|yet|almost|nearly|hardly|barely|cannot|cant|couldnt|wont|dont|doesnt|didnt|havent|hasnt|hadnt|isnt|arent|wasnt|aint|unable|without|half)\b/u,
  toCome: /\b(?:will|ill|gonna|going to|about to|tomorrow|later|soon|try|trying|hope|want|need|must)\b/u,
  onlyThose: /^\W*(?:only|just)\b/u,
  following:
    /^(?:(?:hmm+|hm|umm*|uh|oh|ah|aha|alright|wait|well|right|please|pls|great|good|nice)[\s,.!]+)*(?:and|also|add|include|plus|as well|(?:what|how|wat|wht|wt|hw) (?:about|abt|bout|abut)|only|just|but|same|i mean|i meant|vs|versus|instead|make it|make that|for|in|by|except|without|excluding|minus|apart from|other than|leaving out|no|not|nope|ok|okay|then|this time|now|u|sorry|actually|rather|compare|compared|back to|go back to|return to|repeat|(?:lets |let us )?try|(?:run|do|show|check|repeat) (?:it|that|this|the same)|(?:give|show|get|send|do|run)(?: me| us)? (?:the )?same|how (?:does|do|did|is|are) (?:\p{L}+ ){1,3}(?:look|looking|doing|do|fare|faring)|check(?: \p{L}+){1,3}\W*$|swap|replace|change \p{L}+ (?:to|for)|over to|switch to|swap to|move on to|moving to)(?=[\s,?!.]|$)/u,
  pointing: /\b(?:they|them|those|it|that|these|ones)\b/u,
  ofThem: /\b(?:of|among|from) (?:them|those|these|it)\b/u,
  there:
    /\bthere\b(?! (?:is|are|was|were|any|been|be|a|an|more|have|has)\b)(?<!\b(?:is|are|was|were|if) there)/u,
  leaningEnd: /\b(?:then|too|as well)\W*$/u,
  whatAbout: /^\W*(?:and |ok |then )?(?:what|how|wat|wht|wt|hw) (?:about|abt|bout|abut)\b/u,
  asksWhere:
    /^\W*(?:(?:and|so|ok|but) )?where(?: exactly| precisely| abouts)?(?: (?:are|is|was|were|did) (?:they|it|those|these|that|this)(?: happen| take place)?)?\W*$/u,
  asksBlock: /block/iu,
  asksDays: /\bdays?\b/iu,
  asksTask: /\b(?:task|number|id)\b/iu,
  asksAlert: /\b(?:alert|number|id)\b/iu,
  asksDistance: /\bkm|kilomet|how (?:far|wide)|radius/iu,
  asksLimit: /\bhow many\b|\btop\b/iu,
  asksAcknowledge: /acknowledg|\back\b/iu,
  asksDecline: /\bdecline|\breject/iu,
  asksComplete: /\bcomplete|\bfinish|\bclose|\bdone\b/iu,
  asksStart: /\bstart|\bbegin/iu,
  asksAccept: /\baccept|\btake\b/iu,
  listedNoun: /\b(?:alerts?|tasks?)\s*#?/iu,
  numberLead: /the|its|it is|number|no|nr|id|tasks?|alerts?|please/u,
  joining: /\band\b/u,
  politely: /please|pls/u,
  betweenDays: /and|on|only|just|the|days?/u,
  anyBlock:
    /^\W*(?:remove|drop|clear|without|excluding|exclude|except|minus|leave out|not|no|take out|forget) (?:the )?bl(?:oc)?k\b/u,
  anyOffence:
    /\b(?:forget|drop|remove|ignore|clear|never mind|skip) (?:about )?the (?:offence|offense|crime type|type|category|kind of crime)\b|\b(?:any|all|every) (?:type|types|kind|kinds|crime|crimes|offence|offences|offense|offenses|category|categories)\b/u,
  anyPlace:
    /\b(?:forget|drop|remove|ignore|clear|without|leave out|never mind|skip) (?:about )?the (?:area|place|location|governorate|district)\b|\b(?:whole|entire|all of|all over|across|all) (?:the )?(?:country|kuwait)\b|\b(?:all areas|everywhere|nationwide|country ?wide)\b/u,
  anyTime:
    /\b(?:forget|drop|remove|ignore|clear|without|never mind|skip) (?:about )?the (?:hours?|time of day|time)\b|\b(?:any time|all day|whole day|at all hours)\b/u,
};
