import type { Reading } from '../engine.js';

/** "Feedback: …", "/feedback …", "suggestion - …": the message says itself what it is, and the rest is free text. */
const HEADED =
  /^\W*(?:(?:some|just|quick|general|user|my|a|more) )?(?:feedback\b|(?:suggestions?|complaints?|comments?|bug report|bug)\s*[:,.–—-])/u;

/** "I want to leave some feedback, …", "here is a suggestion". */
const OFFERED =
  /^\W*(?:i|we|id|ive|can i|could i|may i|let me|here is|heres|here are|this is|please (?:take|note|pass on|record))\b(?: \p{L}+){0,5} (?:feedback|suggestions? (?:for|about|to|on)|(?:a|my|one) (?:suggestion|complaint|comment)(?= (?:about|on|for)|\W*$|\s*[:,]))/u;

const OURS =
  'maps?|numbers?|figures?|counts?|statistics|stats|data|results?|answers?|repl(?:y|ies)|responses?|messages?|bot|app|tool|system|service|interface|colou?rs|text|fonts?|letters|screen|page|links?|pictures?|images?|charts?|graphs?|briefings?|forecasts?|hotspots?|wording|translation';

const DEGREE =
  'very|really|so|too|a bit|a little|much too|way too|far too|quite|always|often|still|not|never|pretty|all|usually|absolutely|extremely';

const VERDICT =
  'spot on|accurate|inaccurate|helpful|unhelpful|useful|great|excellent|good|bad|poor|perfect|brilliant|clear|unclear|confusing|reliable|unreliable|slow|small|long|short|blurry|outdated|out of date|cut off|broken|buggy|(?:hard|difficult|easy|impossible) to \\p{L}+';

const FAILING =
  '(?:takes?|took|is taking|needs?) (?:too long|ages|forever|so long|a long time|too much time|long)|(?:keeps?|kept) (?:on )?(?:freezing|crashing|stopping|failing|hanging|loading|timing out)|(?:freezes|crashes|hangs|lags|loads slowly|loads too slowly)\\b|(?:doesnt|does not|dont|do not|didnt|did not|wont|will not|never) (?:load|open|work|display|refresh)\\b|works? (?:well|great|fine|perfectly|fast|badly|poorly)\\b';

/** "The numbers are spot on", "the map takes too long to load": a verdict on something that the bot showed. */
const JUDGED = new RegExp(
  `^\\W*(?:(?:ok|hi|hello|sorry|honestly|well|and|but) )*(?:the|your|this|these|those|all the) (?:\\p{L}+ ){0,2}(?:${OURS})(?: you (?:gave|sent|showed)(?: me)?| on my phone)? (?:(?:is|are|was|were|looks?|seems?) (?:(?:${DEGREE}) )*(?:${VERDICT})\\b|${FAILING})`,
  'u',
);

/** "It keeps freezing", "it takes forever to load": of what works, only a machine. */
const MACHINE =
  /^\W*(?:it|this) (?:keeps? (?:freezing|crashing|hanging|timing out)|takes? (?:too long|ages|forever|so long) to (?:load|open|reply|answer|respond))\b/u;

/** «عندي ملاحظة …», «اقتراح …». */
const ARABIC = /^\P{L}*(?:(?:عندي |لدي |عندنا |لدينا )?(?:ملاحظ|اقتراح|شكو[يى]|شكاو)|تعليق|رايي)/u;

/** "Very helpful", "great job": praise that only makes thanks warmer. */
const PRAISE =
  /\b(?:helpful|useful|great|good|nice|excellent|awesome|perfect|brilliant|well done|love|amazing)\b/u;
const BLAME =
  /\b(?:not|isnt|wasnt|no|but|wrong|bad|useless|slow|incorrect|inaccurate|too|however|although|except)\b/u;

/** Whether a message gives feedback by its form, so that its words may be about anything. */
export const givesFeedback = ({ source: { text } }: Reading): boolean =>
  HEADED.test(text) || OFFERED.test(text) || JUDGED.test(text) || MACHINE.test(text) || ARABIC.test(text);

/** Whether what is said beside the thanks only praises. */
export const onlyPraises = ({ source: { text } }: Reading): boolean => PRAISE.test(text) && !BLAME.test(text);
