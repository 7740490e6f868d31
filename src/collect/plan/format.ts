/** The forms of text that the plan knows by name. Each is checked in one pass over a text, whatever stands in it. */
const currencies: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

const LONGEST_EMAIL = 254;
const LONGEST_ADDRESS = 2048;

function isDate(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

function isDateTime(text: string): boolean {
  if (text.length > 64 || !/^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d/.test(text)) return false;
  const isWhole = /^.{16}(:[0-5]\d(\.\d{1,9})?)?([Zz]|[+-]\d\d:?\d\d)$/.test(text);
  return isWhole && isDate(text.slice(0, 10)) && Number(text.slice(11, 13)) < 24 && Number(text.slice(14, 16)) < 60;
}

function isEmail(text: string): boolean {
  return text.length <= LONGEST_EMAIL && /^[^\s@]{1,64}@[^\s@.]+(\.[^\s@.]+)+$/.test(text);
}

function isUri(text: string): boolean {
  return text.length <= LONGEST_ADDRESS && /^[A-Za-z][A-Za-z\d+.-]*:\S+$/.test(text) && URL.canParse(text);
}

const formats = {
  'date-time': isDateTime,
  date: isDate,
  email: isEmail,
  uri: isUri,
  uuid: (text: string) => /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text),
  currency: (text: string) => currencies.has(text),
  phone: (text: string) => /^\+[1-9]\d{6,14}$/.test(text),
} as const satisfies Record<string, (text: string) => boolean>;

export type FormatName = keyof typeof formats;
export const formatNames = Object.keys(formats) as readonly FormatName[];

export function isFormat(name: unknown): name is FormatName {
  return typeof name === 'string' && Object.hasOwn(formats, name);
}

/** Whether the text has the form. */
export function hasFormat(name: FormatName, text: string): boolean {
  return formats[name](text);
}
