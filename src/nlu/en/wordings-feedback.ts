import type { FeedbackWordings } from '../wording.js';

const OURS =
  'maps?|numbers?|figures?|counts?|statistics|stats|data|results?|answers?|repl(?:y|ies)|responses?|messages?|bot|app|tool|system|service|interface|colou?rs|text|fonts?|letters|screen|page|links?|pictures?|images?|charts?|graphs?|briefings?|forecasts?|hotspots?|wording|translation';

const DEGREE =
  'very|really|so|too|a bit|a little|much too|way too|far too|quite|always|often|still|not|never|pretty|all|usually|absolutely|extremely';

const VERDICT =
  'spot on|accurate|inaccurate|helpful|unhelpful|useful|great|excellent|good|bad|poor|perfect|brilliant|clear|unclear|confusing|reliable|unreliable|slow|small|long|short|blurry|outdated|out of date|cut off|broken|buggy|(?:hard|difficult|easy|impossible) to \\p{L}+';

const FAILING =
  '(?:takes?|took|is taking|needs?) (?:too long|ages|forever|so long|a long time|too much time|long)|(?:keeps?|kept) (?:on )?(?:freezing|crashing|stopping|failing|hanging|loading|timing out)|(?:freezes|crashes|hangs|lags|loads slowly|loads too slowly)\\b|(?:doesnt|does not|dont|do not|didnt|did not|wont|will not|never) (?:load|open|work|display|refresh)\\b|works? (?:well|great|fine|perfectly|fast|badly|poorly)\\b';

export const feedbackWordings: Partial<FeedbackWordings> = {
  feedbackHeading:
    /^\W*(?:(?:some|just|quick|general|user|my|a|more) )?(?:feedback\b|(?:suggestions?|complaints?|comments?|bug report|bug)\s*[:,.–—-])/u,
  feedbackOffered:
    /^\W*(?:i|we|id|ive|can i|could i|may i|let me|here is|heres|here are|this is|please (?:take|note|pass on|record))\b(?: \p{L}+){0,5} (?:feedback|suggestions? (?:for|about|to|on)|(?:a|my|one) (?:suggestion|complaint|comment)(?= (?:about|on|for)|\W*$|\s*[:,]))/u,
  judged: new RegExp(
    `^\\W*(?:(?:ok|hi|hello|sorry|honestly|well|and|but) )*(?:the|your|this|these|those|all the) (?:\\p{L}+ ){0,2}(?:${OURS})(?: you (?:gave|sent|showed)(?: me)?| on my phone)? (?:(?:is|are|was|were|looks?|seems?) (?:(?:${DEGREE}) )*(?:${VERDICT})\\b|${FAILING})`,
    'u',
  ),
  machineFails:
    /^\W*(?:it|this) (?:keeps? (?:freezing|crashing|hanging|timing out)|takes? (?:too long|ages|forever|so long) to (?:load|open|reply|answer|respond))\b/u,
  praise:
    /\b(?:helpful|useful|great|good|nice|excellent|awesome|perfect|brilliant|well done|love|amazing)\b/u,
  blame:
    /\b(?:not|isnt|wasnt|no|but|wrong|bad|useless|slow|incorrect|inaccurate|too|however|although|except)\b/u,
  complaint: /^\W*(?:suggestion|complaint|comment|bug|i have (?:a )?(?:suggestion|complaint))/u,
  faultFound:
    /\b(?:numbers?|figures?|answers?|maps?|data|results?|counts?)\b.*\b(?:wrong|incorrect|not right|not correct|off)\b/u,
  faultFirst:
    /^\P{L}*(?:no\P{L}+)?(?:that|the|this|those|these) (?:count|number|figure|answer|result|map|total|data|list)s? (?:cant|cannot|cant possibly|does not|doesnt|do not|dont) (?:be|look|seem|sound|add up)(?: (?:right|correct|true|accurate))?\W*$|^\P{L}*(?:no\P{L}+)?(?:thats|that|this|it|its|the (?:count|number|figure|answer|result|map|total))(?: is| was| looks| seems)? ?(?:\p{L}+ )?(?:not (?:correct|right|true|accurate)|wrong|incorrect|inaccurate|too (?:low|high))\b/u,
};
