import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';

/** A word of a language in a source file of the common grammar. */
export type Stray = { file: string; line: number; word: string };

/** How letters are written and read, which is no matter of words: single letters, and particles written onto words. */
const SCRIPTS = /^(?:text|chart)\//;
const LONGEST_PARTICLE = 3;
/** A shorter run of Latin letters in a pattern is a unit or a particle. */
const SHORTEST_WORD = 3;

/** Letters of a pattern without its own signs: escapes, classes of letters, names of groups. */
const lettersOf = (pattern: string): string =>
  pattern.replace(/\/[a-z]*$/, '').replace(/\\[pP]\{[^}]*\}|\\[a-zA-Z]|\(\?<[a-z]+>|\[[^\]]*\]/g, ' ');

const arabicWords = (text: string, longest: number): string[] =>
  (text.match(/(?:(?=\p{L})\p{Script=Arabic})+/gu) ?? []).filter((word) => [...word].length > longest);

const latinWords = (text: string): string[] => text.match(new RegExp(`[a-z]{${SHORTEST_WORD},}`, 'g')) ?? [];

/** A text that says to developers why a rule holds, with examples. */
const isReason = ({ parent }: ts.Node): boolean =>
  ts.isPropertyAssignment(parent) && parent.name.getText() === 'because';

/** A word that a piece of the message is compared with: `piece.text === 'to'`. The text of a number `n` is a kind of it. */
const isCompared = ({ parent }: ts.Node): boolean =>
  ts.isBinaryExpression(parent) &&
  /===|!==/.test(parent.operatorToken.getText()) &&
  /(?<!^n)(?:^|\.)(?:text|word)$/.test(parent.left.getText());

/** Words that a node has in a pattern, in Arabic letters, or in a comparison with a piece of the message. */
function wordsOf(node: ts.Node, longest: number): string[] {
  if (ts.isRegularExpressionLiteral(node)) {
    const letters = lettersOf(node.text);
    return [...arabicWords(letters, longest), ...latinWords(letters)];
  }
  if (!ts.isStringLiteralLike(node) && !ts.isTemplateHead(node) && !ts.isTemplateMiddleOrTemplateTail(node))
    return [];
  if (isReason(node)) return [];
  return [...arabicWords(node.text, longest), ...(isCompared(node) ? latinWords(node.text) : [])];
}

/** Words of a language in one file, whose path is given below the room. */
export function strayWords(file: string, text: string): Stray[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const longest = SCRIPTS.test(file) ? LONGEST_PARTICLE : 1;
  const found: Stray[] = [];
  const visit = (node: ts.Node): void => {
    const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
    found.push(...wordsOf(node, longest).map((word) => ({ file, line, word })));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** The same of every source file below a folder but for those of the languages themselves. */
export function strayWordsBelow(folder: string, languages: readonly string[]): Stray[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !languages.some((tag) => file.startsWith(`${tag}/`)))
    .flatMap((file) =>
      strayWords(relative(folder, join(folder, file)), readFileSync(join(folder, file), 'utf8')),
    );
}
