// 3GPP TS 23.038: the default alphabet of seven bits, and the signs that take two of its places.
const basic = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
const double = new Set('\f^{}\\[~]|€');

const GSM = { one: 160, each: 153 } as const;
const UCS = { one: 70, each: 67 } as const;

/** How a text travels as text messages. `units` are septets or 16-bit units; `costly` are the signs that forced UCS-2. */
export type SmsParts = {
  readonly encoding: 'GSM-7' | 'UCS-2';
  readonly units: number;
  readonly parts: number;
  readonly costly: readonly string[];
};

/** How many parts fill up when no sign may be split over two of them. */
function partsOf(widths: readonly number[], units: number, { one, each }: typeof GSM | typeof UCS): number {
  if (units <= one) return units === 0 ? 0 : 1;
  let parts = 1;
  let used = 0;
  for (const width of widths) {
    if (used + width > each) {
      parts += 1;
      used = 0;
    }
    used += width;
  }
  return parts;
}

/** Counts the parts that a text message is sent, and paid for, as. */
export function smsParts(text: string): SmsParts {
  const signs = Array.from(text);
  const costly = [...new Set(signs.filter((sign) => !basic.has(sign) && !double.has(sign)))];
  const isGsm = costly.length === 0;
  const widths = signs.map((sign) => (isGsm ? (double.has(sign) ? 2 : 1) : sign.length));
  const units = widths.reduce((sum, width) => sum + width, 0);
  return {
    encoding: isGsm ? 'GSM-7' : 'UCS-2',
    units,
    parts: partsOf(widths, units, isGsm ? GSM : UCS),
    costly,
  };
}
