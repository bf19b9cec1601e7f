import { PICTURE_FONT } from '../../src/pictures/raster.js';
import { type BacktestReport, dateOf, meanMase } from './report.js';
import type { MapResult } from './score-maps.js';

const WIDTH = 960;
const HEIGHT = 460;
const PANEL = { left: 70, top: 60, width: 520, height: 330 };
const LEGEND = { left: 640, top: 330 };
const COLOURS = ['#0b6e4f', '#8a5a00', '#345995', '#7a3b69', '#9a9a9a'];

/** Two panels: incidents caught by flagged area for each map, and mean forecast error by method. */
export function asSvg(report: BacktestReport): string {
  const top = topShare(report.maps);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" font-family="${PICTURE_FONT}, sans-serif" font-size="13">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#ffffff"/>`,
    text(
      PANEL.left,
      28,
      `Caught of the next ${report.horizonDays} days' incidents, by flagged share of the area`,
      'font-weight="bold"',
    ),
    text(
      PANEL.left,
      46,
      `${report.origins.length} test periods, ${dateOf(report.origins[0] ?? report.span.firstDay)} to ${dateOf(report.span.lastDay)}`,
      'fill="#555555"',
    ),
    ...axes(top),
    ...curves(report.maps, top),
    ...bars(report),
    '</svg>',
  ].join('\n');
}

const MOST_AREA = 0.1;

/** The top of the scale: the next multiple of 20 % above the best map, so that small differences can be seen. */
function topShare(maps: readonly MapResult[]): number {
  const best = Math.max(0, ...maps.map(({ accuracy }) => accuracy.hitRate).filter(Number.isFinite));
  return Math.min(1, Math.max(0.2, Math.ceil(best / 0.2) * 0.2));
}

function axes(most: number): string[] {
  const { left, top, width, height } = PANEL;
  const lines = [0, 0.25, 0.5, 0.75, 1].map((part) => {
    const y = top + height * (1 - part);
    const share = part * most;
    return `<line x1="${left}" x2="${left + width}" y1="${y}" y2="${y}" stroke="#dddddd"/>${text(left - 8, y + 4, `${Math.round(share * 100)} %`, 'text-anchor="end"')}`;
  });
  const ticks = [0.01, 0.02, 0.05, 0.1].map((share) =>
    text(left + (width * share) / MOST_AREA, top + height + 20, `${share * 100} %`, 'text-anchor="middle"'),
  );
  return [
    ...lines,
    ...ticks,
    text(left + width / 2, top + height + 42, 'flagged share of the area', 'text-anchor="middle"'),
  ];
}

function curves(maps: readonly MapResult[], most: number): string[] {
  const methods = [...new Set(maps.map(({ method }) => method))];
  const { left, top, width, height } = PANEL;
  return methods.map((method, i) => {
    const colour = COLOURS[i % COLOURS.length];
    const points = maps
      .filter((one) => one.method === method && Number.isFinite(one.accuracy.hitRate))
      .map(
        ({ areaShare, accuracy }) =>
          `${left + (width * areaShare) / MOST_AREA},${top + height * (1 - accuracy.hitRate / most)}`,
      );
    const weight = i === 0 ? 3 : 1.5;
    return `<polyline points="${left},${top + height} ${points.join(' ')}" fill="none" stroke="${colour}" stroke-width="${weight}"/>${legend(method, i)}`;
  });
}

/** A line of the legend, under the forecasts: the first method is the program's own. */
function legend(method: string, i: number): string {
  const y = LEGEND.top + 20 * i;
  const colour = COLOURS[i % COLOURS.length];
  const own = i === 0;
  return `<line x1="${LEGEND.left}" x2="${LEGEND.left + 24}" y1="${y - 5}" y2="${y - 5}" stroke="${colour}" stroke-width="${own ? 3 : 1.5}"/>${text(
    LEGEND.left + 32,
    y,
    own ? `${method} (what the program uses)` : method,
    own ? 'font-weight="bold"' : '',
  )}`;
}

function bars({ forecasts }: BacktestReport): string[] {
  const methods = [...new Set(forecasts.map(({ method }) => method))];
  const left = 640;
  const widest = 140;
  const most = Math.max(1.2, ...methods.map((method) => meanMase(forecasts, method)).filter(Number.isFinite));
  const rows = methods.flatMap((method, i) => {
    const error = meanMase(forecasts, method);
    const y = PANEL.top + 14 + 40 * i;
    const length = Number.isFinite(error) ? (widest * error) / most : 0;
    const colour = i < 2 ? COLOURS[0] : COLOURS[4];
    return [
      text(left, y, method, ''),
      `<rect x="${left}" y="${y + 6}" width="${length.toFixed(1)}" height="14" fill="${colour}"/>`,
      text(left + length + 8, y + 18, Number.isFinite(error) ? error.toFixed(3) : 'no score', ''),
    ];
  });
  return [
    text(left, 28, 'Mean forecast error (MASE)', 'font-weight="bold"'),
    text(left, 46, '1 = repeating last week; noise alone leaves about 0.7', 'fill="#555555"'),
    ...rows,
  ];
}

function text(x: number, y: number, words: string, attributes: string): string {
  const safe = words.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" ${attributes}>${safe}</text>`;
}
