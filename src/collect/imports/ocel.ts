/**
 * Object-centric event logs (OCEL 2.0, and 1.0 as JSON): events that concern several objects at once. Each event
 * becomes one row; the objects that it concerns stand in columns named by their type, so that a mapping can say which of
 * them is the customer.
 */
export type OcelObject = {
  readonly type: string;
  readonly attributes: readonly { readonly name: string; readonly time: string; readonly value: unknown }[];
};
export type OcelEvent = {
  readonly id: string;
  readonly type: string;
  readonly time: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly related: readonly { readonly objectId: string; readonly qualifier: string }[];
};
export type OcelLog = { readonly objects: ReadonlyMap<string, OcelObject>; readonly events: readonly OcelEvent[] };

type Fields = Readonly<Record<string, unknown>>;

function fieldsIn(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

function listIn(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function textIn(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}

/** The log in a JSON document of OCEL 2.0 or 1.0; `undefined` when it is neither. */
export function readOcelJson(document: unknown): OcelLog | undefined {
  const log = fieldsIn(document);
  if (Array.isArray(log['events']) && Array.isArray(log['objects'])) return secondVersion(log);
  return 'ocel:events' in log ? firstVersion(log) : undefined;
}

function secondVersion(log: Fields): OcelLog {
  const objects = listIn(log['objects']).map(fieldsIn);
  return {
    objects: new Map(
      objects.map((each) => [
        textIn(each['id']),
        {
          type: textIn(each['type']),
          attributes: listIn(each['attributes'])
            .map(fieldsIn)
            .map(({ name, time, value }) => ({ name: textIn(name), time: textIn(time), value })),
        },
      ]),
    ),
    events: listIn(log['events'])
      .map(fieldsIn)
      .map((each) => ({
        id: textIn(each['id']),
        type: textIn(each['type']),
        time: textIn(each['time']),
        attributes: Object.fromEntries(
          listIn(each['attributes'])
            .map(fieldsIn)
            .map(({ name, value }) => [textIn(name), value]),
        ),
        related: listIn(each['relationships'])
          .map(fieldsIn)
          .map(({ objectId, qualifier }) => ({ objectId: textIn(objectId), qualifier: textIn(qualifier) })),
      })),
  };
}

function firstVersion(log: Fields): OcelLog {
  const objects = Object.entries(fieldsIn(log['ocel:objects'])).map(([id, each]) => [id, fieldsIn(each)] as const);
  const events = Object.entries(fieldsIn(log['ocel:events'])).map(([id, each]) => [id, fieldsIn(each)] as const);
  return {
    objects: new Map(
      objects.map(([id, each]) => [
        id,
        {
          type: textIn(each['ocel:type']),
          attributes: Object.entries(fieldsIn(each['ocel:ovmap'])).map(([name, value]) => ({ name, time: '', value })),
        },
      ]),
    ),
    events: events.map(([id, each]) => ({
      id,
      type: textIn(each['ocel:activity']),
      time: textIn(each['ocel:timestamp']),
      attributes: fieldsIn(each['ocel:vmap']),
      related: listIn(each['ocel:omap']).map((objectId) => ({ objectId: textIn(objectId), qualifier: '' })),
    })),
  };
}

/**
 * The row of an event: `ocel:id`, `ocel:activity`, `ocel:timestamp`, its attributes, and for each type of object the
 * objects of that type (one as its id, several as a list). Of a type with one object its attributes stand there too, as
 * `Customer.email`, as they were at that time.
 */
export function rowOfOcelEvent(event: OcelEvent, objects: OcelLog['objects']): Record<string, unknown> {
  const row: Record<string, unknown> = {
    'ocel:id': event.id,
    'ocel:activity': event.type,
    'ocel:timestamp': event.time,
    ...event.attributes,
  };
  const byType = new Map<string, string[]>();
  for (const { objectId } of event.related) {
    const type = objects.get(objectId)?.type ?? '';
    if (type === '') continue;
    const ids = byType.get(type);
    if (ids === undefined) byType.set(type, [objectId]);
    else if (!ids.includes(objectId)) ids.push(objectId);
  }
  for (const [type, ids] of byType) {
    const [id = ''] = ids;
    row[type] = ids.length === 1 ? id : ids;
    if (ids.length === 1) Object.assign(row, attributesAt(type, objects.get(id), event.time));
  }
  return row;
}

function attributesAt(type: string, object: OcelObject | undefined, time: string): Record<string, unknown> {
  const at = Date.parse(time);
  const held = (object?.attributes ?? [])
    .map((each) => ({ ...each, at: each.time === '' ? 0 : Date.parse(each.time) }))
    .filter((each) => !(each.at > at))
    .toSorted((a, b) => a.at - b.at);
  return Object.fromEntries(held.map(({ name, value }) => [`${type}.${name}`, value]));
}
