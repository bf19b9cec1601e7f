/** A piece of markup that is safe as it is. */
export type Html = { readonly markup: string };

type Piece = string | number | Html | readonly Html[] | null | false;

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function markupOf(piece: Piece): string {
  if (piece === null || piece === false) return '';
  if (typeof piece === 'string') return piece.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '');
  if (typeof piece === 'number') return String(piece);
  return 'markup' in piece ? piece.markup : piece.map((part) => part.markup).join('');
}

/** Markup with values put in, escaped for text and for quoted attributes. Only what this made goes in as it is. */
export function html(strings: TemplateStringsArray, ...pieces: Piece[]): Html {
  const markup = strings.map((text, i) => text + (i < pieces.length ? markupOf(pieces[i] ?? null) : ''));
  return { markup: markup.join('') };
}
