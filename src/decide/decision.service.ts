import { type Identifier, usableIdentifiers } from '../identify/identifier.ts';
import { lockCustomer } from '../identify/customer.store.ts';
import { canonicalOf, ownerOf } from '../identify/customer.reads.ts';
import { resolveHome } from '../identify/resolve.service.ts';
import { DomainError } from '../kernel/errors.ts';
import { type Instant, toIso } from '../kernel/period.ts';
import { demandKnownChannels, unknownChannel } from '../organisation/channel-known.service.ts';
import { promisesOf, writePromises } from '../promise/offer-promise.service.ts';
import { type CustomerPromise, presentPromise } from '../promise/promise.ts';
import type { Deps } from '../store/deps.ts';
import { inTransaction, type Sql } from '../store/postgres.ts';
import type { Stores } from '../understand/rule.reads.ts';
import { withAudiencesJudged } from './audience.reads.ts';
import type { Decision, DecisionInput } from './decision.contract.ts';
import { answerKeeper, type AnswerToKeep, type KeepAnswer } from './decision-keeper.service.ts';
import { decisionsAbout, findDecision } from './decision.reads.ts';
import { insertDecisions } from './decision.store.ts';
import { type Answer, decide } from './decision.ts';
import { type Facts, readFacts, type Who } from './facts.reads.ts';

export type DecisionRequest = { readonly question: DecisionInput; readonly by: string };

// Known customers are read without resolving them; one that was not seen for this long is, so that it is seen now.
const SEEN_LATELY_MS = 60_000;

/**
 * The facts about a customer who is known by all the identifiers; else the customer is resolved, or made, first. A
 * question from a channel that nobody knows makes no customer.
 */
async function factsFor(deps: Deps, { question }: DecisionRequest, now: Instant): Promise<Facts> {
  const identifiers = usableIdentifiers(question.identifiers, deps.identifierSettings, now);
  const known = identifiers.length === 0 ? undefined : await read(deps, { identifiers }, question, now);
  if (known === undefined) await demandKnownChannels(deps.postgres, [question.channel], 'channel');
  else if (!known.isChannelKnown) throw unknownChannel(question.channel);
  if (known !== undefined && now - known.lastSeenAt < SEEN_LATELY_MS) return known;
  return resolvedFacts(deps, question, question.identifiers, now);
}

async function resolvedFacts(
  deps: Deps,
  question: DecisionInput,
  identifiers: readonly Identifier[],
  now: Instant,
): Promise<Facts> {
  const appearance = { identifiers, source: question.channel, at: now };
  for (;;) {
    const { customerId, subject } = await resolveHome(deps, deps.postgres, appearance);
    const facts = await read(deps, { customerId }, question, now);
    // Merged away between the two statements: it is resolved once more, as the customer it is now.
    if (facts !== undefined) return { ...facts, subject };
  }
}

async function read(stores: Stores, who: Who, question: DecisionInput, now: Instant): Promise<Facts | undefined> {
  const about = { channel: question.channel, product: question.product ?? null };
  const facts = await readFacts(stores.postgres, who, about, now);
  return facts && withAudiencesJudged(stores, facts, now);
}

function answerFrom(facts: Facts, question: DecisionInput, now: Instant): Answer {
  const { promises, offers, regular, isFrozen } = facts;
  return decide({
    now,
    channel: question.channel,
    product: question.product ?? null,
    offers,
    promises,
    regular,
    isFrozen,
  });
}

type Told = {
  readonly deps: Deps;
  readonly facts: Facts;
  readonly answer: Answer;
  readonly question: DecisionInput;
  readonly now: Instant;
  readonly made: readonly CustomerPromise[];
};

/** The answer as it is given and kept. */
function present({ deps, facts, answer, question, now, made }: Told): Decision {
  const { chosen, price } = answer;
  const promise = chosen === null ? null : (chosen.promise ?? made.find((each) => each.topic === chosen.topic) ?? null);
  const { product = null } = question;
  const { regular } = facts;
  return {
    id: deps.newId(),
    customerId: facts.customerId,
    channel: question.channel,
    touchpoint: question.touchpoint ?? null,
    product,
    decidedAt: toIso(now),
    outcome: answer.outcome,
    quote:
      product === null || price === null
        ? null
        : { product, ...price, regularAmount: regular?.currency === price.currency ? regular.amount : null },
    promise: promise && presentPromise(promise, now),
    promises: [...answer.open, ...made].map((each) => presentPromise(each, now)),
    reasons: [...answer.reasons],
  };
}

/** Works out the answer, with the promises that it makes. Nothing is written yet. */
function workOut(deps: Deps, { question, by }: DecisionRequest, facts: Facts, now: Instant): AnswerToKeep {
  const answered = answerFrom(facts, question, now);
  const { customerId, subject, version } = facts;
  const { channel, touchpoint = null } = question;
  const made = promisesOf(deps, answered.newlyPromised, { customerId, subject, channel, touchpoint, by, now });
  const told = made.map(({ subject: _subject, ...promise }) => promise);
  const decision = present({ deps, facts, answer: answered, question, now, made: told });
  return { decision, subject, made, seen: { customerId, version } };
}

/**
 * Answers a channel what holds for a customer, and keeps the answer with the promises that it makes. Nobody waits for
 * anybody: only when the customer was changed, or promised the same, since it was looked at, the answer is worked out
 * again under the customer's lock. So a promise is made once whoever asks at the same time, in whatever process.
 */
export async function makeDecision(
  deps: Deps,
  request: DecisionRequest,
  keep: KeepAnswer = answerKeeper(deps.postgres),
): Promise<Decision> {
  const now = deps.clock();
  const facts = await factsFor(deps, request, now);
  const given = workOut(deps, request, facts, now);
  return (await keep(given)) ? given.decision : decideUnderLock(deps, request, facts);
}

async function decideUnderLock(deps: Deps, request: DecisionRequest, seen: Facts): Promise<Decision> {
  return inTransaction(deps.postgres, async (tx) => {
    const customerId = await lockOwner(tx, seen);
    const now = deps.clock();
    const facts = await read({ ...deps, postgres: tx }, { customerId }, request.question, now);
    if (facts === undefined) throw new Error(`the locked customer ${customerId} is gone`);
    const { decision, subject, made } = workOut(deps, request, { ...facts, subject: seen.subject }, now);
    await writePromises(tx, made);
    await insertDecisions(tx, [{ decision, subject }]);
    return decision;
  });
}

/** Locks the customer whose the identifier is that was asked by: a merge or a split may have come first. */
async function lockOwner(tx: Sql, { customerId, subject }: Pick<Facts, 'customerId' | 'subject'>): Promise<string> {
  const locked = await lockCustomer(tx, customerId);
  const owner = subject === null ? locked : ((await ownerOf(tx, subject)) ?? locked);
  return owner === locked ? locked : lockOwner(tx, { customerId: owner, subject });
}

/** One answer as it was given. Throws `not-found`. */
export async function demandDecision(sql: Sql, id: string): Promise<Decision> {
  const decision = await findDecision(sql, id);
  if (decision !== undefined) return decision;
  throw new DomainError('not-found', `There is no decision with the id ${id}.`, [
    { field: 'id', found: id, allowed: 'the id of a decision' },
  ]);
}

/** The newest answers about one customer. Throws `not-found`. */
export async function demandDecisionsAbout(sql: Sql, customerId: string): Promise<Decision[]> {
  const decisions = await decisionsAbout(sql, customerId);
  if (decisions.length > 0 || (await canonicalOf(sql, customerId)) !== undefined) return decisions;
  throw new DomainError('not-found', `There is no customer with the id ${customerId}.`, [
    { field: 'id', found: customerId, allowed: 'the id of a customer' },
  ]);
}
