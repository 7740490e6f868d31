import type { Instant, Period } from '../kernel/period.ts';
import type { Claim } from './claim.ts';
import type { Finding } from './contradiction.ts';
import type { ExceptionInput } from './exception.contract.ts';
import { isForMembers } from './meeting.ts';

/** A difference that is meant: of what kind, in which channels, of which products (`null` is all), and when. */
export type DeclaredException = Period & {
  readonly id: string;
  readonly kind: ExceptionInput['kind'];
  /** One: the channel against all others. Two: against each other. */
  readonly channels: readonly string[];
  readonly products: readonly string[] | null;
};

/** What an exception is held against. */
export type Excepted = Pick<Finding, 'kind' | 'subject' | 'channels' | 'from'> & {
  readonly witness: {
    readonly statements: readonly (Pick<Claim, 'amount' | 'place' | 'priceType'> | { readonly amount: null })[];
  };
};

/**
 * Finds the exception that covers a contradiction: one of the right kind, for the product and both channels, in force
 * now, or when the contradiction begins, where that is to come. Of several the one that ends last. The check that runs, the check of an offer and the check of a folder all ask here.
 */
export function exceptionFinder<Declared extends DeclaredException>(
  exceptions: readonly Declared[],
  now: Instant,
): (finding: Excepted) => Declared | undefined {
  const byPlace = new Map<string, Declared[]>();
  for (const exception of exceptions) {
    const products = exception.products === null ? [null] : new Set(exception.products);
    // Under both of its channels: places of one of them may differ too.
    for (const channel of new Set(exception.channels)) {
      for (const product of products) {
        const key = placeKey(channel, product);
        const known = byPlace.get(key);
        if (known === undefined) byPlace.set(key, [exception]);
        else known.push(exception);
      }
    }
  }
  return (finding) => {
    let last: Declared | undefined;
    for (const channel of new Set(finding.channels))
      for (const product of [finding.subject, null])
        for (const exception of byPlace.get(placeKey(channel, product)) ?? [])
          if (isCovering(exception, finding, now) && (last === undefined || isLater(exception, last))) last = exception;
    return last;
  };
}

/** The definition itself, for one exception and one contradiction. */
export function isCovering(exception: DeclaredException, finding: Excepted, now: Instant): boolean {
  const at = Math.max(finding.from, now);
  return (
    finding.kind === 'unequal' &&
    exception.from <= at &&
    at < exception.to &&
    (exception.products === null || exception.products.includes(finding.subject)) &&
    isOfKind(exception, finding)
  );
}

/** A price difference between the channels named. Places of one channel may differ by zone and in no other way. */
function isOfKind({ kind, channels }: DeclaredException, finding: Excepted): boolean {
  const [a, b] = finding.channels;
  const [one, other] = channels;
  const isNamed =
    other === undefined ? a === one || b === one : (a === one && b === other) || (a === other && b === one);
  if (!isNamed && !(kind === 'zone-price' && a === b && channels.includes(a))) return false;
  const prices = finding.witness.statements.filter((statement) => statement.amount !== null);
  const isOfMembers = prices.some(isForMembers);
  switch (kind) {
    case 'web-price':
      return a !== b && !isOfMembers;
    case 'member-price':
      return a !== b && isOfMembers;
    case 'zone-price':
      return !isOfMembers && prices.some(({ place }) => place !== null);
    default:
      return kind satisfies never;
  }
}

function isLater(a: DeclaredException, b: DeclaredException): boolean {
  return a.to > b.to || (a.to === b.to && a.id < b.id);
}

function placeKey(channel: string, product: string | null): string {
  return product === null ? channel : `${channel}\n${product}`;
}
