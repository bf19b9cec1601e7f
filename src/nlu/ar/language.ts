import type { LatinPrefix } from '../chart/lattice.js';
import type { Lexeme } from '../chart/lexicon.js';
import type { SymbolName } from '../chart/symbols.js';
import type { Language } from '../language.js';
import { actWords } from './acts.js';
import { arabiziWords } from './arabizi.js';
import { danger } from './danger.js';
import { followUpWords } from './follow-ups.js';
import { numberWords } from './numbers.js';
import { offenceWords } from './offences.js';
import { questionWords } from './questions.js';
import { timeRules } from './rules-time.js';
import { serviceWords } from './service.js';
import { slotWords } from './slot-words.js';
import { timeWords } from './time.js';
import { actWordings } from './wordings-acts.js';
import { feedbackWordings } from './wordings-feedback.js';
import { nameWordings } from './wordings-names.js';
import { questionWordings } from './wordings-questions.js';
import { talkWordings } from './wordings-talk.js';
import { fillers, ordinary, outside } from './words.js';

const markers = (...symbols: SymbolName[]): Lexeme[] =>
  symbols.map((symbol) => ({ symbol, value: null, score: 0 }));

const AND = markers('and');
const IN = markers('in', 'at', 'of', 'on', 'by');
const TO = markers('to', 'for', 'of');

/** How particles are spelt in Latin letters; «ال» means nothing by itself. */
const LATIN_PARTICLES: readonly { spellings: readonly string[]; lexemes: readonly Lexeme[] }[] = [
  {
    spellings: ['b', 'bi', 'be', 'bel', 'bil', 'bal', 'bl', 'f', 'fi', 'fel', 'fil', 'fal', 'fl'],
    lexemes: IN,
  },
  { spellings: ['l', 'li', 'lel', 'lil', 'lal', 'll'], lexemes: TO },
  { spellings: ['3al', '3a'], lexemes: markers('in', 'on') },
  { spellings: ['hal', 'hel', 'hash', 'has'], lexemes: markers('this') },
  { spellings: ['el', 'al', 'il'], lexemes: [] },
];

const LATIN_AND = ['w', 'wa', 'wi', 'u'];

/** Longest first, so that "bel" is not read as "b" and a word that begins with "el". */
const latinPrefixes: readonly LatinPrefix[] = [
  ...LATIN_AND.map((spelling) => ({
    spelling,
    prefixes: [{ letters: spelling.length, lexemes: AND }],
  })),
  ...LATIN_PARTICLES.flatMap(({ spellings, lexemes }) =>
    spellings.flatMap((spelling) => {
      const own = lexemes.length > 0 ? [{ letters: spelling.length, lexemes }] : [];
      const joined = LATIN_AND.map((and) => ({
        spelling: `${and}${spelling}`,
        prefixes: [{ letters: and.length, lexemes: AND }, ...own],
      }));
      return [{ spelling, prefixes: own }, ...joined];
    }),
  ),
].sort((a, b) => b.spelling.length - a.spelling.length);

export const arabic: Language = {
  tag: 'ar',
  words: [
    ...numberWords,
    ...timeWords,
    ...questionWords,
    ...actWords,
    ...serviceWords,
    ...slotWords,
    ...followUpWords,
    ...arabiziWords,
  ],
  rules: timeRules,
  offences: offenceWords,
  governorateNouns: ['محافظ'],
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
  inserted: ['اصلا', 'فعلا', 'بالضبط', 'تحديدا', 'يعني', 'عاد', 'تري', 'حاليا'],
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
  latinPrefixes,
  latinWords: {
    q: 'ق',
    bot: 'البوت',
    wella: 'ولا',
    wala: 'ولا',
    wla: 'ولا',
    willa: 'ولا',
    walla: 'ولا',
    le: 'الي',
    ila: 'الي',
    ela: 'الي',
    lain: 'لين',
    leen: 'لين',
    meta: 'متي',
    mata: 'متي',
    laish: 'ليش',
    lesh: 'ليش',
    leish: 'ليش',
    maku: 'ماكو',
    mako: 'ماكو',
    al7een: 'الحين',
    el7een: 'الحين',
    l7een: 'الحين',
    azwad: 'ازود',
    w: 'و',
    we: 'و',
    shno: 'شنو',
    shino: 'شنو',
    shinu: 'شنو',
    shnu: 'شنو',
    wain: 'وين',
    wayn: 'وين',
    wein: 'وين',
    ween: 'وين',
    wen: 'وين',
    shlon: 'شلون',
    shloon: 'شلون',
    mino: 'منو',
    minu: 'منو',
    mno: 'منو',
    kam: 'كم',
    garen: 'قارن',
    qaren: 'قارن',
    garin: 'قارن',
    qarin: 'قارن',
    '8arin': 'قارن',
    '8aren': 'قارن',
    tsajal: 'تسجل',
    tsajjal: 'تسجل',
    chem: 'جم',
    akthar: 'اكثر',
    akther: 'اكثر',
    ma: 'ما',
    mo: 'مو',
    la: 'لا',
    ana: 'انا',
    kel: 'كل',
    kil: 'كل',
    kul: 'كل',
    min: 'من',
    men: 'من',
    fee: 'في',
    feeh: 'فيه',
    fi: 'في',
    fe: 'في',
    aku: 'اكو',
    ako: 'اكو',
    shay: 'شي',
    shi: 'شي',
    shy: 'شي',
    elli: 'اللي',
    elly: 'اللي',
    eli: 'اللي',
    illy: 'اللي',
    ely: 'اللي',
    illi: 'اللي',
    abi: 'ابي',
    aby: 'ابي',
    abgha: 'ابغي',
    a5er: 'اخر',
    akher: 'اخر',
    akhir: 'اخر',
    ay: 'اي',
    ayy: 'اي',
    hal: 'هل',
    '7ag': 'حق',
    hag: 'حق',
    '3an': 'عن',
    lee: 'لي',
    '3ala': 'علي',
    '3alay': 'علي',
    '3alayy': 'علي',
    '3lay': 'علي',
    '3alaya': 'علي',
    ra7: 'راح',
    bas: 'بس',
    ams: 'امس',
    '3ogob': 'عقب',
    '3ugub': 'عقب',
    ba3ad: 'بعد',
    gabel: 'قبل',
  },
  danger,
  carrierWords: {
    stop: 'قف|توقف|ايقاف|الغاءالاشتراك',
    start: 'ابدا|ابدء|استئناف',
    help: 'مساعده',
  },
  wordings: {
    latinSign:
      /\b(?:shno|shino|shnu|shlon|wain|wayn|ween|wein|laish|lesh|leish|maku|aku|elli|illi|akthar|mino|meno|minu|chem|kam|shkether|ams|bacher|bel|fel|bil|fil|hal|elyom|warni|abi)\b|\b(?:el|il) [a-z]{3}|\bsh(?:[fgtk][a-z]|s[aeo])|[a-z][2356789][a-z]|(?:^|[^a-z\d])[23567](?!(?:am|pm|th|nd|rd|km|kms|hr|hrs|min|mins|day|days|mtr|wks|weeks)(?![a-z\d]))[a-z]{2}|(?<![a-z])(?!(?:top|last|past|next|first|block|blk|tasks?|alerts?|jobs?|num)\d)[a-z]{2,}[2367](?:[^a-z\d]|$)|\bel[a-z]+(?:at|een|eya|iya)\b/,
    ...actWordings,
    ...questionWordings,
    ...feedbackWordings,
    ...talkWordings,
    ...nameWordings,
  },
  surelyTraces:
    /(?:ما|لم)\s+(?:وصل|يوصل|توصل|تصل|يصل|استلم|يستلم|تستلم)\S*(?:\s.*)?(?:رسال|رساي|تنبيه|مهم[ةه]|موجز|إشعار|اشعار|انذار|إنذار)/u,
  traceQuestions: [
    /^(?:ليش|ليه|لماذا|شمعنى)\s+(\S+(?:\s+\S+){0,2})\s+(?:ما|لم)\s+(?:وصل(?:ه|ها|هم|ته|تها|تهم)|[يت](?:وصل|صل)(?:ه|ها|هم)|استلم(?:ت|وا|ها)?|[يت]ستلم(?:ها)?)(?:\s.*)?$/u,
    /^(?:ليش|ليه|لماذا|هل|شمعنى)\s+(?:(?:ما|لم)\s+)?(?:وصل|وصلت|تصل|يصل|توصل|يوصل)\s+(?:(?:ال\S+)\s+)?(?:(?:الى|إلى|حق)\s+|ل)?(.+)$/u,
    /^(?:ليش|ليه|لماذا|هل|شمعنى)\s+(?:(?:ما|لم)\s+)?(?:استلم|استلمت|يستلم|تستلم)\s+(.+?)(?:\s+(?:ال\S+|رسالتي))?$/u,
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
