import { type ProductBy, productNames } from '../feeds/feed.contract.ts';
import { isChannelName } from '../sighting.ts';
import { MOST_PAGES } from './crawl-site.contract.ts';
import { type OwnSite, ownSite } from './own-site.ts';
import { badArgument, readArguments } from '../../kernel/arguments.ts';

export const crawlUsage = `samspel crawl ADDRESS... --channel web [options]    reads the prices on pages of ours; needs no server

ADDRESS is a page or a sitemap. Pages are read for schema.org's Product and Offer (JSON-LD); their links are followed
within the same origins. What robots.txt asks is kept to.

  --channel CHANNEL    whose prices the pages show, as web
  --origin ORIGIN      an origin that is ours, as https://www.fjallro.example; may be repeated; without it, those of
                       the addresses
  --most-pages N       read at most so many pages (1000)
  --product-by NAME    which name a product goes by: id (sku, the default), gtin, or group
  --json               print what was seen as a line of JSON each, as \`samspel import\` takes it

Exit code: 0 every page could be read, 1 some could not or held faults, 2 bad usage.
`;

export type CrawlOptions = { readonly site: OwnSite; readonly productBy: ProductBy; readonly json: boolean };

/** Reads the arguments after `crawl`; `help` when the usage is asked for. Throws `field-invalid`. */
export function readCrawlOptions(args: readonly string[]): CrawlOptions | 'help' {
  const { values, positionals } = parsed(args);
  if (values.help === true) return 'help';
  if (positionals.length === 0)
    throw badArgument('ADDRESS', 'nothing', 'one or more addresses of pages or sitemaps of ours');
  const { channel } = values;
  if (channel === undefined || !isChannelName(channel))
    throw badArgument('--channel', channel ?? 'nothing', 'small letters, digits and hyphens, as web');
  const by = values['product-by'] ?? 'id';
  const productBy = productNames.find((each) => each === by);
  if (productBy === undefined) throw badArgument('--product-by', by, productNames.join(', '));
  const most = values['most-pages'];
  if (most !== undefined && !(/^\d{1,5}$/.test(most) && Number(most) >= 1 && Number(most) <= MOST_PAGES))
    throw badArgument('--most-pages', most, `a whole number from 1 to ${MOST_PAGES}`);
  const mostPages = most === undefined ? undefined : Number(most);
  return {
    site: ownSite(channel, positionals, { origins: values.origin, mostPages }),
    productBy,
    json: values.json === true,
  };
}

function parsed(args: readonly string[]) {
  return readArguments(args, {
    channel: { type: 'string' },
    origin: { type: 'string', multiple: true },
    'most-pages': { type: 'string' },
    'product-by': { type: 'string' },
    json: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  });
}
