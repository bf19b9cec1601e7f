import { describe, expect, it } from 'vitest';
import { buildChart, type ChartNode, NODE_CAP, PHRASE_CAP, STEP_CAP } from '../../src/nlu/chart/chart.js';
import { createGrammar } from '../../src/nlu/chart/grammar.js';
import { type RuleFamily, rule } from '../../src/nlu/chart/rule.js';
import type { SymbolName } from '../../src/nlu/chart/symbols.js';
import { skipTable } from '../../src/nlu/text/pieces.js';

const word = (symbol: SymbolName, start: number, end: number): ChartNode => ({
  symbol,
  value: null,
  start,
  end,
  score: 0,
  how: 'exact',
  rule: 'word',
});

/** One-letter words of a symbol, a space apart. */
const words = (symbol: SymbolName, count: number): ChartNode[] =>
  Array.from({ length: count }, (_, i) => word(symbol, 2 * i, 2 * i + 1));

const chartOf = (rules: readonly RuleFamily[], lexical: readonly ChartNode[]) => {
  const length = Math.max(...lexical.map((node) => node.end));
  const text = Array.from({ length }, (_, i) => (i % 2 === 0 ? 'a' : ' ')).join('');
  return buildChart(createGrammar(rules), lexical, skipTable(text));
};

const spansOf = (nodes: readonly ChartNode[], symbol: SymbolName): string[] =>
  nodes.filter((node) => node.symbol === symbol).map((node) => `${node.start}-${node.end}`);

describe('the chart', () => {
  it('reads a phrase wherever its elements stand side by side', () => {
    const rules = [
      rule('in', 'a the of?', () => null),
      rule('num', 'a the of?', () => ({ value: 1, room: 1, digits: false })),
    ];
    const { nodes, full } = chartOf(rules, [word('a', 0, 1), word('the', 2, 3), word('of', 4, 5)]);
    expect(spansOf(nodes, 'num')).toEqual(['0-3', '0-5']);
    // A production without a value does not apply.
    expect(spansOf(nodes, 'in')).toEqual([]);
    expect(full).toBe(false);
  });

  it('applies rules that end alike in the order in which they were written', () => {
    const made = (value: number) => () => ({ value, room: 1, digits: false });
    const rules = [rule('num', 'the a', made(1)), rule('num', 'a', made(2)), rule('num', 'the a', made(3))];
    const { nodes } = chartOf(rules, [word('the', 0, 1), word('a', 2, 3)]);
    const values = nodes.flatMap((node) => (node.symbol === 'num' ? [node.value] : []));
    expect(values).toMatchObject([{ value: 1 }, { value: 2 }, { value: 3 }]);
  });
});

describe('hostile text', () => {
  /** Every stretch of words is a phrase, in as many ways as it can be cut. */
  const explosive = [
    rule('num', 'a', () => ({ value: 1, room: 1, digits: false })),
    rule('num', 'num num', () => ({ value: 1, room: 1, digits: false })),
    rule('num', 'num num num', () => ({ value: 1, room: 1, digits: false })),
    rule('num', 'num num num num', () => ({ value: 1, room: 1, digits: false })),
  ];

  it('is read in a bounded number of nodes and steps', () => {
    const { nodes, steps, full } = chartOf(explosive, words('a', 250));
    expect(full).toBe(true);
    expect(nodes.length).toBeLessThanOrEqual(NODE_CAP);
    expect(steps).toBeLessThanOrEqual(STEP_CAP + nodes.length);
  });

  it('is still read word by word after the cap', () => {
    const { nodes } = chartOf(explosive, words('a', 250));
    expect(nodes.length).toBeGreaterThanOrEqual(PHRASE_CAP);
    expect(spansOf(nodes, 'a')).toContain('498-499');
    expect(spansOf(nodes, 'num')).toContain('498-499');
  });
});
