/** The little of HTML that is needed: the blocks of JSON-LD, and the links. One pass, whatever the page holds. */
export type PageParts = { readonly jsonLd: readonly string[]; readonly links: readonly string[] };

const LONGEST_TAG = 8_000;
const MOST_LINKS = 5_000;
const tagName = /[a-z][a-z0-9]*/iy;
const scriptEnd = /<\/script/gi;
const attribute = /([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?/g;

/** Finds the parts of a page. What stands in a comment or in another script is no part of it. */
export function partsOf(html: string): PageParts {
  const jsonLd: string[] = [];
  const links: string[] = [];
  for (let at = html.indexOf('<'); at !== -1; at = html.indexOf('<', at)) {
    if (html.startsWith('<!--', at)) {
      const end = html.indexOf('-->', at + 4);
      if (end === -1) break;
      at = end + 3;
      continue;
    }
    tagName.lastIndex = at + 1;
    const name = tagName.exec(html)?.[0].toLowerCase();
    if (name === undefined) {
      at += 1;
      continue;
    }
    const end = endOfTag(html, at);
    if (end === -1) break;
    const tag = html.slice(at + 1 + name.length, Math.min(end, at + LONGEST_TAG));
    at = end + 1;
    if (name === 'a' && links.length < MOST_LINKS) links.push(...linkIn(tag));
    if (name !== 'script') continue;
    scriptEnd.lastIndex = at;
    const close = scriptEnd.exec(html)?.index;
    if (close === undefined) break;
    if (isJsonLd(attributesOf(tag).get('type'))) jsonLd.push(html.slice(at, close));
    at = close;
  }
  return { jsonLd, links };
}

/** Where the tag that begins at `at` ends: the first > outside quotation marks, or -1. */
function endOfTag(html: string, at: number): number {
  let quote = '';
  let before = '';
  for (let i = at + 1; i < html.length; i += 1) {
    const character = html[i] ?? '';
    if (quote !== '') {
      if (character === quote) quote = '';
    } else if (character === '>') return i;
    else if ((character === '"' || character === "'") && before === '=') quote = character;
    if (character > ' ') before = character;
  }
  return -1;
}

function attributesOf(tag: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const [, name = '', double, single, bare] of tag.matchAll(attribute)) {
    const key = name.toLowerCase();
    if (!found.has(key)) found.set(key, (double ?? single ?? bare ?? '').replaceAll('&amp;', '&'));
  }
  return found;
}

function linkIn(tag: string): string[] {
  const attributes = attributesOf(tag);
  const href = attributes.get('href');
  return href === undefined || /\bnofollow\b/i.test(attributes.get('rel') ?? '') ? [] : [href];
}

function isJsonLd(type: string | undefined): boolean {
  return type !== undefined && type.trim().toLowerCase().split(';', 1)[0] === 'application/ld+json';
}
