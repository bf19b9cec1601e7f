/** Arabic-Indic and Persian digits as 0-9. */
export function latinDigits(text: string): string {
  return text.replace(/[٠-٩۰-۹]/g, (digit) => String((digit.codePointAt(0) ?? 0) & 15));
}

/** Twelve digits, the first of which tells the century of birth. */
const CIVIL_ID = /(?<!\d)[123](?:[ -]?\d){11}(?!\d)/;
/** Eight digits as Kuwait's numbers begin, with or without the country's code. */
const PHONE = /(?<!\d)(?:(?:\+|00)?965[ -]?)?[24569]\d{3}[ -]?\d{4}(?!\d)/;
/** "12-34567"; "12/2026" is a month. */
const PLATE = /(?<![\d/-])\d{1,2} ?[/-] ?(?!(?:19|20)\d\d(?!\d))\d{3,5}(?![\d/-])/;
/** A number that is called a plate. */
const CALLED_PLATE = /(?:\bplates?\b|\breg(?:istration)?\b|لوح[ةه]|رقم السيار[ةه])\D{0,12}\d{2,}/iu;

/**
 * True when a text holds what tells one person from all others: a civil id, a phone number or a number plate. The bot
 * is about places; such a text travels to no other phone.
 */
export function singlesOutAPerson(text: string): boolean {
  const latin = latinDigits(text);
  return [CIVIL_ID, PHONE, PLATE, CALLED_PLATE].some((shape) => shape.test(latin));
}
