import { createRequire } from 'node:module';
import { Resvg } from '@resvg/resvg-js';

/** The one family that pictures are set in: it holds Arabic and Latin letters and both sets of digits. */
export const PICTURE_FONT = 'IBM Plex Sans Arabic';

const FONT_PACKAGE = '@expo-google-fonts/ibm-plex-sans-arabic';
const WEIGHTS = ['400Regular', '700Bold'] as const;

/** Pictures larger than this are a mistake or an attack on memory: 8,000 × 8,000 pixels are 256 MB. */
const MOST_PIXELS = 16_000_000;

/** What {@link rasterise} draws. */
export type Raster = { png: Buffer; widthPixels: number; heightPixels: number };

/**
 * Draws an SVG as PNG, the same on every machine: the fonts come from a package, never from the system, and nothing is
 * fetched. Arabic is shaped and ordered by resvg (rustybuzz, Unicode bidirectional algorithm); the direction of a line is
 * that of its first strong character.
 * @param svg a whole document with `width` and `height`; texts in {@link PICTURE_FONT}, the default of all texts
 * @param scale output pixels per SVG unit, 0.1 to 4; 2 reads well on a phone
 * @throws RangeError when the picture would have more than 16 million pixels; Error when the SVG cannot be read
 */
export function rasterise(svg: string, scale = 1): Raster {
  const drawing = new Resvg(svg, {
    fitTo: { mode: 'zoom', value: scale },
    font: { fontFiles: fontFiles(), loadSystemFonts: false, defaultFontFamily: PICTURE_FONT },
  });
  const pixels = drawing.width * scale * drawing.height * scale;
  if (!(scale >= 0.1 && scale <= 4) || pixels > MOST_PIXELS) {
    throw new RangeError(`a picture of ${drawing.width} × ${drawing.height} at scale ${scale} is too large`);
  }
  const image = drawing.render();
  return { png: image.asPng(), widthPixels: image.width, heightPixels: image.height };
}

function fontFiles(): string[] {
  const { resolve } = createRequire(import.meta.url);
  return WEIGHTS.map((weight) => resolve(`${FONT_PACKAGE}/${weight}/IBMPlexSansArabic_${weight}.ttf`));
}
