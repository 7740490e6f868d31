/** An event of the preview in a few words: what, where, when, whom it is about, and its first facts. */
export type EventSketch = {
  readonly name: string;
  readonly channel: string;
  readonly at: string;
  readonly who: readonly string[];
  readonly facts: readonly string[];
};

type Fields = Readonly<Record<string, unknown>>;

function fieldsIn(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

const FACTS_SHOWN = 8;
const LONGEST_FACT = 60;

function short(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return text.length > LONGEST_FACT ? `${text.slice(0, LONGEST_FACT - 1)}…` : text;
}

/** A product as "2 × M-2". */
function productText(product: unknown): string {
  const { quantity, product_id: id, name } = fieldsIn(product);
  const what = short(name ?? id ?? '');
  return quantity === undefined ? what : `${short(quantity)} × ${what}`;
}

/** What a call of the Segment spec says, for a line of the preview. */
export function sketchOf(call: unknown): EventSketch {
  const { event, type, timestamp, userId, anonymousId, context, properties, traits } = fieldsIn(call);
  const { channel, externalIds } = fieldsIn(context);
  const { products, ...rest } = fieldsIn(properties ?? traits);
  const others = (Array.isArray(externalIds) ? externalIds : []).map(fieldsIn);
  return {
    name: short(event ?? type ?? ''),
    channel: short(channel ?? ''),
    at: short(timestamp ?? ''),
    who: [
      ...(typeof userId === 'string' ? [`user_id ${userId}`] : []),
      ...(typeof anonymousId === 'string' ? [`anonymous_id ${anonymousId}`] : []),
      ...others.map((each) => `${short(each['type'])} ${short(each['id'])}`),
    ],
    facts: [
      ...Object.entries(rest)
        .slice(0, FACTS_SHOWN)
        .map(([name, value]) => `${name}: ${short(value)}`),
      ...(Array.isArray(products) ? products.slice(0, FACTS_SHOWN).map(productText) : []),
    ],
  };
}
