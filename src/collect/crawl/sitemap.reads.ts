import { openXml } from '../imports/xml.reads.ts';

/** What a sitemap lists: pages, and further sitemaps. */
export type Sitemap = { readonly pages: readonly string[]; readonly sitemaps: readonly string[] };

const HEAD_CHARACTERS = 2_000;
const LONGEST_ADDRESS = 2_000;

/** True when the text is a sitemap and no page; both may begin as XML. */
export function isSitemap(text: string): boolean {
  return /<(?:\w+:)?(?:urlset|sitemapindex)\b/.test(text.slice(0, HEAD_CHARACTERS));
}

/** Reads at most so many addresses of a sitemap. Throws an `Error` with the reason when it is no XML. */
export function readSitemap(text: string, most: number): Sitemap {
  const found = { pages: [] as string[], sitemaps: [] as string[] };
  let list: string[] | undefined;
  let depth = 0;
  let address: string | undefined;
  const reader = openXml({
    onOpen(name) {
      depth += 1;
      if (depth > 20) throw new Error('its elements stand deeper than a sitemap has them');
      const local = name.slice(name.indexOf(':') + 1);
      if (local === 'url') list = found.pages;
      if (local === 'sitemap') list = found.sitemaps;
      // Only the address of the page itself: the sitemaps of images have addresses deeper down.
      if (local === 'loc' && depth === 3) address = '';
    },
    onText(more) {
      if (address !== undefined && address.length < LONGEST_ADDRESS) address += more;
    },
    onClose() {
      if (address !== undefined && list !== undefined && list.length < most) list.push(address.trim());
      address = undefined;
      depth -= 1;
    },
  });
  reader.write(text);
  reader.end();
  return found;
}
