import { DAY_MS, type Instant } from '../../kernel/period.ts';

/**
 * What keeps a graph of identifiers true: how many of a type one person has, which say more about a person, which are
 * things that people share, and when a value is so widely shared that it says nobody.
 */
export type Limit = {
  readonly most: number;
  /** The limit counts what was first seen within this time of each other; null counts everything. */
  readonly withinDays: number | null;
};

export type IdentityRules = {
  /** The types that say most about a person, the most telling first. The others follow, and devices come last. */
  readonly priority: readonly string[];
  /** Types of things that people share or change: browsers, telephones, tills. */
  readonly devices: readonly string[];
  /** Types that are a person's own number in some register; a value met with too many of them is nobody's. */
  readonly registers: readonly string[];
  readonly limits: Readonly<Record<string, Limit>>;
  readonly otherwise: Limit;
  /** With how many numbers of one register a value may be met before it joins nobody any more. */
  readonly caps: Readonly<Record<string, Limit>>;
  /** Values that are nobody's whoever sends them, as info@ of the company itself: in their one form, of any type. */
  readonly nobody: readonly string[];
};

/** Stands in the log of changes for a change that is about everybody. */
export const EVERYBODY = '00000000-0000-0000-0000-000000000000';

/** The house's own. The limits begin at what Segment recommends (5 of a type a year), and are wider for browsers. */
export const usualRules: IdentityRules = {
  priority: ['user_id', 'personnummer', 'email', 'phone', 'loyalty'],
  devices: ['anonymous_id', 'device', 'cookie'],
  registers: ['user_id', 'personnummer', 'loyalty', 'crm_id'],
  limits: {
    user_id: { most: 1, withinDays: null },
    personnummer: { most: 1, withinDays: null },
    email: { most: 5, withinDays: 365 },
    phone: { most: 5, withinDays: 365 },
    loyalty: { most: 5, withinDays: 365 },
    anonymous_id: { most: 50, withinDays: 7 },
    cookie: { most: 50, withinDays: 7 },
    device: { most: 20, withinDays: 365 },
  },
  otherwise: { most: 50, withinDays: 365 },
  caps: {
    email: { most: 5, withinDays: 365 },
    phone: { most: 5, withinDays: 365 },
    anonymous_id: { most: 5, withinDays: 30 },
    cookie: { most: 5, withinDays: 30 },
    device: { most: 5, withinDays: 30 },
  },
  nobody: [],
};

export function limitOf(rules: IdentityRules, type: string): Limit {
  return rules.limits[type] ?? rules.otherwise;
}

/** A type of which a person has one, ever: two of them are two people. */
export function isUnique(rules: IdentityRules, type: string): boolean {
  const { most, withinDays } = limitOf(rules, type);
  return most === 1 && withinDays === null;
}

export function isDevice(rules: IdentityRules, type: string): boolean {
  return rules.devices.includes(type);
}

/** The lower, the more an identifier of the type says about who somebody is. */
export function rankOf(rules: IdentityRules, type: string): number {
  const place = rules.priority.indexOf(type);
  if (place >= 0) return place;
  return isDevice(rules, type) ? rules.priority.length + 1 : rules.priority.length;
}

type TypedValue = { readonly type: string; readonly value: string };

/** The order in which identifiers are tried: by rank, then by type and value, so that it is the same everywhere. */
export function byRank(rules: IdentityRules): (a: TypedValue, b: TypedValue) => number {
  return (a, b) =>
    rankOf(rules, a.type) - rankOf(rules, b.type) || compare(a.type, b.type) || compare(a.value, b.value);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Puts a moment where it belongs in a list that is in order. */
export function insertMoment(sorted: Instant[], at: Instant): void {
  sorted.splice(placeOf(sorted, at), 0, at);
}

function placeOf(sorted: readonly Instant[], at: Instant): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

function fits(most: number, span: number, sorted: readonly Instant[]): boolean {
  for (let last = most; last < sorted.length; last += 1) {
    if ((sorted[last] ?? 0) - (sorted[last - most] ?? 0) < span) return false;
  }
  return true;
}

/**
 * True when no stretch of time as long as the limit's would hold more moments than it allows, both lists together. Both
 * are in order. One moment more is judged by its neighbours alone, so that a customer with very many stays cheap.
 */
export function isWithin(limit: Limit, own: readonly Instant[], more: readonly Instant[] = []): boolean {
  const count = own.length + more.length;
  if (count <= limit.most) return true;
  if (limit.withinDays === null) return false;
  const span = limit.withinDays * DAY_MS;
  const [only] = more;
  if (more.length === 1 && only !== undefined) {
    const place = placeOf(own, only);
    const from = Math.max(0, place - limit.most);
    const near = own.slice(from, place + limit.most);
    insertMoment(near, only);
    return fits(limit.most, span, near);
  }
  const together = [...own, ...more];
  if (more.length > 0) together.sort((a, b) => a - b);
  return fits(limit.most, span, together);
}

/** Why two identifiers that were seen together are not one customer's. */
export type Refusal =
  | { readonly code: 'limit'; readonly type: string; readonly most: number; readonly withinDays: number | null }
  | { readonly code: 'cannot-link' }
  | { readonly code: 'shared-value'; readonly type: string }
  | { readonly code: 'shared-device'; readonly type: string };

type Times = Readonly<Record<string, readonly Instant[]>>;

/**
 * What the limits say against two groups of identifiers being one person's; `undefined` when nothing. Where several do,
 * a number that a person has one of speaks first, then what says most about a person: two logins are two people however
 * many addresses they have, and the answer is the same in whatever order the types come.
 */
export function limitAgainst(rules: IdentityRules, one: Times, other: Times): Refusal | undefined {
  const broken = Object.entries(other).flatMap(([type, moments]) => {
    const own = one[type] ?? [];
    const [few, many] = own.length < moments.length ? [own, moments] : [moments, own];
    return isWithin(limitOf(rules, type), many, few) ? [] : [type];
  });
  const [type] = broken.toSorted(
    (a, b) =>
      Number(isUnique(rules, b)) - Number(isUnique(rules, a)) || rankOf(rules, a) - rankOf(rules, b) || compare(a, b),
  );
  return type === undefined ? undefined : { code: 'limit', type, ...limitOf(rules, type) };
}
