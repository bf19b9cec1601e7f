import type { ActWordings } from '../wording.js';

export const actWordings: Partial<ActWordings> = {
  refusalDenied:
    /\b(?:not|never|cannot|cant|couldnt|wont|wouldnt|dont|didnt|shouldnt|hardly)\s+(?:(?:want|wish|mean|intend|plan|going|like|have|able|about) to |really |possibly |ever |even |be |just )*(?:declin(?:e|ing)|reject(?:ing)?|refus(?:e|ing)|turn(?:ing)? (?:it |this |that |task \d+ )?down|say(?:ing)? no|pass(?:ing)? (?:it |this |task \d+ )?(?:on|up))\b/u,
  notSent:
    /^\W*(?:(?:please|pls|no|sorry|ok|sir) )*(?:dont|do not|never|cant|cannot|stop) (?:please )?(?:send|sending|move|put|post|station|deploy) (?:me|us)(?: back| out| over| again)* (?:there|anywhere|to|on|into|out|back|alone|again)\b/u,
  keepsComing: /\b(?:dont|do not|never) (?:stop|cancel|unsubscribe|mute|silence|end|turn off|switch off)\b/u,
  stepLead: /^(?:on|with|for|of|no)$/u,
  yetToBeDone:
    /\b(?:will|ll|cant|cannot|can not|wont|could|should|must|to) be (?:done|finished|completed?|closed)\b|\b(?:will|ll|going to|gonna|about to|trying to) (?:finish|complete|close|do)\b/u,
  notYetNext:
    /^\s*(?:is |are |was )?(?:not (?:yet|done|finished|complete)|isnt|still|in progress|under way|underway|pending)/u,
  correctsNumber:
    /\b(?:i mean|i meant|meant|mean|no wait|wait|no|nope|oops|ops|sorry|sry|rather|make that|correction|typo)\b/u,
  taskAsked:
    /^\W*(?:and |so |ok )?(?:(?:what|whats|hows|how|where|wheres)\b(?!.*\b(?:many|do i|can i|should i|to)\b).*\btask|(?:any )?(?:update|news) (?:on|about) (?:the )?task|task \d+ (?:status|update|progress)\W*$|(?:status|progress|state|details) of (?:the )?task|show (?:me )?(?:the )?task \d)/u,
  taskStateAsked: /^\W*(?:and |so |ok )?(?:is|was|has) task \d+ (?:been )?\p{L}+\W*$/u,
  looseOrder: /^\W*(?:taking|finishing|starting|mute)\W*$/u,
  ordinalOne:
    /(?<!\p{L})(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d+(?:st|nd|rd|th))\s+ones?(?![\p{L}\p{N}])/u,
  throughNumber: /^\s*(?:-|–|to|thru|through|till|until|up to)\s*(?:task |no |number )?#?$/u,
  doesInstead: /\b(?:instead|in its place|rather do|rather take)\b/u,
  selfLead: /^\P{L}*(?:(?:sorry|hi|hello|sir|boss|ok|please|no|i|im|we|have to|must|to)\P{L}+)*$/u,
  reasonNext: /^\s*(?:$|[,.;:!-]|(?:because|cause|cuz|coz|cos|bc|as|since|sorry|due to|reason)\b)/u,
  tasks: /\b(?:tasks|jobs|assignments)\b/u,
  toldIncident:
    /^\W*(?:two|three|four|some|several|an?|a group of|a gang of)\s+(?:men|guys|youths|people|kids|teenagers|boys|man|guy|woman|women|drivers|workers)\s+(?:\p{L}+\s+)?\p{L}{3,}ing\b|^\W*(?:an?|my|our|one|another|some(?:one|body)(?:s|'s|’s)?|the neighbou?rs?)\s+(?:\p{L}+\s+){1,3}(?:was|were|is being|are being|has been|have been|got|just got|has just been)\b/u,
  subscribes: /subscri|sign (?:me )?up/u,
  receive: /^\W*(?:send|text|mail|i\s+want|i\s+would\s+like)/u,
  policeWork: /patrol|checkpoint|inspect|investigate|guard|escort/u,
  onTheSpot: /\b(?:cover|visit|check|watch|monitor|sweep|search|secure|attend|survey)\b/u,
  asking:
    /^\W*(?:and |so |ok )?(?:where|what|whats|who|when|why|how|which|is|are|did|do|does|was|were|has|have (?:there|we|you|i|they|any))\b/u,
  toBeDone:
    /\b(?:finish|finished|complete|completed|done|close|closed) (?:it |this |that )?(?:by|before)\b|\b(?:to be|must be|should be|has to be|needs to be|and|to) (?:finish|finished|complete|completed|done|closed)\b/u,
  sendPatrol:
    /^\W*(?:please |pls )?(?:send|dispatch|deploy|put) (?:(?:a |an |another |some |more |two |the )?(?:foot |night )?(?:patrols?|units?|teams?|officers?|cars?|men)|(?:someone|somebody)(?= (?:to (?:check|patrol|visit|inspect|guard|watch)|over|out|round|around|on)\b))\b/u,
  patrolFor: /^\W*(?:\p{L}+ )?(?:patrol|checkpoint|inspection|visit|guard duty) for\b/u,
  alertVerb: /\balert\b/u,
  ranksGovernorates:
    /\bgovernorates\b|\bgovernorate rank|\b(?:by|per|each) governorate|\bprovinces\b|\b(?:which|what|worst|safest|top|busiest)\s+(?:governorate|province)/u,
  politeOrder:
    /^\W*(?:(?:hi|hello|hey|ok|please|pls|so|and|bot) )*(?:can|could|would|will|cld|cud) (?:you|u|ya)\b/u,
  askedAct:
    /^\W*(?:(?:hi|hello|hey|ok|please|pls|so|and|but|if|tell me|remind me) )*(?:should|shall|may|might|must|did|does|didnt|doesnt|is|are|was|were|am i|has|why|when|who|whom|what|where|which|how|whether|if|(?:can|could|would|will) (?!you\b|u\b|ya\b)|(?:do|have|had|dont|havent) (?:i|we|you|they|he|she|any\p{L}*)\b)/u,
  deniedAct:
    /^\W*(?:(?:no|but|sorry|please|pls|ok) )*(?:(?:i|we|he|she|they|you) (?:\p{L}+ )?)?(?:did not|didnt|do not|dont|does not|doesnt|have not|havent|has not|hasnt|had not|hadnt|never|will not|wont|would not|wouldnt|should not|shouldnt|must not|nobody|no one)\b/u,
  denialLast:
    /(?:^|\s)(?:not|never|isnt|arent|wasnt|werent|hasnt|havent|didnt|dont|doesnt)(?: (?:yet|been|fully|really|actually|completely|to))?\s+$/u,
  toldAct:
    /^\W*(?:\p{L}+ ){0,3}(?:(?:i|we|he|she|they|you|already|just|ive|weve|was|were|been|got) )(?:have |has |had |just |already )*(?:assigned|allocated|delegated|dispatched|deployed|sent|ordered|subscribed|unsubscribed)\b/u,
  forUs: /\b(?:me|us)\b/u,
  toMe: /\b(?:to|for|assign|assigned) me\b|\bmyself\b/u,
  tasksNext: /^ (?:(?:open|overdue|pending|done) )?tasks?\b/u,
  mineInWords: /\bmy\b|\bi\b|for me/u,
};
