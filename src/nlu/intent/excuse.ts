import type { ChartNode } from '../chart/chart.js';
import type { Evidence } from './evidence.js';

/** "Can't do 12, my car broke down": the number right after the refusal is the task, and the rest says why. */
export const excused = ({ opening, reading: { nodes, source, wording } }: Evidence): boolean =>
  opening.has('decline') &&
  nodes.some(
    (node) =>
      node.symbol === 'num' &&
      (node as ChartNode<'num'>).value.digits &&
      wording('reasonNext').test(source.text.slice(node.end)) &&
      nodes.some(
        ({ symbol, value, start, end }) =>
          symbol === 'cue' &&
          value === 'decline' &&
          end === node.start - 1 &&
          wording('selfLead').test(source.text.slice(0, start)),
      ),
  );
