import { type Entry, inTurn, marker } from '../chart/lexicon.js';
import { cue } from './cue.js';

const written = (verbs: string, objects: string): string =>
  verbs
    .split('|')
    .flatMap((verb) => objects.split('|').map((object) => `${verb}${object}`))
    .join('|');

/** «ها، هم، ه» written onto a verb: what was asked about before. */
const THEM = 'ها|هم|ه';
/** The same as a word of its own: «عطني اياها». */
const THEM_APART = 'اياها|ياها|اياهم|ياهم|اياه|ياه|هي|نفسها|نفسهم|نفسه';

const WANTING = 'ابي|ابغي|ابغى|نبي|نبغي|اريد|نريد|بغيت|ودي';
const GIVING =
  'عطني|اعطني|اعطنا|عطنا|عطوني|هات|هات لي|سو|سوي|سو لي|سوي لي|سولي|سوولي|طلع|طلع لي|طلعلي|جيب|جيب لي|جب لي|ورني|ورنا|وريني|اعرض|اعرض لي|خل|خلي|خلنا على|كرر|كرر لي|اعد|اعد لي|عيد|عيد لي';
const MAKING = 'خل|خلي|خلو|سو|سوي|حط|صير|اجعل|خلن|سون';
const ANSWER =
  'الشي|الشيء|القائمة|اللستة|الجدول|السؤال|الطلب|الكلام|السالفة|التقرير|الخريطة|التوزيع|التقسيم|التوقع|المقارنة|الترتيب|الاستعلام|البحث|الحسبة|الحساب|العرض|النتيجة|الأمر|الموضوع';
const RESIZING = 'وسع|كبر|طول|زود|صغر|قصر|قلل|اختصر|مدد|زيد|نزل|رفع|ارفع|خفض|نقص|كمل|حول|غير|بدل|عدل|خل|خلي';
const LIST = 'القائمة|اللستة|العدد|الجدول|الرقم|الحد|النتائج|الترتيب|المدة|الفترة|النطاق|الدائرة|التاريخ';

const HANDING = 'عط|اعط|سلم|حول|سند|اسند|كلف|وكل|خل|خلي|ود|طرش|دز|نسب|انقل|حط';
const WORSE_OR_BETTER = 'أحسن|أفضل|أسوأ|أردى|أخس|أكثر|أقل|أزود|أعلى|أهدى|أخف|أزيد|أخطر';

const CONCENTRATED = inTurn(
  '|طلع|ورني|قولي|وريني|أبي أعرف|ابي اعرف|و',
  'وين|أين|فين|بأي مكان|في أي مكان|بأي نقطة',
  '|قاعد|قاعدة|قاعدين|كانوا|كانت|أكثر شي|أكثر|هم|صايرين',
  'تتركز|يتركز|يتركزون|متركزين|متركزة|متركز|متمركزة|متمركزين|مركزة|مركزين|تتجمع|يتجمعون|متجمعين|متجمعة|متكدسين|متكدسة|متواجدين|متكررة|متكررين|يكثرون|تكثر',
);

/** Words by which a message goes on from the one before it. What they mean is said in `dialogue/`. */
export const followUpWords: readonly Entry[] = [
  cue('goesOn', written(WANTING, THEM)),
  cue('goesOn', inTurn(`${WANTING}|${GIVING}`, THEM_APART), 0.3),
  cue('show', inTurn('ورني|ورنا|وريني|اعرض|اعرض لي|طلع|طلع لي|طلعلي|جيب|جيب لي|هات|هات لي', THEM_APART), 0.3),
  cue('goesOn', written(`${MAKING}|${RESIZING}|كثر`, THEM)),
  cue(
    'goesOn',
    inTurn(
      `|${WANTING}|${GIVING}`,
      `نفس {${ANSWER.replaceAll('|', ',')}}|نفسها|نفسه|نفسهم|مثلها|مثله|مثلهم|زيها|زيهم`,
    ),
    0.3,
  ),
  cue('goesOn', inTurn(RESIZING, LIST, '|الى|إلى|لين|لحد|لي'), 0.3),
  cue(
    'goesOn',
    'مثل {اللي,الي} {قبل,قبله,قبلها,طاف,فات}|كما سبق|على نفس المنوال|بنفس الطريقة|بنفس الشكل|بنفس الفترة|لنفس الفترة|لنفس المدة',
    0.3,
  ),
  cue(
    'goesOn',
    '{خلنا,خلونا,خليني,خلني,خل} {نشوف,أشوف,نطالع,ناخذ,نشيك,نقول,نسوي,نرجع}|خلنا|خلونا|وياهم|وياها|معاهم|معهم|معاها|معها',
  ),
  cue(
    'adds',
    '{وياهم,وياها,معاهم,معهم,معاها,معها}|{دخل,ادخل,دخلي,ضيف,أضف,اضيف,ضيفي,زيد,حط,حطي,ضم,ضمي,الحق,خذ} {,لي,لنا} {وياهم,وياها,معاهم,معهم,معاها,معها,عليهم,عليها,للمقارنة,بالمقارنة,للقائمة}',
  ),
  marker('assignVerb', written(HANDING, THEM)),
  cue('goesOn', written(HANDING, THEM)),
  // «هالأسبوع أحسن من اللي طاف؟»: the unit before the one that is named.
  marker('assignVerb', written(HANDING, THEM)),
  cue('goesOn', written(HANDING, THEM)),
  // «هالأسبوع أحسن من اللي طاف؟»: the unit before the one that is named.
  cue(
    'unitBefore',
    inTurn(
      `|${WORSE_OR_BETTER}`,
      'من|عن|مع|مقابل|ولا|ب|والا|لو',
      'اللي|الي|الذي|التي',
      'طاف|طافت|فات|فاتت|راح|راحت|قبله|قبلها|قبل|سبقه|سبقها|مضى|مضت',
    ),
    0.3,
  ),
  cue(
    'unitBefore',
    inTurn(
      `|${WORSE_OR_BETTER}`,
      'من|عن|مع|مقابل|ولا|والا',
      'الماضي|الماضية|السابق|السابقة|الفائت|الفائتة|سابقه|سابقتها',
    ),
    0.3,
  ),
  cue('adds', 'دخل|ادخل|دخلي|ضيف|أضف|ضيفي|اضيف|ضم|ضمي|الحق'),
  // «وين متركزين»: the verb has its subject in the question before.
  cue('goesOn', CONCENTRATED, 0.3),
  cue('hotspot', CONCENTRATED, 0.3),
  cue(
    'compare',
    inTurn(
      `${written('حط|خل|قارن|قابل|قيس|وازن|شوف', THEM)}|وازن|قابل`,
      '|لي',
      'جدام|قدام|مقابل|قبال|مجابل|ضد|مع|ويا|جنب|ب|بال',
    ),
    0.3,
  ),
  // A slip that is put right in the same breath; by itself it asks to take the last step back.
  cue(
    'correction',
    '{لا,أوه,اوه,اوف,لالا,} {غلطت,غلطان,غلطانة,بالغلط,بالخطأ,خطأ,غلط,اخطأت,أخطأت,السموحة,المعذرة,سامحني,نسيت,تذكرت}',
  ),
];
