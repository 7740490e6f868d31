import { type PageFault, pageFault } from './page-fault.ts';

/** A node of JSON-LD: whatever somebody wrote on a page. */
export type LdNode = Readonly<Record<string, unknown>>;

/** A product with prices of its own, and the group of which it is a variant. */
export type LdProduct = { readonly node: LdNode; readonly group: string };
export type LdPage = {
  readonly products: readonly LdProduct[];
  readonly faults: readonly PageFault[];
  /** What a reference (`{"@id": …}`) points at, or the node itself. */
  readonly resolve: (node: LdNode) => LdNode;
};

const DEEPEST = 40;
const MOST_NODES = 50_000;
const productTypes = new Set([
  'Product',
  'ProductGroup',
  'ProductModel',
  'IndividualProduct',
  'SomeProducts',
  'Book',
  'Vehicle',
  'Car',
]);
/** What stands there is another product, and its page says what it costs. */
const elsewhere = new Set([
  'isRelatedTo',
  'isSimilarTo',
  'isAccessoryOrSparePartFor',
  'isConsumableFor',
  'isVariantOf',
  'review',
]);

/** The products with offers in the JSON-LD blocks of a page, wherever in them they stand. */
export function productsIn(blocks: readonly string[]): LdPage {
  const faults: PageFault[] = [];
  const products: LdProduct[] = [];
  const byId = new Map<string, LdNode>();
  const waiting: { readonly value: unknown; readonly depth: number; readonly group: string }[] = [];
  for (const block of blocks) {
    const value = parsed(block);
    if (value === undefined) faults.push(pageFault('json-ld', 'A block of JSON-LD is no JSON.', { code: 'not-json' }));
    else waiting.push({ value, depth: 0, group: '' });
  }
  waiting.reverse();
  let seen = 0;
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { value, depth, group } = next;
    if ((seen += 1) > MOST_NODES || depth > DEEPEST) {
      faults.push(
        pageFault('json-ld', `It is larger or deeper than any page needs (${MOST_NODES} nodes, ${DEEPEST} deep).`, {
          code: 'too-deep',
        }),
      );
      break;
    }
    if (Array.isArray(value)) {
      waiting.push(...within(value, depth, group));
      continue;
    }
    if (!isPlainObject(value)) continue;
    const id = value['@id'];
    if (typeof id === 'string' && Object.keys(value).length > 1 && !byId.has(id)) byId.set(id, value);
    const isProduct = typesOf(value).some((type) => productTypes.has(type));
    const own = isProduct ? groupOf(value) || group : group;
    if (isProduct && value['offers'] !== undefined) products.push({ node: value, group: own });
    const inside = Object.entries(value).flatMap(([key, each]) => (elsewhere.has(key) ? [] : [each]));
    waiting.push(...within(inside, depth, own));
  }
  return { products, faults, resolve: (node) => byId.get(textOf(node['@id'])) ?? node };
}

function within(values: readonly unknown[], depth: number, group: string) {
  const composite = values.filter((each) => typeof each === 'object' && each !== null);
  // Read from the end of the list, so the last goes in first: products come out as they stand on the page.
  return composite
    .toReversed()
    .slice(-MOST_NODES)
    .map((value) => ({ value, depth: depth + 1, group }));
}

function groupOf(node: LdNode): string {
  const [parent] = nodesOf(node['isVariantOf']);
  return textOf(node['productGroupID']) || textOf(node['inProductGroupWithID']) || textOf(parent?.['productGroupID']);
}

function parsed(block: string): unknown {
  try {
    return JSON.parse(block);
  } catch {
    return undefined;
  }
}

/** The types of a node, without the address of their vocabulary. */
export function typesOf(node: LdNode): string[] {
  return listOf(node['@type']).map((type) => bareTerm(textOf(type)));
}

/** A term of schema.org without its address: `https://schema.org/InStock` is `InStock`. */
export function bareTerm(text: string): string {
  return text.replace(/^(?:https?:\/\/schema\.org\/|schema:)/, '');
}

/** JSON-LD writes one value or a list of them. */
export function listOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return value === undefined || value === null ? [] : [value];
}

export function nodesOf(value: unknown): LdNode[] {
  return listOf(value).filter(isPlainObject);
}

/** A text, or a number as one; empty for anything else. */
export function textOf(value: unknown): string {
  const [first] = listOf(value);
  return typeof first === 'string' ? first.trim() : typeof first === 'number' ? String(first) : '';
}

function isPlainObject(value: unknown): value is LdNode {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
