import { runCrawl } from '../../../src/collect/crawl/crawl-run.service.ts';
import type { CrawlSiteView } from '../../../src/collect/crawl/crawl-site.contract.ts';
import { doorOf, shop as openServer } from '../../web-shop.ts';
import { type Shown, sideOf, type SourceKind } from './source-kind.ts';

/** What a system hands in by itself: an app its catalogue, a chat what it answers with. */
export const api: SourceKind = {
  kind: 'app catalogue by API',
  async show(shop, speaker, shown) {
    const { channel, place, name: source } = speaker;
    const seenAt = new Date(shop.given.clock.now()).toISOString();
    const sightings = shown.map(({ product, name: productName, price, was }, index) => ({
      product,
      productName,
      channel,
      ...(place !== undefined && { place }),
      amount: price * 100,
      currency: 'SEK',
      onSale: was !== undefined,
      priceType: was === undefined ? 'regular' : 'sale',
      seenAt,
      source,
      sourceRow: index + 1,
    }));
    await shop.see('/v1/sightings', { body: { sightings } });
    return shown.map((each, index) => sideOf(speaker, each, source, index + 1));
  },
};

type Site = { readonly id: string; readonly origin: string; readonly pages: Map<string, string> };
const sites = new Map<string, Site>();

function page({ product, name, price, was }: Shown): string {
  const struck = { price: was, priceCurrency: 'SEK', priceType: 'https://schema.org/StrikethroughPrice' };
  const specification = [{ price, priceCurrency: 'SEK' }, ...(was === undefined ? [] : [struck])];
  const offers = { '@type': 'Offer', priceCurrency: 'SEK', priceSpecification: specification };
  const data = { '@context': 'https://schema.org', '@type': 'Product', sku: product, name, offers };
  return `<!doctype html><title>${name}</title><script type="application/ld+json">${JSON.stringify(data)}</script>`;
}

/** Pages of our own with JSON-LD, which the crawl reads from a web server of this machine. */
export const crawledPage: SourceKind = {
  kind: 'JSON-LD page read by the crawl',
  async show(shop, speaker, shown) {
    const { channel } = speaker;
    let site = sites.get(speaker.name);
    if (site === undefined) {
      const pages = new Map<string, string>();
      const { origin } = await openServer((request, response) => {
        const found = pages.get(request.url ?? '');
        response.writeHead(found === undefined ? 404 : 200, { 'content-type': 'text/html' }).end(found);
      });
      const input = { channel, starts: [`${origin}/`] };
      const { id } = await shop.send<CrawlSiteView>('POST', '/v1/crawl-sites', { body: input, asMember: true });
      site = { id, origin, pages };
      sites.set(speaker.name, site);
    }
    const { id, origin, pages } = site;
    pages.clear();
    pages.set('/', shown.map(({ product }) => `<a href="/${product}">`).join(''));
    for (const each of shown) pages.set(`/${each.product}`, page(each));
    // Asked for over HTTP, a crawl never reaches this machine: the test opens that door itself.
    await runCrawl(shop.given.deps, doorOf(), id);
    // The page is the place; it has no rows.
    return shown.map((each) => sideOf(speaker, each, `${origin}/${each.product}`, null));
  },
};

const spaced = (kronor: number): string => kronor.toLocaleString('sv-SE').replaceAll(/\s/g, ' ');

function inWords(
  kind: string,
  textKind: 'newsletter' | 'script' | 'chat',
  write: (shown: readonly Shown[]) => string,
  unit: string,
): SourceKind {
  return {
    kind,
    async show(shop, speaker, shown) {
      const { channel, name: source } = speaker;
      const seenAt = new Date(shop.given.clock.now()).toISOString();
      const text = write(shown);
      const { claims } = await shop.handIn({ channel, kind: textKind, source, seenAt, text });
      return shown.map((each) => {
        const { line = 0 } = claims.find(({ product }) => product === each.product) ?? {};
        return { ...sideOf(speaker, each, source, line), words: `${spaced(each.price)} ${unit}` };
      });
    },
  };
}

export const newsletter = inWords(
  'newsletter HTML',
  'newsletter',
  (shown) => {
    const lines = shown.map(({ name, price, was }) => {
      const struck = was === undefined ? '' : ` (ord. pris <s>${spaced(was)} kr</s>)`;
      return `<p>${name} <b>${spaced(price)} kr</b>${struck}.</p>`;
    });
    return ['<!doctype html>', '<html><body>', '<h1>Veckans brev</h1>', ...lines, '</body></html>'].join('\n');
  },
  'kr',
);

export const callScript = inWords(
  'call script',
  'script',
  (shown) =>
    [
      'Presentera dig och fråga vad kunden söker.',
      '',
      ...shown.map(({ name, price }) => `Säljaren: ${name} kostar ${spaced(price)} kronor om du beställer nu.`),
    ].join('\n'),
  'kronor',
);

export const chatAnswer = inWords(
  'chat answer',
  'chat',
  (shown) => ['Hej!', ...shown.map(({ name, price }) => `${name} kostar ${spaced(price)} kr.`)].join('\n'),
  'kr',
);
