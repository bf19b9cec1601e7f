import type { NameWordings } from '../wording.js';

export const nameWordings: Partial<NameWordings> = {
  handsOn:
    /^\W*(?:(?:please|pls|ok|and|can you|could you|i want|id like) )*(?:let|have|get|make|ask|tell) (\p{L}+(?: \p{L}+){0,2}?) (?:to )?(?:take|do|handle|cover|deal with|pick up|work on|take over|take care of) (?:task |number |no |#)*\d+\W*$|^\W*(?:task |number |no |#)*\d+ (?:goes|should go|is|will be|to be given|to be assigned) (?:to|for) (\p{L}+(?: \p{L}+){0,2})\W*$/u,
  workWord:
    /^(?:patrol\w*|foot|mobile|static|joint|check\w*|inspect\w*|guard|cover|monitor|watch|follow|go|visit|investigate|respond|stop|secure|search|escort|someone|somebody|anyone|units?|cars?|vehicles?|officers?|backup|help)$/u,
  neverName: /^(?:a|an|the|any|some|one|more|another|my|our|all)$/u,
  taskQuality: /^(?:new|urgent|quick)$/u,
  busyWith:
    /^\W*(?:(?:show|list|pull up|pull|give|get|see|display|find|let|me|us|please|can you|up|and) )*(?:what|everything|anything|whatever|all that|the ones|the tasks|the jobs|all tasks|tasks|jobs) (\p{L}+(?: \p{L}+){0,2}?) (?:has |have |had |s |is |was )?(?:already |still |not yet |ever )?(?:declined|refused|rejected|turned down|finished|completed|done|closed|accepted|started|working on|left to do)\b|^\W*(?:(?:show|list|pull up|give|get|see|me|us|please|can you|and) )*(?:what|everything|anything|whatever) (\p{L}+(?: \p{L}+){0,2}?) (?:still )?(?:has|have|got|has got) (?:still )?(?:open|pending|left|outstanding|overdue|in progress|to do)\b|^\W*(?:and |so )?(?:has|does|did) (\p{L}+(?: \p{L}+){0,2}?) (?:got|have|get) (?:any|some|many|more|a lot of)(?: \p{L}+){0,2} (?:tasks?|jobs?|assignments?|work|duties)\b|^\W*(?:and )?what(?:s| is| has| does| did) (\p{L}+(?: \p{L}+){0,2}?) (?:currently |now |still |got )?(?:working on|busy with|assigned(?: to)?|got on(?: \p{L}+ (?:list|plate))?|got to do|have on|have to do|have to finish|on with)\b/u,
  nobody:
    /\b(?:it|this|that|there|i|we|you|he|she|they|one|the|a|an|everyone|everybody|anyone|bot|team|happening|going|been|being|my|our|your)\b/u,
  toWork: /^to$/u,
  orderedWork:
    /^(?:patrol|inspect|check|guard|cover|monitor|watch|visit|investigate|respond|attend|secure|search|escort|follow|go|stop|handle|lead|run|conduct|do|make|supervise|coordinate|meet|assist|support|collect|review|prepare|be|move|deploy|return|interview|question|relocate|look|take|sweep|survey|stay|report|set|man|close|clear)$/u,
  wishing: /^(?:i|we|id|need|needs|want|would|like|let|can|could|please|pls|kindly|ok|and|also|now)$/u,
  calling: /^(?:please|pls|plz|kindly|can|could|will|would|you|must|should|shall|to|needs|now)$/u,
  plainOrder:
    /^(?:patrol|inspect|check|guard|cover|monitor|watch|visit|investigate|attend|secure|search|go|head|proceed|deploy|sweep)$/u,
  noOrder:
    /\b(?:was|were|is|are|has|have|had|got|did|does|do|never|not|no|dont|doesnt|didnt|cant|cannot|wont|isnt|wasnt|yesterday|ago|earlier|last (?:night|week|month|year|\p{L}+day)|robbed|attacked|stolen|injured|killed|shot|stabbed|beaten)\b/u,
  noName:
    /^(?:security|officers?|robbers?|burglars?|thief|thieves|police|policem[ae]n|m[ae]n|gangs?|suspects?|people|guards?|units?|patrols?|teams?|drivers?|cars?|they|he|she|we|you|it|who|criminals?|residents?|neighbou?rs?|boys?|youths?|school|bank|shop|mall|night|day)$/u,
  anotherVerb:
    /^(?:drive|walk|talk|speak|send|bring|write|call|park|wait|stand|ask|tell|use|keep|get|put|give|drop|pick|start|finish|come|join|turn|note|record|then|also)$/u,
  owner: /(?:^|\s)(\p{L}{3,})['’]s?\s+(?:\p{L}+\s+){0,2}(?:tasks?|jobs?|assignments?)\b/u,
};
