import type { Readable } from 'node:stream';
import { readText, type TableBatch, type TableOptions } from '../table.reads.ts';
import { type OcelEvent, type OcelLog, type OcelObject, readOcelJson, rowOfOcelEvent } from './ocel.ts';
import { openXml } from './xml.reads.ts';

const BATCH_ROWS = 1_000;
// The objects may stand after the events that concern them, so the whole log is held.
const MOST_BYTES = 256_000_000;

/** Reads an object-centric event log (OCEL 2.0 as JSON or XML, 1.0 as JSON) as rows, one for each event. */
export async function* readOcel(source: Readable, options: TableOptions): AsyncGenerator<TableBatch> {
  const text = readText(source, { ...options, mostBytes: Math.min(MOST_BYTES, options.mostBytes ?? MOST_BYTES) });
  const { objects, events } = /\.(?:xmlocel|xml)(?:\.gz)?$/i.test(options.name)
    ? await readXml(text)
    : await readJson(text);
  const header = new Set<string>();
  for (let from = 0; from < events.length || from === 0; from += BATCH_ROWS) {
    const rows = events.slice(from, from + BATCH_ROWS).map((event, index) => {
      const row = rowOfOcelEvent(event, objects);
      for (const column of Object.keys(row)) header.add(column);
      return { line: from + index + 1, row };
    });
    yield { header: [...header], delimiter: 'ndjson', rows };
  }
}

async function readJson(text: AsyncIterable<string>): Promise<OcelLog> {
  const parts: string[] = [];
  for await (const part of text) parts.push(part);
  const log = readOcelJson(JSON.parse(parts.join('')));
  if (log === undefined) throw new Error('it holds no events and objects: allowed is OCEL 2.0 or 1.0');
  return log;
}

async function readXml(text: AsyncIterable<string>): Promise<OcelLog> {
  const log = new OcelXml();
  const xml = openXml(log);
  for await (const part of text) xml.write(part);
  xml.end();
  return log;
}

type Open<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer E)[] ? E[] : T[K] };

/** Gathers the objects and events of an XML document of OCEL 2.0. */
class OcelXml implements OcelLog {
  readonly objects = new Map<string, OcelObject>();
  readonly events: OcelEvent[] = [];
  #object: Open<OcelObject> | undefined;
  #event: (Open<OcelEvent> & { attributes: Record<string, unknown> }) | undefined;
  #attribute: { readonly name: string; readonly time: string; value: string } | undefined;

  readonly onOpen = (tag: string, { id = '', type = '', ...rest }: Readonly<Record<string, string>>): void => {
    const { time = '', name = '', qualifier = '' } = rest;
    // Objects that an object or an event names are relations and stand as such; only these have an id and a type.
    if (tag === 'object' && this.#event === undefined && this.#object === undefined) {
      this.#object = { type, attributes: [] };
      this.objects.set(id, this.#object);
    } else if (tag === 'event') this.#event = { id, type, time, attributes: {}, related: [] };
    else if (tag === 'attribute') this.#attribute = { name, time, value: '' };
    else if (tag === 'relationship' || tag === 'relobj')
      this.#event?.related.push({ objectId: rest['object-id'] ?? '', qualifier });
  };

  readonly onText = (text: string): void => {
    if (this.#attribute !== undefined) this.#attribute.value += text;
  };

  readonly onClose = (tag: string): void => {
    if (tag === 'object') this.#object = undefined;
    else if (tag === 'event' && this.#event !== undefined) {
      this.events.push(this.#event);
      this.#event = undefined;
    } else if (tag === 'attribute' && this.#attribute !== undefined) {
      const { name, time, value } = this.#attribute;
      if (this.#event !== undefined) this.#event.attributes[name] = value;
      else this.#object?.attributes.push({ name, time, value });
      this.#attribute = undefined;
    }
  };
}
