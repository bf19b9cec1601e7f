import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { PICTURE_FONT, rasterise } from '../../src/pictures/raster.js';

const line = (words: string, width = 400) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="60"><text x="200" y="40" text-anchor="middle" font-size="24">${words}</text></svg>`;

/** Which columns of a PNG (8-bit RGBA, one strip, any filter) hold ink: first and last. */
function inkSpan({ png, widthPixels, heightPixels }: ReturnType<typeof rasterise>): number {
  const alpha = alphaOf(png, widthPixels, heightPixels);
  const inked = Array.from({ length: widthPixels }, (_, x) => x).filter((x) =>
    Array.from({ length: heightPixels }, (_, y) => alpha[y * widthPixels + x] ?? 0).some((a) => a > 60),
  );
  return inked.length === 0 ? 0 : (inked.at(-1) ?? 0) - (inked[0] ?? 0) + 1;
}

function alphaOf(png: Buffer, width: number, height: number): Uint8Array {
  const data = inflateSync(Buffer.concat(chunks(png, 'IDAT')));
  const rows = new Uint8Array(width * height * 4);
  const at = (x: number, y: number) => (x < 0 || y < 0 ? 0 : (rows[y * width * 4 + x] ?? 0));
  for (let y = 0; y < height; y++) {
    const filter = data[y * (width * 4 + 1)] ?? 0;
    for (let x = 0; x < width * 4; x++) {
      const raw = data[y * (width * 4 + 1) + 1 + x] ?? 0;
      const [a, b, c] = [x < 4 ? 0 : at(x - 4, y), at(x, y - 1), x < 4 ? 0 : at(x - 4, y - 1)];
      rows[y * width * 4 + x] = raw + predicted(filter, a, b, c);
    }
  }
  return rows.filter((_, i) => i % 4 === 3);
}

function predicted(filter: number, a: number, b: number, c: number): number {
  if (filter === 4) {
    const [pa, pb, pc] = [Math.abs(b - c), Math.abs(a - c), Math.abs(a + b - 2 * c)];
    return pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
  }
  return [0, a, b, (a + b) >> 1][filter] ?? 0;
}

function chunks(png: Buffer, kind: string): Buffer[] {
  const found: Buffer[] = [];
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) {
    if (png.toString('latin1', at + 4, at + 8) === kind)
      found.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  }
  return found;
}

describe('rasterise', () => {
  it('writes a PNG of the drawing’s size, times the scale', () => {
    const { png, widthPixels, heightPixels } = rasterise(line('Hawalli'), 2);
    expect(png.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n');
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([800, 120]);
    expect([widthPixels, heightPixels]).toEqual([800, 120]);
  });

  it('joins Arabic letters: the same letters kept apart are wider', () => {
    const joined = inkSpan(rasterise(line('حولي')));
    const apart = inkSpan(rasterise(line([...'حولي'].join('\u200c'))));
    expect(joined).toBeGreaterThan(20);
    expect(apart).toBeGreaterThan(joined * 1.1);
  });

  it('has letters and both sets of digits in its own font, whatever the machine has', () => {
    const widths = ['12', '١٢', 'PAI', 'ليلًا'].map((words) => inkSpan(rasterise(line(words))));
    expect(Math.min(...widths)).toBeGreaterThan(5);
    const byName = rasterise(line('PAI').replace('<text', `<text font-family="${PICTURE_FONT}"`));
    expect(inkSpan(byName)).toBe(widths[2]);
  });

  it('refuses a picture that would not fit in memory, and text that is no SVG', () => {
    expect(() => rasterise(line('x', 400_000), 4)).toThrow(/too large/);
    expect(() => rasterise('<html>')).toThrow();
  });
});
