/** Ways in which people, keyboards and channels spell one message; none may change what it means. */
export const SPELLINGS: readonly { name: string; write: (text: string) => string }[] = [
  {
    name: 'Arabic-Indic digits',
    write: (text) => text.replace(/\d/g, (digit) => '٠١٢٣٤٥٦٧٨٩'[Number(digit)] ?? digit),
  },
  {
    name: 'Persian digits',
    write: (text) => text.replace(/\d/g, (digit) => '۰۱۲۳۴۵۶۷۸۹'[Number(digit)] ?? digit),
  },
  { name: 'no hamza', write: (text) => text.replace(/[أإآ]/g, 'ا') },
  { name: 'ha for ta marbuta', write: (text) => text.replace(/ة/g, 'ه') },
  { name: 'ya for alif maqsura', write: (text) => text.replace(/ى/g, 'ي') },
  { name: 'tatweel', write: (text) => text.replace(/([بتسشملنه])(?=[ا-ي])/g, '$1ـ') },
  { name: 'vowel marks', write: (text) => text.replace(/([بتسشملن])(?=[ا-ي])/g, '$1\u064e') },
  { name: 'bidi marks', write: (text) => `\u200f${text.replace(/ /g, ' \u200e')}\u202c` },
  { name: 'upper case', write: (text) => text.toUpperCase() },
  { name: 'lower case', write: (text) => text.toLowerCase() },
  { name: 'many spaces', write: (text) => `  ${text.replace(/ /g, '   ')} ` },
  { name: 'an emoji', write: (text) => `${text} 🙏🏽` },
  { name: 'a full stop', write: (text) => `${text}.` },
  { name: 'question marks', write: (text) => `${text}؟؟` },
  { name: 'no-break spaces', write: (text) => text.replace(/ /g, '\u00a0') },
];
