import { type Static, Type } from 'typebox';
import { ChannelId, Time, Uuid } from '../../kernel/contract.ts';
import { ProductBySchema } from '../feeds/feed.contract.ts';

/** The pages that one crawl may read, and those that it reads where nothing is said. */
export const MOST_PAGES = 50_000;
export const USUAL_PAGES = 1_000;

const Address = Type.String({
  minLength: 1,
  maxLength: 2_000,
  description: 'as https://www.fjallro.example/sitemap.xml',
});

/** A site of ours to be read. Without `origins`, those of the start addresses are ours. */
export const CrawlSiteInputSchema = Type.Object(
  {
    channel: ChannelId,
    starts: Type.Array(Address, { minItems: 1, maxItems: 50, description: 'pages or sitemaps where reading begins' }),
    origins: Type.Optional(
      Type.Array(Address, { minItems: 1, maxItems: 20, description: 'the only origins that are asked' }),
    ),
    mostPages: Type.Optional(
      Type.Integer({ minimum: 1, maximum: MOST_PAGES, description: `without it, ${USUAL_PAGES}` }),
    ),
    productBy: Type.Optional(ProductBySchema),
  },
  { additionalProperties: false },
);
export type CrawlSiteInput = Static<typeof CrawlSiteInputSchema>;

/** What can keep an address from being read. */
export const crawlFaultCodes = [
  'robots',
  'robots-unread',
  'not-ours',
  'no-address',
  'inward',
  'no-machine',
  'redirects',
  'status',
  'no-page',
  'packed',
  'too-large',
  'too-slow',
  'unreachable',
  'no-sitemap',
  'ended',
] as const;
export type CrawlFaultCode = (typeof crawlFaultCodes)[number];

/** What can be wrong with a price on a page that was read. */
export const pageFaultCodes = [
  'not-json',
  'too-deep',
  'too-many',
  'no-number',
  'no-price',
  'no-amount',
  'ambiguous',
  'span',
  'both-kinds',
  'no-time',
  'ended',
  'not-kept',
] as const;
export type PageFaultCode = (typeof pageFaultCodes)[number];

const CrawlFaultSchema = Type.Object({
  address: Type.String(),
  code: Type.Optional(Type.Enum([...crawlFaultCodes], { description: 'not of crawls from before it was kept' })),
  status: Type.Optional(Type.Integer({ description: 'of a page that answered otherwise than 200, what it answered' })),
  reason: Type.String(),
});
export type CrawlFault = Static<typeof CrawlFaultSchema>;

const Whole = Type.Integer();

/** A site with how its last crawl went. What was not accepted stands in the import. */
export const CrawlSiteSchema = Type.Object({
  id: Uuid,
  channel: ChannelId,
  origins: Type.Array(Type.String()),
  starts: Type.Array(Type.String()),
  mostPages: Whole,
  productBy: ProductBySchema,
  askedAt: Type.Union([Time, Type.Null()], { description: 'when a crawl was asked for that has not begun' }),
  lastCrawl: Type.Union([
    Type.Object({
      startedAt: Time,
      finishedAt: Type.Union([Time, Type.Null()]),
      importId: Type.Union([Uuid, Type.Null()]),
      pages: Whole,
      unchanged: Type.Integer({ description: 'pages that had not changed; what they said still holds' }),
      accepted: Whole,
      rejected: Whole,
      faultCount: Whole,
      faults: Type.Array(CrawlFaultSchema, { description: 'the first 100' }),
    }),
    Type.Null(),
  ]),
});
export type CrawlSiteView = Static<typeof CrawlSiteSchema>;
export const CrawlSiteListSchema = Type.Object({ sites: Type.Array(CrawlSiteSchema) });
