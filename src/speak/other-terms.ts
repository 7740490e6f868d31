import { type Instant, overlapOf } from '../kernel/period.ts';
import { type Statement, statementOfOffer, UNDECLARED_ZONE } from './claim.ts';
import type { OtherAspect } from './aspect.contract.ts';
import { type Finding, findingKey } from './contradiction.ts';
import { DEFAULT_TOLERANCE } from './meeting.ts';
import { areNear, TermsIndex } from './terms-index.ts';
import type { ToldTerms } from './told-terms.ts';

/** Two channels that tell the same terms of a product, and another last day, share or code. */
export type OtherTerms = Finding & {
  readonly kind: 'unequal';
  readonly aspect: OtherAspect;
  readonly offerId: string | null;
};

export type TermsQuestion = { readonly now: Instant; readonly tolerance?: number | undefined };

/**
 * Finds where, from now on, two channels tell the same terms of a product, but another last day, share off or code: texts
 * of two channels, or a text and an offer in effect. A text that says what one offer says is not held against the others.
 * One finding for each product, aspect and pair, of the two that meet first. Sorts each product's words by start and
 * sweeps; no word is held against all others.
 */
export function findOtherTerms(
  told: readonly ToldTerms[],
  { now, tolerance = DEFAULT_TOLERANCE }: TermsQuestion,
): OtherTerms[] {
  const standing = told.filter((each) => each.to > now && each.from < each.to);
  const groups = Map.groupBy(standing, ({ aspect, subject }) => `${aspect} ${subject}`);
  return [...groups.values()].flatMap((group) => (group.length < 2 ? [] : sweep(group, tolerance)));
}

function sweep(group: readonly ToldTerms[], tolerance: number): OtherTerms[] {
  const offersSaying = Map.groupBy(group.filter(isOfOffer), ({ value }) => value);
  const [texts, loose, offers] = [group, group, group].map(() => new TermsIndex(group, tolerance)) as [
    TermsIndex,
    TermsIndex,
    TermsIndex,
  ];
  const found = new Map<string, OtherTerms>();
  const meet = (others: Iterable<ToldTerms>, later: ToldTerms): void => {
    for (const other of others) {
      const pair = pairOf(other, later);
      if (speakerIn(other) !== speakerIn(later) && !found.has(pair)) found.set(pair, findingOf(other, later));
    }
  };
  for (const later of group.toSorted((a, b) => a.from - b.from)) {
    if (isOfOffer(later)) {
      meet(loose.othersThan(later), later);
      offers.add(later, speakerIn(later));
      continue;
    }
    meet(texts.othersThan(later), later);
    texts.add(later, speakerIn(later));
    const follows = (offersSaying.get(later.value) ?? []).some((offer) => haveSameTerms(offer, later, tolerance));
    if (follows) continue;
    meet(offers.othersThan(later), later);
    loose.add(later, speakerIn(later));
  }
  return [...found.values()];
}

/** The definition itself, for two words of one product and aspect. The sweep finds the same without trying all pairs. */
export function haveSameTerms(a: ToldTerms, b: ToldTerms, tolerance = DEFAULT_TOLERANCE): boolean {
  if (overlapOf(a, b) === undefined) return false;
  if (a.price !== undefined && b.price !== undefined && !areNear(a.price, b.price, tolerance)) return false;
  // What is told of a share is the share itself; a price that differs is a finding of its own.
  if (a.aspect === 'share') return true;
  if (a.percent !== undefined && b.percent !== undefined) return a.percent === b.percent;
  return a.price !== undefined && b.price !== undefined;
}

export function isOfOffer({ by }: ToldTerms): boolean {
  return 'offer' in by;
}

/** Who tells it: a channel, or an offer. */
export function speakerIn({ by }: ToldTerms): string {
  return 'offer' in by ? `offer ${by.offer.id}` : by.text.channel;
}

/** One name for the two speakers, whichever comes first. */
export function pairOf(a: ToldTerms, b: ToldTerms): string {
  return [speakerIn(a), speakerIn(b)].toSorted().join('\n');
}

function findingOf(a: ToldTerms, b: ToldTerms): OtherTerms {
  const { aspect, subject } = a;
  const inOrder = isOfOffer(a) || (!isOfOffer(b) && speakerIn(a) < speakerIn(b));
  const [first, second] = inOrder ? [a, b] : [b, a];
  const mine = statementOf(first, second);
  const other = statementOf(second, first);
  const from = Math.max(a.from, b.from);
  const offerId = 'offer' in first.by ? first.by.offer.id : null;
  return {
    // Where prices have their start nothing stands: the two are one contradiction for as long as they differ.
    key: findingKey([
      'unequal',
      subject,
      UNDECLARED_ZONE,
      mine.channel,
      other.channel,
      '',
      aspect,
      ...(offerId === null ? [] : [offerId]),
    ]),
    kind: 'unequal',
    aspect,
    subject,
    zone: UNDECLARED_ZONE,
    channels: [mine.channel, other.channel],
    from,
    to: Math.min(a.to, b.to),
    difference: null,
    witness: { at: from, statements: [mine, other] },
    offerId,
  };
}

function statementOf({ by, subject, price }: ToldTerms, other: ToldTerms): Statement {
  if ('text' in by) return by.text;
  const { offer, beside } = by;
  const channel = 'text' in other.by ? other.by.text.channel : '';
  const told = offer.channels.includes(channel) ? channel : (offer.channels[0] ?? channel);
  const statement = statementOfOffer(offer, subject, told, price);
  return beside === undefined ? statement : { ...statement, beside };
}
