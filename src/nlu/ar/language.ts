import type { Lexeme } from '../chart/lexicon.js';
import type { SymbolName } from '../chart/symbols.js';
import type { Language } from '../language.js';
import { arabiziWords } from './arabizi.js';
import { intentWords, slotWords } from './intents.js';
import { numberWords } from './numbers.js';
import { offenceWords } from './offences.js';
import { timeRules } from './rules-time.js';
import { timeWords } from './time.js';
import { fillers, ordinary, outside } from './words.js';

const markers = (...symbols: SymbolName[]): Lexeme[] =>
  symbols.map((symbol) => ({ symbol, value: null, score: 0 }));

const AND = markers('and');
const IN = markers('in', 'at', 'of', 'on', 'by');
const TO = markers('to', 'for', 'of');

export const arabic: Language = {
  tag: 'ar',
  words: [...numberWords, ...timeWords, ...intentWords, ...slotWords, ...arabiziWords],
  rules: timeRules,
  offences: offenceWords,
  homographs: {
    weak: [
      'بيان',
      'مشرف',
      'الشعب',
      'القصر',
      'الصديق',
      'هدية',
      'الري',
      'كبد',
      'الشهداء',
      'العيون',
      'النهضة',
      'المطار',
      'الروضة',
      'النزهة',
      'الدوحة',
      'الواحة',
      'النسيم',
      'الرقة',
      'العدان',
      'البدع',
      'حطين',
      'حولي',
      'سلوى',
      'العاصمة',
      'الفردوس',
      'الأندلس',
      'بر',
      'الزهراء',
      'الرحاب',
      'القصور',
      'عاصمة',
      'الضاحية',
      'النعيم',
      'كبر',
      'الرابية',
    ],
    bound: [
      'الظهر',
      'شرق',
      'السلام',
      'الرابع',
      'الأبراج',
      'الولادة',
      'سكراب',
      'الولاده',
      'كبر',
      'بر',
      'البر',
      'ديرة',
      'ضاحية',
      'المطلع',
      'وسطى',
      'مسكان',
      'الوجهة',
      '360',
      'الجزر',
      'قصر',
      'صديق',
      'شعب',
      'ظهر',
      'دوحة',
      'روضة',
      'نزهة',
      'نهضة',
      'واحة',
      'عيون',
      'رقة',
      'سلام',
      'المركز',
      'شرج',
      'قبلة',
    ],
  },
  fillers,
  outside,
  ordinary,
  prefixes: {
    و: AND,
    ف: AND,
    ب: IN,
    ل: TO,
    ك: markers('of'),
    ع: markers('in', 'on'),
    ه: markers('this'),
    ش: [],
  },
  latinPrefixes: [
    { spelling: 'wel', lexemes: AND },
    { spelling: 'wil', lexemes: AND },
    { spelling: 'bel', lexemes: IN },
    { spelling: 'bil', lexemes: IN },
    { spelling: 'bal', lexemes: IN },
    { spelling: 'fel', lexemes: IN },
    { spelling: 'fil', lexemes: IN },
    { spelling: 'lel', lexemes: TO },
    { spelling: 'hal', lexemes: markers('this') },
    { spelling: 'hel', lexemes: markers('this') },
    { spelling: 'el', lexemes: [] },
    { spelling: 'al', lexemes: [] },
    { spelling: 'il', lexemes: [] },
    { spelling: 'b', lexemes: IN },
    { spelling: 'w', lexemes: AND },
    { spelling: 'l', lexemes: TO },
  ],
  replyWords: {
    yes: 'نعم|اي|إي|ايه|ايوه|اي نعم|أكيد|تمام|موافق|صح|صحيح|أكد|اوكي|اوك|ee|eeh|aywa|akeed|tamam',
    no: 'لا|لأ|مو|خلاص|بطلت|لا شكرا|غلط|مو صح|لا تسوي|laa|la|mo',
    more: 'المزيد|مزيد|زيد|زيدني|زيدنا|زيادة|كمل|كملي|التالي|الباقي|ورني الباقي|ورني زيادة|اعرض المزيد|وبعد|zeed|zeedni|el mazeed|almazeed|kamel',
    shorter: 'مختصر|اختصر|باختصار|بالمختصر|اختصار|اختصرها|اقصر|بشكل مختصر|mokhtasar|ekhteser',
    explain:
      'ليش|ليش جذي|ليه|لماذا|لم|اشرح|اشرح لي|وضح|شنو فهمت|شلون فهمت|شلون فهمتها|كيف فهمت|ماذا فهمت|كيف عرفت|شلون عرفت|من وين هالرقم|laish|leish|lesh|lech',
  },
};
