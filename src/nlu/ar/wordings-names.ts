import type { NameWordings } from '../wording.js';

export const nameWordings: Partial<NameWordings> = {
  joinedAnd: /^و(?!ليد|[اآ][ئي]ل|ضاح|سيم|جدي|جدان|سام|سمي|هب|فاء|داد|رد|حيد|صفي|عد)(?=\p{L}{3})/u,
  lonePerson: /^\P{L}*و(\p{L}{3,})\P{L}*$/u,
  workWord:
    /^(?:b?dawre\w*|وب?دوري.*|[بل]?(?:ال)?(?:دوري|تفتيش|حراس|معاين|متابع|تحقيق|جول|مراقب|تامين|رصد|نقط).*|احد|واحد|يروح|يمر|يشوف)$/u,
  taskQuality:
    /^(?:(?:ال)?(?:جديده?|يديده?|عاجله?|مستعجله?|ضروري[هة]?|سريعه?|مهمه|ثانيه|هام[هة]|طارئ[هة]?|اضافيه)|ل|حق|le|lil|lel|7ag|hag)$/u,
  busyWith:
    /(?:^|\s)(?:التي|اللي|الي|شنو|ماذا|ايش) (?:انجز|خلص|كمل|اكمل|سوي|سوا|انهي|اتم|رفض|قبل|استلم|باشر|بدا)(?:ها|هم|ه)? (\p{L}+(?: \p{L}+)?)\P{L}*$/u,
  kunya: /^(?:بو|ابو|bu|abu|bo)$/u,
  sonOf: /^(?:بن|ابن|bin|ibn)$/u,
  anotherVerb: /^و(?:ي(?!وسف|اسر|اسين|عقوب|حي|زيد|زن)|ت(?!ركي))\p{L}+$/u,
  joinedName: /^و(?!ال)\p{L}{3,}$/u,
  startsPart: /^(?:[بل]\p{L}{2,}|في|الي|علي|عند|يروح\p{L}*|يمر\p{L}*|يفتش\p{L}*|يراقب\p{L}*)$/u,
  looseArticle: /^[aei]l$/u,
  nameJoint: /^(?:bin|ibn|al|el|abu|abdul|bu|بن|ابن|ابو|بو|ال\p{L}+|عبد)$/u,
  gluedTo: /^ل(?!ط)\p{L}{3,}/u,
  handedTo: /^ل\p{L}{2,}$/u,
  heldByNext: /^(?:علي|لدي|عند|3ala|3end|3and|3nd)$/u,
  prepositionOrName: /^علي$/u,
  and: /^و(?=\p{L}{3})/u,
};
