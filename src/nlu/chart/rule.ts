import type { SymbolName, Values } from './symbols.js';

type ValueOf<S extends string> = S extends `${infer Base}?`
  ? ValueOf<Base> | undefined
  : S extends `${infer A}|${infer B}`
    ? ValueOf<A> | ValueOf<B>
    : S extends SymbolName
      ? Values[S]
      : never;

type Args<P extends string> = P extends `${infer A} ${infer Rest}`
  ? [ValueOf<A>, ...Args<Rest>]
  : [ValueOf<P>];

/** A production: `elements` side by side make one node of `symbol`; null from `make` = does not apply. */
export type Rule = {
  name: string;
  symbol: SymbolName;
  elements: readonly SymbolName[];
  /** For each argument of `make` the index of its element, or -1 for an optional one left out. */
  arguments: readonly number[];
  make: (args: readonly unknown[]) => unknown;
  score: number;
};

/** One written rule; optional elements and alternatives make several productions of it. */
export type RuleFamily = readonly Rule[];

function expand(pattern: string): { elements: string[]; arguments: number[] }[] {
  let variants: { elements: string[]; arguments: number[] }[] = [{ elements: [], arguments: [] }];
  for (const token of pattern.split(' ')) {
    const optional = token.endsWith('?');
    const choices = (optional ? token.slice(0, -1) : token).split('|');
    variants = variants.flatMap((variant) => [
      ...choices.map((choice) => ({
        elements: [...variant.elements, choice],
        arguments: [...variant.arguments, variant.elements.length],
      })),
      ...(optional ? [{ elements: variant.elements, arguments: [...variant.arguments, -1] }] : []),
    ]);
  }
  return variants.filter((variant) => variant.elements.length > 0);
}

/**
 * Writes a grammar rule.
 *
 * @param pattern symbols separated by spaces; `a|b` = either, a trailing `?` = may be missing (undefined).
 * @param make value of the new node from the values of the elements, or null when the rule does not apply.
 * @param score preference among readings of the same words; 0 is normal.
 */
export function rule<S extends SymbolName, P extends string>(
  symbol: S,
  pattern: P,
  make: (...args: Args<P>) => Values[S] | null,
  score = 0,
): RuleFamily {
  return expand(pattern).map(({ elements, arguments: positions }) => ({
    name: `${symbol} = ${pattern}`,
    symbol,
    // The types of `rule` hold the pattern to SymbolName; a test walks all rules at run time too.
    elements: elements as SymbolName[],
    arguments: positions,
    make: (args) => make(...(args as Args<P>)),
    score,
  }));
}
