import { markupPieces, styleIn } from './markup.ts';

/** Words whose colour is too near the colour behind them. `ratio` and `least` are contrasts as 4.5 of 4.5:1. */
export type LowContrast = { readonly text: string; readonly ratio: number; readonly least: number };

type Rgb = readonly [number, number, number];
type Look = {
  readonly tag: string;
  readonly colour: Rgb | null;
  readonly behind: Rgb | null;
  readonly sizePx: number;
  readonly isBold: boolean;
};

const named: Readonly<Record<string, string>> = {
  white: '#ffffff',
  black: '#000000',
  red: '#ff0000',
  green: '#008000',
  blue: '#0000ff',
  yellow: '#ffff00',
  orange: '#ffa500',
  gray: '#808080',
  grey: '#808080',
  silver: '#c0c0c0',
  navy: '#000080',
  maroon: '#800000',
  purple: '#800080',
  teal: '#008080',
};
const withoutEnd = /^(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)$/u;
const unseen = /^(?:style|script|head|title|template)$/u;

/** A colour as it is written; null of one that cannot be told, as a see-through one. */
function rgbOf(written: string): Rgb | null {
  const text = written.trim().toLowerCase().split(/\s/u)[0] ?? '';
  const hex = /^#([0-9a-f]{3}|[0-9a-f]{6})$/u.exec(named[text] ?? text)?.[1];
  if (hex === undefined) return null;
  const long = hex.length === 3 ? hex.replaceAll(/./gu, '$&$&') : hex;
  const [red = 0, green = 0, blue = 0] = (long.match(/../gu) ?? []).map((pair) => Number.parseInt(pair, 16));
  return [red, green, blue];
}

/** The relative luminance of a colour (WCAG 2.2, W3C 2023). */
function luminanceOf(rgb: Rgb): number {
  const [red = 0, green = 0, blue = 0] = rgb
    .map((channel) => channel / 255)
    .map((share) => (share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** How far two colours are apart, from 1 to 21 (WCAG 2.2, success criterion 1.4.3). */
export function contrastOf(a: Rgb, b: Rgb): number {
  const [light = 0, dark = 0] = [luminanceOf(a), luminanceOf(b)].toSorted((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

/** What a mail looks like where nothing is said of it. */
const bare: Look = { tag: '', colour: [0, 0, 0], behind: [255, 255, 255], sizePx: 16, isBold: false };
const LARGE_PX = 24;
const LARGE_BOLD_PX = 18.66;

function lookOf(tag: string, name: string, around: Look): Look {
  const { color, background, size, weight } = styleIn(tag);
  const px = /^([\d.]+)px/u.exec(size ?? '')?.[1];
  return {
    tag: name,
    colour: color === undefined ? around.colour : rgbOf(color),
    behind: background === undefined ? around.behind : rgbOf(background),
    sizePx: px === undefined ? around.sizePx : Number(px),
    isBold: weight === undefined ? around.isBold || /^(?:b|strong|h[1-6])$/u.test(name) : /bold|[6-9]00/u.test(weight),
  };
}

/**
 * The words of a mail's HTML that are hard to read by WCAG 2.2 (1.4.3): under 4.5:1, or 3:1 where they are large. Colours
 * are those written on the elements, nearest first; where a colour or what is behind cannot be told, nothing is said.
 */
export function lowContrasts(html: string): LowContrast[] {
  const within: Look[] = [];
  const found = new Map<string, LowContrast>();
  for (const { kind, text } of markupPieces(html)) {
    const around = within.at(-1) ?? bare;
    if (kind === 'tag') {
      const [, ends, name = ''] = /^<(\/?)([a-z][a-z0-9]*)/iu.exec(text) ?? [];
      const tag = name.toLowerCase();
      if (tag === '' || withoutEnd.test(tag) || text.endsWith('/>')) continue;
      if (ends !== '/') within.push(lookOf(text, tag, around));
      else if (within.some((each) => each.tag === tag)) while (within.pop()?.tag !== tag);
      continue;
    }
    const words = text.replaceAll(/(?:\s|&nbsp;|&#\d+;)+/gu, ' ').trim();
    const { colour, behind, sizePx, isBold } = around;
    if (kind !== 'words' || !/[\p{L}\p{N}]/u.test(words) || within.some((each) => unseen.test(each.tag))) continue;
    if (colour === null || behind === null || sizePx === 0) continue;
    const least = sizePx >= LARGE_PX || (isBold && sizePx >= LARGE_BOLD_PX) ? 3 : 4.5;
    const ratio = contrastOf(colour, behind);
    if (ratio < least) found.set(words, { text: words.slice(0, 60), ratio: Math.floor(ratio * 10) / 10, least });
  }
  return [...found.values()];
}
