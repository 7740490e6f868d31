import { writeFile } from 'node:fs/promises';
import { declarePriceZones } from '../collect/price-zone.service.ts';
import { recordEvents } from '../collect/event.service.ts';
import { readSighting } from '../collect/sighting.ts';
import { receiveSightings } from '../collect/sighting.service.ts';
import { createCustomers } from '../identify/bulk.service.ts';
import { keyOfIdentifier, usableIdentifiers } from '../identify/identifier.ts';
import type { Actor } from '../http/auth.ts';
import type { Instant } from '../kernel/period.ts';
import { describeChannels } from '../organisation/channel.service.ts';
import { ownersOfChannels } from '../organisation/channel-owner.reads.ts';
import { addKeys, addSourceKey } from '../organisation/key.service.ts';
import { ensureSources } from '../organisation/source.service.ts';
import { recordPromise } from '../promise/promise.service.ts';
import { redeemPromise } from '../promise/redemption.service.ts';
import { checkContradictions } from '../speak/contradiction.service.ts';
import { createMessage } from '../speak/message/message.service.ts';
import { approveChannel, publishMessage, submitForReview } from '../speak/message/message-step.service.ts';
import { writePortfolio } from '../speak/message/portfolio.service.ts';
import { changeOffer, createOffer } from '../speak/offer.service.ts';
import type { Deps } from '../store/deps.ts';
import { inTransaction } from '../store/postgres.ts';
import type { PlannedOffer, PlannedPromise } from './bargains.ts';
import { COMPANY_NAME, companyChannels, companySources, ownSource, storeZones } from './company.ts';
import { type PlannedMessage, planMessages, companyPortfolio } from './messages.ts';
import { drawSightings } from './prices.ts';
import { isExampleLoaded, lockExample, markExampleLoaded, saveExampleTime } from './shop.store.ts';
import { drawShop } from './shop.ts';

export type ExampleStep = 'customers' | 'events' | 'sightings' | 'offers' | 'messages' | 'promises' | 'check';

export type ExampleOptions = {
  readonly now: Instant;
  /** Where the keys of the example are written, readable to the user of this process only. */
  readonly keysFile: string;
  readonly progress?: (step: ExampleStep, count: number) => void;
};

/**
 * Loads the example shop as it stands at `now`. Does nothing when it is loaded already. A load that was broken off is
 * done again for the time it began with; each step writes the same rows once more, so nothing comes twice.
 */
export async function loadExampleShop(deps: Deps, options: ExampleOptions): Promise<'loaded' | 'was-loaded'> {
  return inTransaction(deps.postgres, async (tx) => {
    await lockExample(tx);
    if (await isExampleLoaded(tx)) return 'was-loaded';
    // Outside the transaction, so that it outlives a crash.
    const now = await saveExampleTime(deps.postgres, options.now);
    await load(deps, now, options);
    await saveKeyFile(deps, options.keysFile);
    await markExampleLoaded(tx, COMPANY_NAME);
    return 'loaded';
  });
}

async function load(deps: Deps, now: Instant, { progress = () => {} }: ExampleOptions): Promise<void> {
  const shop = drawShop(now);
  await describeChannels(deps, companyChannels);
  await ensureSources(deps, companySources);
  await declarePriceZones(deps, storeZones);
  progress('customers', shop.customers.length);
  const nodes = await inTransaction(deps.postgres, (tx) => createCustomers(deps, tx, shop.customers, now));
  progress('events', shop.events.length);
  await recordEvents(
    deps,
    shop.events.map((event) => {
      const [first] = usableIdentifiers(event.identifiers);
      const subject = first === undefined ? undefined : nodes.get(keyOfIdentifier(first));
      return subject === undefined ? event : { ...event, subject };
    }),
  );
  await loadSightings(deps, now, progress);
  progress('offers', shop.offers.length);
  const offers = new Map<string, string>();
  for (const [index, planned] of shop.offers.entries())
    offers.set(planned.offer.name, await loadOffer(deps, planned, `example-offer-${index}`));
  const messages = planMessages(now, (name) => offers.get(name) ?? '');
  progress('messages', messages.length);
  for (const [index, planned] of messages.entries()) await loadMessage(deps, planned, `example-message-${index}`);
  await writePortfolio(deps, companyPortfolio, await ownerActor(deps, 'newsletter', 'Saga Ljungkulle'));
  progress('promises', shop.promises.length);
  for (const [index, promise] of shop.promises.entries()) await loadPromise(deps, promise, `example-promise-${index}`);
  const { open } = await checkContradictions({ ...deps, clock: () => now });
  progress('check', open);
}

async function loadSightings(deps: Deps, now: Instant, progress: (step: ExampleStep, count: number) => void) {
  const rows = drawSightings(now).map((input, index) => ({
    line: index + 1,
    reading: readSighting(input, deps),
    body: () => JSON.stringify(input),
  }));
  progress('sightings', rows.length);
  await receiveSightings(deps, { fileName: `${COMPANY_NAME} (example)` }, rows);
}

/** Writes an offer and brings it to its state, each step as if it were taken then. */
async function loadOffer(
  deps: Deps,
  { offer, by: author, at, state }: PlannedOffer,
  idempotencyKey: string,
): Promise<string> {
  const then = { ...deps, clock: () => at };
  const by = await ownerActor(deps, 'newsletter', author);
  const made = await createOffer(then, { offer, by, idempotencyKey });
  const { id } = made.offer;
  let now = made.offer.state;
  for (const { channel, owner, by: approved } of made.offer.approvals) {
    if (now !== 'draft' || state === 'draft' || approved !== null || owner === null) continue;
    now = (await changeOffer(then, { id, act: 'approve', by: await ownerActor(deps, channel, owner) })).state;
  }
  if (now === 'approved' && state === 'live') await changeOffer(then, { id, act: 'publish', by });
  return id;
}

async function ownerActor(deps: Deps, channel: string, name: string): Promise<Actor> {
  const id = (await ownersOfChannels(deps.postgres, [channel])).get(channel)?.id ?? '';
  return { kind: 'member', id, name, role: 'editor' };
}

/** Writes a message and brings it to its state; each channel is approved by whoever answers for it. */
async function loadMessage(deps: Deps, planned: PlannedMessage, idempotencyKey: string): Promise<void> {
  const { message, author, at, state, approvedIn } = planned;
  const then = { ...deps, clock: () => at };
  const by = await ownerActor(deps, author.channel, author.name);
  let seen = (await createMessage(then, { message, by, idempotencyKey })).message;
  const { id } = seen;
  if (state !== 'draft' && seen.state === 'draft') seen = await submitForReview(then, { id, by });
  for (const { channel, owner, approval } of seen.channels) {
    if (seen.state !== 'review' || approval !== null || owner === null || !approvedIn.includes(channel)) continue;
    const approver = await ownerActor(deps, channel, owner);
    seen = await approveChannel(then, { id, channel, version: seen.version, by: approver });
  }
  if (state === 'live' && seen.state === 'approved') await publishMessage(then, { id, by });
}

async function loadPromise(deps: Deps, planned: PlannedPromise, idempotencyKey: string): Promise<void> {
  const { promise, by, at, redeemed } = planned;
  const made = await recordPromise({ ...deps, clock: () => at }, { promise, by, idempotencyKey });
  if (redeemed === null) return;
  const { channel, touchpoint } = redeemed;
  await redeemPromise(
    { ...deps, clock: () => redeemed.at },
    { promiseId: made.promise.id, redemption: { channel, touchpoint }, idempotencyKey },
  );
}

/** Makes a key for each channel of ours and one for events, and writes them where the tour of the README finds them. */
async function saveKeyFile(deps: Deps, path: string): Promise<void> {
  const own = companyChannels.filter((channel) => channel.isOurs);
  const inputs = own.map(({ id, nameSv }) => ({ name: nameSv, kind: 'channel', channel: id }) as const);
  const keys = await addKeys(deps, inputs);
  const [source = ''] = await ensureSources(deps, [ownSource]);
  const write = await addSourceKey(deps, { source });
  const file = { ...Object.fromEntries(own.map(({ id }, index) => [id, keys[index]?.key])), write: write.key };
  await writeFile(path, `${JSON.stringify(file, null, 2)}\n`, { mode: 0o600 });
}
