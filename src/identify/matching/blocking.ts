import type { Column, People } from './people.ts';
import type { PersonField } from './person-field.ts';

/**
 * Comparing everyone with everyone is hopeless, so only records that share a key are compared. A rule is a chain of
 * keys: records are grouped by the first, and a group that is too large is divided by the next (all the Anderssons by
 * their given names, then by their years of birth). A rare surname is compared whole, a common one with more care.
 */
type Key = { readonly field: PersonField; readonly part: (value: string) => string };
export type BlockingRule = readonly Key[];

const whole = (field: PersonField): Key => ({ field, part: (value) => value });
const start = (field: PersonField, length: number): Key => ({ field, part: (value) => value.slice(0, length) });
const localPart: Key = { field: 'email', part: (value) => value.split('@', 1)[0] ?? '' };

/** The rules, of which those are used whose first field the lists have. */
export const blockingRules: readonly BlockingRule[] = [
  [whole('nationalId'), start('surname', 3), start('givenName', 3)],
  [whole('email'), start('givenName', 3), whole('birthDate')],
  [localPart, start('givenName', 3), start('surname', 3)],
  [whole('phone'), start('givenName', 3), whole('birthDate')],
  [whole('birthDate'), start('surname', 2), start('givenName', 2), whole('postcode')],
  [whole('surname'), start('givenName', 1), start('birthDate', 4), start('postcode', 3), whole('givenName')],
  [whole('givenName'), start('surname', 2), start('birthDate', 4), start('postcode', 3), whole('surname')],
  [whole('address'), start('surname', 1), start('givenName', 1)],
  [whole('postcode'), start('surname', 2), start('givenName', 2), start('birthDate', 4)],
];

/** The groups of one rule: `order` holds the records group by group; `blockOf` says in which group a record is, or -1. */
export type Blocks = {
  readonly rule: BlockingRule;
  readonly order: Int32Array;
  /** Where each group begins in `order`, and at the end where the last one ends. */
  readonly starts: Int32Array;
  /** By how many keys of the rule each group was made. */
  readonly depths: Uint8Array;
  readonly blockOf: Int32Array;
};

const MOST_IN_BLOCK = 50;

/** Groups the people by every rule that fits their columns. No group is larger than `most`. */
export function blockPeople(people: People, most = MOST_IN_BLOCK, rules = blockingRules): Blocks[] {
  return rules.flatMap((rule) => {
    const keys = rule.flatMap((key) => {
      const column = people.columns.find(({ field }) => field === key.field);
      return column === undefined ? [] : [{ ...key, codes: codesOf(column, key) }];
    });
    if (keys[0]?.field !== rule[0]?.field) return [];
    return [divide(people.count, keys, most)];
  });
}

function codesOf(column: Column, { part }: Key): Int32Array {
  const codeByPart = new Map<string, number>([['', 0]]);
  const partOfValue = Int32Array.from(column.values, (value) => {
    const text = part(value);
    const known = codeByPart.get(text);
    if (known !== undefined) return known;
    codeByPart.set(text, codeByPart.size);
    return codeByPart.size - 1;
  });
  return Int32Array.from(column.codes, (code) => partOfValue[code] ?? 0);
}

function divide(count: number, keys: readonly (Key & { codes: Int32Array })[], most: number): Blocks {
  const blockOf = new Int32Array(count).fill(-1);
  const order = new Int32Array(count);
  const starts: number[] = [];
  const depths: number[] = [];
  let filled = 0;
  const emit = (members: Int32Array, depth: number): void => {
    if (members.length < 2) return;
    for (const member of members) blockOf[member] = starts.length;
    starts.push(filled);
    depths.push(depth);
    order.set(members, filled);
    filled += members.length;
  };
  const divideGroup = (members: Int32Array, depth: number): void => {
    const key = keys[depth];
    if (depth > 0 && members.length <= most) emit(members, depth);
    // Out of keys: records lie in the order of what they hold, so neighbours are the likeliest to be the same person.
    else if (key === undefined)
      for (let at = 0; at < members.length; at += most) emit(members.subarray(at, at + most), depth);
    else for (const group of groupsBy(members, key.codes)) divideGroup(group, depth + 1);
  };
  divideGroup(
    Int32Array.from({ length: count }, (_, i) => i),
    0,
  );
  starts.push(filled);
  return {
    rule: keys,
    order: order.slice(0, filled),
    starts: Int32Array.from(starts),
    depths: Uint8Array.from(depths),
    blockOf,
  };
}

/** Members by their codes, each group in its members' order; who has no code is in no group. */
function* groupsBy(members: Int32Array, codes: Int32Array): Generator<Int32Array> {
  const sorted = members.toSorted((a, b) => (codes[a] ?? 0) - (codes[b] ?? 0) || a - b);
  let from = 0;
  for (let at = 1; at <= sorted.length; at += 1) {
    const code = codes[sorted[from] ?? 0] ?? 0;
    if (at < sorted.length && codes[sorted[at] ?? 0] === code) continue;
    if (code !== 0 && at - from > 1) yield sorted.subarray(from, at);
    from = at;
  }
}

/** Visits every pair within one group, between the lists when there are two. `i` is before `j`. */
export function visitBlock(blocks: Blocks, block: number, people: People, visit: (i: number, j: number) => void): void {
  const { order, starts } = blocks;
  const end = starts[block + 1] ?? 0;
  const between = people.listCount === 2;
  for (let x = starts[block] ?? 0; x < end; x += 1) {
    const i = order[x] ?? 0;
    for (let y = x + 1; y < end; y += 1) {
      const j = order[y] ?? 0;
      if (!between || people.lists[i] !== people.lists[j]) visit(i, j);
    }
  }
}

/**
 * Visits every pair that shares a group, once. Nothing is remembered of the pairs: a pair belongs to the first rule that
 * puts the two into one group, and every later rule can tell by their group numbers that it has been visited.
 */
export function visitPairs(all: readonly Blocks[], people: People, visit: (i: number, j: number) => void): void {
  all.forEach((blocks, index) => {
    const earlier = all.slice(0, index).map(({ blockOf }) => blockOf);
    for (let block = 0; block < blocks.depths.length; block += 1)
      visitBlock(blocks, block, people, (i, j) => {
        for (const blockOf of earlier) {
          const known = blockOf[i];
          if (known !== -1 && known === blockOf[j]) return;
        }
        visit(i, j);
      });
  });
}
