import { columnsOf, textOf } from './export-table.ts';
import { type ExportLanguage, type ExportPart, exportWords } from './export-words.ts';

type Row = Readonly<Record<string, unknown>>;

/** What came from outside stands in the page as text, whatever it looks like. */
export function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0) ?? 0};`);
}

const style = `body{font:16px/1.5 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem;color:#1c2024;background:#fff}
h1{font-size:1.75rem}h2{font-size:1.25rem;margin-top:2.5rem}p{max-width:44rem}.wide{overflow-x:auto}
table{border-collapse:collapse;font-size:.875rem;width:100%}th,td{text-align:left;vertical-align:top;padding:.35rem .6rem;border-bottom:1px solid #d9dce0;overflow-wrap:anywhere}
@media (prefers-color-scheme:dark){body{color:#e8eaed;background:#16181b}th,td{border-color:#3a3f45}}`;

/** In what language the page is, and by whose clocks it tells times. */
export type PageLocale = { readonly language: ExportLanguage; readonly timeZone: string };

/** A time as people read it, in the language's own way and by the deployment's clocks; other texts as they are. */
function readable(value: unknown, { language, timeZone }: PageLocale): string {
  if (!(value instanceof Date)) return textOf(value);
  return new Intl.DateTimeFormat(language === 'sv' ? 'sv-SE' : 'en-GB', {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone,
  }).format(value);
}

export function pageHead(locale: PageLocale, madeAt: Date): string {
  const { language } = locale;
  const words = exportWords[language];
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="content-security-policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${words.title}</title><style>${style}</style></head><body><main>
<h1>${words.title}</h1><p>${words.lead}</p><p>${words.made}: ${readable(madeAt, locale)}</p>
`;
}

/** One part of the page: what it is about, and a table. `all` is how many rows there are where only the last are shown. */
export function pagePart(locale: PageLocale, part: ExportPart, rows: readonly Row[], all = rows.length): string {
  const words = exportWords[locale.language];
  const [title, what] = words.parts[part];
  const head = `<section aria-labelledby="${part}"><h2 id="${part}">${title}</h2><p>${what}</p>\n`;
  if (rows.length === 0) return `${head}<p>${words.none}</p></section>\n`;
  const columns = columnsOf(rows);
  const heads = columns.map((column) => `<th scope="col">${escapeHtml(column)}</th>`).join('');
  const lines = rows.map((row) => {
    const cells = columns.map((column) => `<td>${escapeHtml(readable(row[column], locale))}</td>`).join('');
    return `<tr>${cells}</tr>\n`;
  });
  const note = rows.length < all ? `<p>${words.shown(rows.length, all)}</p>\n` : '';
  return `${head}${note}<div class="wide" tabindex="0" role="region" aria-labelledby="${part}"><table><thead><tr>${heads}</tr></thead><tbody>\n${lines.join('')}</tbody></table></div></section>\n`;
}

export const pageEnd = '</main></body></html>\n';
