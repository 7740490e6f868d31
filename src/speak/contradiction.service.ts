import { CHECK_JOB } from '../collect/check-request.service.ts';
import { bringHomesUpToDate } from '../identify/home.service.ts';
import { type Instant, toIso } from '../kernel/period.ts';
import type { Deps } from '../store/deps.ts';
import { inTransaction } from '../store/postgres.ts';
import type { Jobs } from '../store/queue.ts';
import type { Stores } from '../understand/rule.reads.ts';
import { loadObservedChannels, streamClaims } from './claim.reads.ts';
import type { Claim, StatedOffer } from './claim.ts';
import {
  closeGone,
  loadKnownContradictions,
  lockChecks,
  recordCheck,
  saveContradictions,
} from './contradiction.store.ts';
import { type Finding, findContradictions } from './contradiction.ts';
import { loadExceptions } from './exception.reads.ts';
import { exceptionFinder } from './exception.ts';
import { countExposed } from './exposure.reads.ts';
import { discountOf, findOfferContradictions, newestRegularClaim, regularPrice } from './offer-contradiction.ts';
import { forgetSettled, loadAcceptances } from './handling.store.ts';
import {
  type Judged,
  type Judging,
  judgeSightings,
  judgeStanding,
  type KnownContradiction,
  type SettledContradiction,
  withHarm,
} from './judging.ts';
import { findOfOffers, findOfProduct, type Known } from './kinds.ts';
import { claimsOfTold, type ToldPrice } from './message/claims-of-message.ts';
import { loadToldPrices } from './message/told-price.reads.ts';
import { inOrderOfStart } from './order.ts';
import { loadPlans } from './plan.reads.ts';
import { loadPriceRule } from './price-rule.reads.ts';
import { type PriceRuleOptions, priceRuleOf } from './price-rule.ts';
import { endedByTheNext } from './settlement.ts';
import { keepSpells } from './spell.store.ts';
import { loadToldTerms } from './told-terms.reads.ts';
import { withToldOfOffers } from './told-terms.ts';
import { loadEndedOffers, loadStatedOffers } from './stated-offer.reads.ts';
import { loadAskingChannels, loadPromisedTerms } from './unknown-promise.reads.ts';
import type { PromisedTerms } from './unknown-promise.ts';

/** What a check came to. `found` counts everything that history and offers show; the rest says how it stands now. */
export type CheckReport = {
  readonly checkedAt: string;
  readonly claims: number;
  readonly found: number;
  readonly opened: number;
  readonly open: number;
  readonly answered: number;
  readonly excepted: number;
  readonly accepted: number;
  readonly closed: number;
};

/**
 * Compares what our channels say, of all products or of some, and writes how each contradiction stands: new ones are
 * opened, those that still hold keep their id and the time they were opened, the others are answered or closed.
 */
export async function checkContradictions(
  deps: Deps,
  options: { readonly products?: readonly string[] } = {},
): Promise<CheckReport> {
  const products = options.products ?? 'all';
  await bringHomesUpToDate(deps);
  return inTransaction(deps.postgres, async (tx) => {
    await lockChecks(tx);
    const now = deps.clock();
    const known = await loadKnownContradictions(tx, products);
    const offers = await loadStatedOffers(tx, products);
    const ended = await loadEndedOffers(tx, products, now);
    const priceRule = priceRuleOf(await loadPriceRule(tx));
    const exceptionOf = exceptionFinder(await loadExceptions(tx, products), now);
    const acceptances = await loadAcceptances(tx, now);
    const promises = await loadPromisedTerms(tx, products, now);
    const told = await loadToldPrices(tx, products, now);
    const { timeZone } = deps;
    const about: Subject = {
      timeZone,
      products,
      now,
      known,
      offers,
      ended,
      priceRule,
      exceptionOf,
      acceptances,
      promises,
      told,
    };
    const check = await compare({ ...deps, postgres: tx }, about);
    const exposed = await countExposed(deps.clickhouse, [...new Set(check.judged.map((each) => each.product))], now);
    const settled = check.judged.map((each) => withHarm(each, exposed.get(each.product) ?? 0, deps.newId));
    const kept = new Set(settled.map((each) => each.key));
    const gone = [...known.values()].filter((each) => !kept.has(each.key) && each.status !== 'closed');
    await saveContradictions(tx, settled);
    await closeGone(
      tx,
      gone.map((each) => each.id),
      now,
    );
    await forgetSettled(tx);
    await keepSpells(tx, products, now);
    if (products === 'all') await recordCheck(tx, now, check.claims, settled.length);
    return reportOf(now, check.claims, settled, known, gone.length);
  });
}

/** The jobs that the worker does for this room. */
export function contradictionJobs(deps: Deps): Jobs {
  return {
    [CHECK_JOB]: async (items) => {
      const products = items.flatMap((item) =>
        typeof item === 'object' && item !== null && 'product' in item ? [String(item.product)] : [],
      );
      const some = products.length === items.length && products.length > 0;
      await checkContradictions(deps, some ? { products } : {});
    },
  };
}

type Subject = Judging & {
  readonly products: readonly string[] | 'all';
  readonly timeZone: string;
  /** Offers that no channel is to show any more. */
  readonly ended: readonly StatedOffer[];
  readonly priceRule: PriceRuleOptions;
  readonly promises: readonly PromisedTerms[];
  /** What live messages tell of prices, by product. */
  readonly told: ReadonlyMap<string, readonly ToldPrice[]>;
};

async function compare(stores: Stores, subject: Subject): Promise<{ claims: number; judged: Judged[] }> {
  const offered = new Set([...subject.offers, ...subject.ended].flatMap((offer) => offer.products));
  for (const { product } of subject.promises) offered.add(product);
  const claimsOfOffered = new Map<string, readonly Claim[]>();
  const findingsOfOffered: Finding[] = [];
  const judged: Judged[] = [];
  let claims = 0;
  for await (const batch of streamClaims(stores.postgres, subject.products, subject.now)) {
    claims += batch.length;
    const byProduct = Map.groupBy(batch, (claim) => claim.subject);
    for (const [product, group] of byProduct) {
      const ended = inOrderOfStart(endedByTheNext(group));
      const told = subject.told.get(product);
      const said = told === undefined ? ended : withTold(ended, told, subject.now);
      const { findings } = findContradictions(said);
      for (const finding of findings) judged.push(judgeSightings(finding, said, subject));
      for (const finding of findOfProduct(ended, subject.priceRule))
        if (finding.isStanding !== false) judged.push(judgeStanding(finding, subject, 1));
      if (!offered.has(product)) continue;
      claimsOfOffered.set(product, ended);
      findingsOfOffered.push(...findings);
    }
  }
  const claimsOf = (product: string): readonly Claim[] => claimsOfOffered.get(product) ?? [];
  const ofOffers = findOfferContradictions(narrowed(subject.offers, subject), {
    now: subject.now,
    claimsOf,
    observedChannels: await loadObservedChannels(stores.postgres),
    found: findingsOfOffered,
  });
  const byId = new Map(subject.offers.map((offer) => [offer.id, offer]));
  for (const finding of ofOffers) {
    const offer = byId.get(finding.offerId);
    const discount = offer && discountOf(offer, claimsOf(finding.subject));
    judged.push(judgeStanding(finding, subject, discount ?? 1));
  }
  for (const finding of findOfOffers(await loadKnown(stores, subject, claimsOf)))
    judged.push(judgeStanding(finding, subject, 1));
  return { claims, judged };
}

/** What was seen of a product, with what live messages tell of its price. */
function withTold(ended: readonly Claim[], told: readonly ToldPrice[], now: Instant): readonly Claim[] {
  return inOrderOfStart([...ended, ...claimsOfTold(told, newestRegularClaim(ended, now))]);
}

/** What the check knows of offers, texts, customers and promises, beside what was seen. */
async function loadKnown(stores: Stores, subject: Subject, claimsOf: Known['claimsOf']): Promise<Known> {
  const { now, timeZone, priceRule, promises, products } = subject;
  const offers = narrowed(subject.offers, subject);
  const regularOf = (offer: StatedOffer, product: string) => regularPrice(claimsOf(product), offer);
  const asking = promises.length === 0 ? new Set<string>() : await loadAskingChannels(stores.postgres, now);
  const texts = await loadToldTerms(stores.postgres, products, now);
  return {
    now,
    claimsOf,
    regularOf,
    offers,
    delivered: offers.filter((offer) => offer.liveAt !== null),
    ended: narrowed(subject.ended, subject),
    others: subject.offers.filter((offer) => now < offer.to),
    priceRule,
    plans: await loadPlans(stores, offers, { now, regularOf }),
    told: withToldOfOffers(texts, offers, { regularOf, timeZone }),
    promises: { open: promises, asks: (channel) => asking.has(channel) },
  };
}

/** A check of some products asks of an offer only what it says of those. */
function narrowed<Offer extends StatedOffer>(offers: readonly Offer[], { products }: Subject): readonly Offer[] {
  if (products === 'all') return offers;
  const asked = new Set(products);
  return offers.map((offer) => ({ ...offer, products: offer.products.filter((product) => asked.has(product)) }));
}

function reportOf(
  now: Instant,
  claims: number,
  settled: readonly SettledContradiction[],
  known: ReadonlyMap<string, KnownContradiction>,
  gone: number,
): CheckReport {
  const count = (status: SettledContradiction['status']): number =>
    settled.filter((each) => each.status === status).length;
  const opened = settled.filter((each) => each.status === 'open' && known.get(each.key)?.status !== 'open').length;
  return {
    checkedAt: toIso(now),
    claims,
    found: settled.length,
    opened,
    open: count('open'),
    answered: count('answered'),
    excepted: count('excepted'),
    accepted: count('accepted'),
    closed: count('closed') + gone,
  };
}
