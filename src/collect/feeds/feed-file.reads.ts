import { openXml } from '../imports/xml.reads.ts';
import type { FileReading } from '../file-reading.ts';
import type { SightingReading } from '../sighting.ts';
import type { FeedContext } from './feed-context.ts';
import { readMerchantItem } from './merchant.ts';
import { readOnixProduct } from './onix.ts';
import { rowOfRecord, textIn, type XmlNode } from './xml-record.ts';

/** No feed is nested deeper, and no product longer: beyond them the file is refused, so that memory stays small. */
const DEEPEST = 60;
const MOST_NODES_A_RECORD = 20_000;
const MOST_CHARACTERS_A_RECORD = 1_000_000;

type Form = { readonly records: ReadonlySet<string>; readonly kind: 'merchant' | 'onix' };
const merchant: Form = { records: new Set(['item', 'entry']), kind: 'merchant' };
const onix: Form = { records: new Set(['Product', 'product', 'Header', 'header']), kind: 'onix' };
const formsByRoot = new Map([
  ['rss', merchant],
  ['feed', merchant],
  ['ONIXMessage', onix],
  ['ONIXmessage', onix],
]);

/**
 * Reads the products of a feed written as XML: Google Merchant as RSS or Atom, ONIX 3 with long or short names. One
 * product at a time stands in memory. Throws an `Error` with the reason when the text is no such feed.
 */
export async function* readXmlFeed(text: AsyncIterable<string>, context: FeedContext): AsyncGenerator<FileReading[]> {
  let ready: FileReading[] = [];
  let currency: string | undefined;
  const reader = openRecords((record, line, kind) => {
    if (record.name.toLowerCase() === 'header') currency = textIn(record, 'DefaultCurrencyCode', 'm186') || undefined;
    else ready.push(...readingsOf(record, line, kind, context, currency));
  });
  for await (const part of text) {
    reader.write(part);
    if (ready.length === 0) continue;
    yield ready;
    ready = [];
  }
  reader.end();
  if (ready.length > 0) yield ready;
}

function readingsOf(
  record: XmlNode,
  line: number,
  kind: Form['kind'],
  context: FeedContext,
  currency: string | undefined,
): FileReading[] {
  const row = kind === 'merchant' ? rowOfRecord(record) : undefined;
  const readings: readonly SightingReading[] =
    row === undefined ? readOnixProduct(record, line, context, currency) : readMerchantItem(row, line, context);
  return readings.map((reading) => ({ line, reading, body: () => JSON.stringify(row ?? record) }));
}

type OnRecord = (record: XmlNode, line: number, kind: Form['kind']) => void;

/** Gathers each record of the document into a small tree and lets it go when it ends. */
function openRecords(onRecord: OnRecord) {
  const open: XmlNode[] = [];
  let form: Form | undefined;
  let depth = 0;
  let [nodes, characters, lineOfRecord] = [0, 0, 0];
  const grow = (more: number): void => {
    characters += more;
    if (nodes > MOST_NODES_A_RECORD || characters > MOST_CHARACTERS_A_RECORD)
      throw new Error(`the product that begins at line ${lineOfRecord} is longer than any product is`);
  };
  return openXml({
    onOpen(name, _attributes, line) {
      const colon = name.indexOf(':');
      const local = name.slice(colon + 1);
      depth += 1;
      if (depth > DEEPEST) throw new Error(`its elements stand more than ${DEEPEST} deep at line ${line}`);
      form ??= formOf(local);
      const isRecord = open.length === 0 && depth > 1 && form.records.has(local);
      if (!isRecord && open.length === 0) return;
      if (isRecord) [nodes, characters, lineOfRecord] = [0, 0, line];
      const node: XmlNode = { name: local, prefix: name.slice(0, Math.max(colon, 0)), text: '', children: [] };
      nodes += 1;
      open.at(-1)?.children.push(node);
      open.push(node);
      grow(name.length);
    },
    onText(text) {
      const node = open.at(-1);
      if (node === undefined) return;
      grow(text.length);
      node.text += text;
    },
    onClose() {
      depth -= 1;
      const node = open.pop();
      if (node !== undefined && open.length === 0 && form !== undefined) onRecord(node, lineOfRecord, form.kind);
    },
  });
}

function formOf(root: string): Form {
  const form = formsByRoot.get(root);
  if (form !== undefined) return form;
  throw new Error(
    `its outermost element is <${root.slice(0, 40)}>; allowed is a feed: rss or feed (Google Merchant), or ONIXMessage`,
  );
}
