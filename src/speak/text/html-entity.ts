const named: ReadonlyMap<string, string> = new Map(
  Object.entries({
    amp: '&',
    lt: '<',
    gt: '>',
    quot: '"',
    apos: "'",
    nbsp: '\u00a0',
    ensp: ' ',
    emsp: ' ',
    thinsp: '\u2009',
    euro: '€',
    pound: '£',
    cent: '¢',
    yen: '¥',
    dollar: '$',
    percnt: '%',
    aring: 'å',
    auml: 'ä',
    ouml: 'ö',
    Aring: 'Å',
    Auml: 'Ä',
    Ouml: 'Ö',
    eacute: 'é',
    Eacute: 'É',
    uuml: 'ü',
    Uuml: 'Ü',
    aelig: 'æ',
    AElig: 'Æ',
    oslash: 'ø',
    Oslash: 'Ø',
    agrave: 'à',
    egrave: 'è',
    ccedil: 'ç',
    szlig: 'ß',
    ndash: '\u2013',
    mdash: '\u2014',
    minus: '\u2212',
    hellip: '…',
    bull: '\u2022',
    middot: '\u00b7',
    lsquo: '\u2018',
    rsquo: '\u2019',
    ldquo: '\u201c',
    rdquo: '\u201d',
    laquo: '«',
    raquo: '»',
    times: '×',
    deg: '°',
    frac12: '½',
    copy: '©',
    reg: '®',
    trade: '™',
    sup2: '²',
    shy: '\u00ad',
    zwnj: '\u200c',
    zwj: '\u200d',
    colon: ':',
    comma: ',',
    period: '.',
    sol: '/',
  }),
);
const LONGEST_ENTITY_CHARACTERS = 12;

/** The character reference that begins at `&`: what it stands for and where it ends; `undefined` for a bare `&`. */
export function entityAt(html: string, at: number): { readonly text: string; readonly end: number } | undefined {
  const window = html.slice(at + 1, at + 1 + LONGEST_ENTITY_CHARACTERS);
  const length = window.indexOf(';');
  if (length < 1) return undefined;
  const name = window.slice(0, length);
  const text = name.startsWith('#') ? numeric(name.slice(1)) : named.get(name);
  return text === undefined ? undefined : { text, end: at + 1 + length + 1 };
}

function numeric(digits: string): string | undefined {
  const isHex = /^[xX][0-9a-fA-F]+$/.test(digits);
  if (!isHex && !/^\d+$/.test(digits)) return undefined;
  const point = isHex ? Number.parseInt(digits.slice(1), 16) : Number(digits);
  const exists = point > 0 && point <= 0x10_ff_ff && !(point >= 0xd8_00 && point <= 0xdf_ff);
  return exists ? String.fromCodePoint(point) : '\ufffd';
}
