import { type Instant, toIso } from '../kernel/period.ts';
import type { Deps } from '../store/deps.ts';
import type { Stores } from '../understand/rule.reads.ts';
import { inTransaction } from '../store/postgres.ts';
import { claimsByProduct } from './claim.reads.ts';
import type { Claim, StatedOffer } from './claim.ts';
import type { OfferCheck } from './contradiction.contract.ts';
import { type Finding, presentWitness } from './contradiction.ts';
import { type CheckedOffer, findOfferContradictions, regularPrice } from './offer-contradiction.ts';
import { loadExceptions } from './exception.reads.ts';
import { exceptionFinder } from './exception.ts';
import { findOfOffers, type Known } from './kinds.ts';
import type { OfferView } from './offer.contract.ts';
import { demandOffer } from './offer.service.ts';
import { loadPlans } from './plan.reads.ts';
import { loadPriceRule } from './price-rule.reads.ts';
import { priceRuleOf } from './price-rule.ts';
import { withQuotes } from './text/text.reads.ts';
import { loadToldTerms } from './told-terms.reads.ts';
import { withToldOfOffers } from './told-terms.ts';
import { loadStatedOffers, peopleOf } from './stated-offer.reads.ts';

/**
 * What the offer would contradict if it were live now: other offers, and what channels that it is not stated for were
 * seen to say. Its own channels are expected to change. A percentage that is not taken off the prior price is found too.
 * Writes nothing. Throws `not-found`.
 */
export function checkOffer(deps: Deps, id: string): Promise<OfferCheck> {
  return inTransaction(deps.postgres, (tx) => checkOfferIn({ ...deps, postgres: tx }, id, deps.clock()));
}

/** The same in a transaction under way. */
export async function checkOfferIn(stores: Stores, id: string, now: Instant): Promise<OfferCheck> {
  const tx = stores.postgres;
  const offer = await demandOffer(tx, id);
  const candidate = candidateOf(offer, now);
  const others = (await loadStatedOffers(tx, offer.products)).filter(
    (each) => each.id !== id && each.id !== offer.replaces,
  );
  const claims = await claimsByProduct(tx, offer.products, now);
  const claimsOf = (product: string): readonly Claim[] => claims.get(product) ?? [];
  const regularOf = (plan: StatedOffer, product: string) => regularPrice(claimsOf(product), plan);
  const priceRule = priceRuleOf(await loadPriceRule(tx));
  const begun = { ...candidate, from: beginOf(offer, candidate) };
  const found = await findWith(stores, { candidate, begun, others }, { now, claimsOf, regularOf, priceRule });
  const exceptionOf = exceptionFinder(await loadExceptions(tx, offer.products), now);
  const findings = found.map((each) => presentFound(each, exceptionOf(each)?.id ?? null));
  return { checkedAt: toIso(now), findings: await withQuotes(tx, findings) };
}

function candidateOf({ id, name, terms, products, channels, ...offer }: OfferView, now: Instant): CheckedOffer {
  const people = peopleOf(id, offer.audience);
  const to = offer.validTo === null ? Infinity : Date.parse(offer.validTo);
  const from = Math.max(now, Date.parse(offer.validFrom));
  return { id, name, terms, products, channels, ...people, from, to, liveAt: null };
}

/** When the offer began; what is not live yet begins now, or when it is to begin. */
function beginOf({ liveAt, validFrom }: OfferView, { from }: CheckedOffer): Instant {
  return liveAt === null ? from : Math.max(Date.parse(liveAt), Date.parse(validFrom));
}

/** What can be told of an offer before it is live. Whether channels show it, or have it, is seen when it is. */
const kindsBefore = ['plan-conflict', 'wrong-audience', 'unequal', 'prior-price'] as const;

type Offers = {
  readonly candidate: CheckedOffer;
  /** The same from when it began, for one that is live already. */
  readonly begun: CheckedOffer;
  readonly others: readonly CheckedOffer[];
};

async function findWith(
  stores: Stores,
  { candidate, begun, others }: Offers,
  facts: Pick<Known, 'now' | 'claimsOf' | 'regularOf' | 'priceRule'>,
): Promise<Finding[]> {
  const { now, claimsOf, regularOf } = facts;
  const asked = new Set(candidate.products);
  const near = others.map((other) => ({ ...other, products: other.products.filter((product) => asked.has(product)) }));
  const question = { now, claimsOf, observedChannels: [], found: [] };
  const seen = findOfferContradictions([candidate, ...near], question);
  // Beside each other offer alone: among several, the witness would be the two that are farthest apart.
  const planned = near.flatMap((other) => findOfferContradictions([candidate, other], question).filter(isOfOffers));
  const plans = await loadPlans(stores, [candidate, ...near], facts);
  const texts = await loadToldTerms(stores.postgres, candidate.products, now);
  const told = withToldOfOffers(texts, [candidate, ...near], { regularOf, timeZone: stores.timeZone });
  const none = { delivered: [], ended: [], others: [], promises: { open: [], asks: () => true } };
  const beside = findOfOffers({ ...facts, ...none, offers: [begun], plans, told }, kindsBefore);
  return [...seen.filter((each) => !isOfOffers(each)), ...planned, ...beside].filter((each) =>
    each.witness.statements.some((statement) => statement.offerId === candidate.id),
  );
}

function isOfOffers({ witness }: Finding): boolean {
  return witness.statements.every((statement) => statement.offerId !== null);
}

function presentFound(finding: Finding, exceptedBy: string | null): OfferCheck['findings'][number] {
  const { kind, aspect = 'price', subject, zone, channels, difference, from, to, witness } = finding;
  return {
    kind,
    ...(kind === 'unequal' ? { aspect } : {}),
    product: subject,
    zone,
    difference,
    exceptedBy,
    channels: [channels[0], channels[1]],
    holdsFrom: toIso(from),
    holdsTo: toIso(Number.isFinite(to) ? to : null),
    witness: presentWitness(witness),
  };
}
