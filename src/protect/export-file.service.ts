import { familyOf } from '../identify/customer.reads.ts';
import { identifiersKept } from '../identify/forget.service.ts';
import { placesOf, type Places } from '../identify/places.reads.ts';
import type { Deps } from '../store/deps.ts';
import { eventsOf, lettersAbout, textsAbout, type PartName, partNames, readPart } from './export.reads.ts';
import { columnsOf, csvHead, csvLines } from './export-table.ts';
import { pageEnd, pageHead, pagePart } from './export-page.ts';
import type { ExportLanguage, ExportPart } from './export-words.ts';
import { ZipWriter } from './zip.ts';

type Row = Readonly<Record<string, unknown>>;
type Parts = Readonly<Partial<Record<ExportPart, readonly Row[]>>>;

const eventColumns = [
  'at',
  'type',
  'name',
  'channel',
  'source',
  'identifiers',
  'properties',
  'context',
  'products',
  'receivedAt',
  'messageId',
];
/** On the page that people read; the tables hold all of them. */
const EVENTS_ON_PAGE = 1000;

const order: readonly ExportPart[] = [
  'customers',
  'identifiers',
  'attributes',
  'events',
  'promises',
  'redemptions',
  'decisions',
  'audiences',
  'messages',
  'merges',
  'suggestions',
  'letters',
  'texts',
  'requests',
  'handling',
];

/** The number itself: what is protected from others is the customer's own to read. */
function opened(deps: Deps, row: Row): Row {
  const { sealed, ...rest } = row;
  if (typeof sealed !== 'string') return rest;
  const number = deps.identifierSettings?.vault?.open(String(row['type']), sealed);
  return { ...rest, value: number ?? row['value'] };
}

async function readParts(deps: Deps, { canonical, places }: Places): Promise<Parts> {
  const family = await familyOf(deps.postgres, canonical);
  const asked = partNames.map(async (part): Promise<[PartName, Row[]]> => {
    const ids = part === 'requests' || part === 'handling' ? places : family;
    const rows = await readPart(deps.postgres, part, ids);
    return [part, part === 'identifiers' ? rows.map((row) => opened(deps, row)) : rows];
  });
  const identifiers = (await identifiersKept(deps, canonical)) ?? [];
  const letters = await lettersAbout(deps.postgres, identifiers);
  const texts = await textsAbout(deps.postgres, identifiers);
  return { ...Object.fromEntries(await Promise.all(asked)), letters, texts };
}

/**
 * Everything that is kept of a customer as the pieces of a ZIP: `index.html` for people, `data.json` for machines, and a
 * table for each part. The history is read twice and never held whole. `undefined` when nobody has the id.
 */
export async function* exportPieces(deps: Deps, customerId: string, language: ExportLanguage): AsyncGenerator<Buffer> {
  const places = await placesOf(deps.postgres, customerId);
  if (places === undefined) return;
  const now = deps.clock();
  const locale = { language, timeZone: deps.timeZone };
  const parts = await readParts(deps, places);
  const zip = new ZipWriter();
  const latest: Row[] = [];
  let many = 0;
  zip.begin('data.json', now);
  zip.write(`{"customerId":${JSON.stringify(places.canonical)},"madeAt":${JSON.stringify(new Date(now))}`);
  for (const [part, rows] of Object.entries(parts)) zip.write(`,\n"${part}":${JSON.stringify(rows)}`);
  zip.write(',\n"events":[');
  for await (const rows of eventsOf(deps.clickhouse, places)) {
    zip.write(rows.map((row, nth) => `${many + nth === 0 ? '' : ',\n'}${JSON.stringify(row)}`).join(''));
    many += rows.length;
    latest.push(...rows);
    latest.splice(0, latest.length - EVENTS_ON_PAGE);
    yield zip.take();
  }
  zip.write(']}\n');
  for (const [part, rows] of Object.entries(parts)) {
    const columns = columnsOf(rows);
    zip.begin(`csv/${part}.csv`, now);
    zip.write(csvHead(columns) + csvLines(rows, columns));
  }
  zip.begin('csv/events.csv', now);
  zip.write(csvHead(eventColumns));
  for await (const rows of eventsOf(deps.clickhouse, places)) {
    zip.write(csvLines(rows, eventColumns));
    yield zip.take();
  }
  zip.begin('index.html', now);
  zip.write(pageHead(locale, new Date(now)));
  for (const part of order) {
    const rows = part === 'events' ? latest.toReversed() : (parts[part] ?? []);
    zip.write(pagePart(locale, part, rows, part === 'events' ? many : rows.length));
  }
  zip.write(pageEnd);
  zip.end();
  yield zip.take();
}
