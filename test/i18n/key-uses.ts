import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { projectRoot } from '../../src/root.js';

/** A string of the code that is, or may be, the key of a text. Holes of a template stand for anything. */
export type KeyUse = { path: string; key: string; matches(key: string): boolean };

/** A place that asks for a text: the values it hands over (null when they are not written out there) and a number? */
export type TextCall = KeyUse & { values: readonly string[] | null; counted: boolean };

const ASKS = new Set(['text', 'say', 'write', 'fill', 'lookUp']);
const KEY_SHAPE = /^[a-z]\w*(\.[\w]+)+$/;

/** Every TypeScript file under `src`, parsed; `fileName` is relative to `src`. */
export function sources(): ts.SourceFile[] {
  const folder = join(projectRoot(), 'src');
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  return names.map((name) =>
    ts.createSourceFile(name, readFileSync(join(folder, name), 'utf8'), ts.ScriptTarget.ESNext, true),
  );
}

/** Wherever the code has a string that may be a key: what none of these names is dead. */
export function mentionedKeys(files: readonly ts.SourceFile[]): KeyUse[] {
  return files.flatMap((file) => nodesOf(file).flatMap((node) => keyUse(file, node) ?? []));
}

/** Where the code certainly asks for a text. A key chosen by a condition counts once for each branch. */
export function textCalls(files: readonly ts.SourceFile[]): TextCall[] {
  return files.flatMap((file) =>
    nodesOf(file).flatMap((node) => {
      if (!ts.isCallExpression(node) || !ASKS.has(calledName(node.expression))) return [];
      const [first, second, third] = node.arguments;
      const uses =
        first === undefined ? [] : branchesOf(first).flatMap((branch) => keyUse(file, branch) ?? []);
      return uses.map((use) => ({ ...use, values: namesOf(second), counted: third !== undefined }));
    }),
  );
}

/** Strings and templates that hold a word of two letters or more in the given script. */
export function literalsIn(file: ts.SourceFile, script: RegExp): string[] {
  return nodesOf(file)
    .filter((node) => ts.isStringLiteralLike(node) || ts.isTemplateExpression(node))
    .map((node) => node.getText(file))
    .filter((literal) => script.test(literal));
}

function nodesOf(file: ts.SourceFile): ts.Node[] {
  const found: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function calledName(expression: ts.Expression): string {
  if (ts.isPropertyAccessExpression(expression)) return expression.name.text;
  return ts.isIdentifier(expression) ? expression.text : '';
}

function branchesOf(node: ts.Expression): ts.Expression[] {
  if (ts.isParenthesizedExpression(node)) return branchesOf(node.expression);
  if (ts.isConditionalExpression(node)) return [...branchesOf(node.whenTrue), ...branchesOf(node.whenFalse)];
  return [node];
}

/** Names of the values written out in a call; none when there is no argument, null when they come from elsewhere. */
function namesOf(values: ts.Expression | undefined): string[] | null {
  if (values === undefined) return [];
  if (!ts.isObjectLiteralExpression(values) || values.properties.some(ts.isSpreadAssignment)) return null;
  return values.properties.map((property) => property.name?.getText() ?? '');
}

function keyUse(file: ts.SourceFile, node: ts.Node): KeyUse | null {
  const pieces = piecesOf(node);
  if (pieces === null || !KEY_SHAPE.test(pieces.join('x'))) return null;
  const whole = new RegExp(`^${pieces.map((piece) => piece.replaceAll('.', '\\.')).join('[\\w.]+')}$`);
  return { path: file.fileName, key: pieces.join('*'), matches: (candidate) => whole.test(candidate) };
}

function piecesOf(node: ts.Node): string[] | null {
  if (ts.isStringLiteralLike(node)) return [node.text];
  // A template that begins with a hole says nothing about the key that it means.
  if (!ts.isTemplateExpression(node) || node.head.text === '') return null;
  return [node.head.text, ...node.templateSpans.map((span) => span.literal.text)];
}
