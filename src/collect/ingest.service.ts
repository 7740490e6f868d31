import { DomainError, type ErrorCode } from '../kernel/errors.ts';
import { inSentences } from '../kernel/fault-list.ts';
import { usualIdentifierSettings } from '../kernel/identifier-settings.ts';
import type { Instant } from '../kernel/period.ts';
import { type DeadRequest, keepDeadEvents } from './dead-letters/dead-letter.store.ts';
import type { EventForm } from './event-form.ts';
import { type EventIdentifier, lineOf } from './event.ts';
import { type BadCall, type Circumstances, type GoodCall, judgeCall } from './event-check.ts';
import { refusedRow, takenRow } from './inflow/live.ts';
import { readIsoTime } from './instant-text.ts';
import type { Intake, Resolved } from './intake.service.ts';
import { withoutNumbers, withoutSecrets } from './secret-field.ts';

// More would only fill the memory; whoever sends more is told to wait.
const WAITING_FOR_CUSTOMERS = 50_000;

/** Calls as they came in one request: the key's name and channel, and what the request says for all of them. */
export type IngestInput = {
  readonly calls: readonly unknown[];
  readonly isBatch: boolean;
  /** None is the Segment spec's own. */
  readonly form?: EventForm;
  readonly source: string;
  readonly keyChannel: string | null;
  /** Where the source's telephone numbers without a country code are from; none is the deployment's country. */
  readonly phoneCountry?: string | null | undefined;
  /** The newest change of who is who, looked up after the request came. */
  readonly newestChange?: number;
  readonly sentAt?: string | null | undefined;
  /** The context of every call that has none of its own. */
  readonly context?: Readonly<Record<string, unknown>> | null | undefined;
  /** The most bytes of one event; without it the spec's. */
  readonly mostBytes?: number;
};

function withContext(call: unknown, context: IngestInput['context']): unknown {
  return context && typeof call === 'object' && call !== null && !Array.isArray(call) ? { context, ...call } : call;
}

function judge(raw: unknown, { form, context }: IngestInput, circumstances: Circumstances): GoodCall | BadCall {
  if (form === undefined) return judgeCall(withContext(raw, context), circumstances);
  const read = form.callOf(raw);
  if ('faults' in read) return { isGood: false, code: 'field-invalid', faults: read.faults };
  const judged = judgeCall(read.call, circumstances);
  return judged.isGood
    ? judged
    : { ...judged, faults: judged.faults.map((each) => form.faultInWords(each, withoutSecrets(raw))) };
}

function sentTime(sentAt: string | null | undefined): Instant | undefined {
  if (sentAt === undefined || sentAt === null || sentAt === '') return undefined;
  const at = readIsoTime(sentAt, 'UTC');
  if (at !== undefined) return at;
  throw new DomainError('field-invalid', `sentAt is "${sentAt}", allowed is a time in ISO 8601.`, [
    { field: 'sentAt', found: sentAt, allowed: 'a time in ISO 8601, as 2026-11-22T08:00:00Z' },
  ]);
}

/** A call that holds, and what it was made of. */
export type HoldingCall = { readonly index: number; readonly raw: unknown; readonly call: GoodCall };
/** A call that was not taken in, by its place among those that came. */
export type Refused = { readonly index: number; readonly raw: unknown; readonly bad: BadCall };

/** Every fault of a call in one line. */
export function reasonOf({ faults }: BadCall): string {
  return withoutNumbers(
    faults.map((each) => `${each.field}: found ${each.found}, allowed is ${each.allowed}`).join('; '),
  );
}

const MOST_NAMED = 20;

/** The fault of a request in which no event holds: every field by its place. */
function allRefused(refused: readonly Refused[], isBatch: boolean): DomainError {
  const codes = new Set<ErrorCode>(refused.map((each) => each.bad.code));
  const [only] = codes.size === 1 ? codes : [];
  const faults = refused
    .slice(0, MOST_NAMED)
    .flatMap(({ index, bad }) =>
      bad.faults.map((each) => ({ ...each, field: isBatch ? `batch.${index}.${each.field}` : each.field })),
    );
  const unnamed = refused.length - MOST_NAMED;
  const more =
    unnamed > 0 ? [{ field: '(more)', found: `${unnamed} more events that do not hold`, allowed: 'none' }] : [];
  return new DomainError(only ?? 'field-invalid', inSentences(faults), [...faults, ...more]);
}

/** What is refused is kept as it came, but for the key and personal numbers: in that drawer none may stand. */
function withoutKey(raw: unknown): unknown {
  if (typeof raw !== 'object' || raw === null || !('writeKey' in raw)) return raw;
  const { writeKey: _writeKey, ...rest } = raw;
  return rest;
}

async function keepRefused(
  intake: Intake,
  refused: readonly Refused[],
  input: IngestInput,
  at: Instant,
): Promise<void> {
  const letters = refused.map(({ index, raw, bad }) => ({
    source: input.source,
    line: index + 1,
    code: bad.code,
    field: bad.faults[0]?.field ?? '(event)',
    reason: reasonOf(bad),
    body: withoutSecrets(withoutKey(raw)),
  }));
  const circumstances: DeadRequest = {
    form: input.form?.name ?? 'segment',
    door: input.isBatch ? 'batch' : 'single',
    keyChannel: input.keyChannel,
    sentAt: input.sentAt,
    context: withoutSecrets(input.context) as IngestInput['context'],
  };
  await keepDeadEvents(intake.deps, letters, circumstances, at);
}

/** Finds the customers of calls that hold, and keeps them: when it returns they are on the disk. */
export async function keepGood(
  intake: Intake,
  good: readonly GoodCall[],
  { source, newestChange }: Pick<IngestInput, 'source' | 'newestChange'>,
): Promise<readonly Resolved[]> {
  const appearances = good.map(({ identifiers, at, attributes }) => ({
    identifiers,
    source,
    at,
    newestChange,
    ...(attributes === undefined ? {} : { attributes }),
  }));
  const customers = await intake.customers.ask(appearances);
  const lines = good.map((each, index) =>
    lineOf(customers[index]?.customerId ?? '', each.line, customers[index]?.subject),
  );
  await intake.log.append(lines.join(''));
  return customers;
}

/** Whether there is room for more events, in memory and on the disk; throws `too-busy` when there is not. */
export function demandRoom(intake: Intake): void {
  intake.log.demandRoom();
  if (intake.customers.waitingItems > WAITING_FOR_CUSTOMERS) {
    throw new DomainError('too-busy', 'More events wait to be resolved than memory may hold. Send again in 2 seconds.');
  }
}

/** Judges each call of a request alone, as it is judged when it comes in and when it is replayed. */
export async function judgeCalls(
  intake: Pick<Intake, 'deps' | 'identity' | 'plan'>,
  input: IngestInput,
  receivedAt: Instant,
  newId: () => string,
): Promise<{ readonly good: HoldingCall[]; readonly refused: Refused[] }> {
  const { phoneCountry } = input;
  const { identifierSettings: usual = usualIdentifierSettings } = intake.deps;
  const settings = phoneCountry ? { ...usual, country: phoneCountry } : usual;
  const circumstances = {
    receivedAt,
    sentAt: sentTime(input.sentAt),
    source: input.source,
    keyChannel: input.keyChannel,
    newId,
    takesAnyIdentifier: input.form !== undefined,
    mostBytes: input.mostBytes,
    usable: (given: readonly EventIdentifier[]) => intake.identity.usable(given, settings, receivedAt),
    plan: await intake.plan.current(),
    takes: settings.takes,
  };
  const good: HoldingCall[] = [];
  const refused: Refused[] = [];
  for (const [index, raw] of input.calls.entries()) {
    const judged = judge(raw, input, circumstances);
    if (judged.isGood) good.push({ index, raw, call: judged });
    else refused.push({ index, raw, bad: judged });
  }
  return await withoutErased(intake, good, refused);
}

/** Nothing of what came stays with this refusal: whom it is about is not to be known any more. */
const ofErased: BadCall = {
  isGood: false,
  code: 'customer-erased',
  faults: [{ field: '(event)', found: 'an event from before its customer was erased', allowed: 'what came after it' }],
};

async function withoutErased(
  { deps, identity }: Pick<Intake, 'deps' | 'identity'>,
  good: HoldingCall[],
  refused: Refused[],
): Promise<{ readonly good: HoldingCall[]; readonly refused: Refused[] }> {
  if (identity.erasedAmong === undefined || good.length === 0) return { good, refused };
  const isErased = await identity.erasedAmong(
    deps,
    good.map((each) => each.call),
  );
  if (!isErased.includes(true)) return { good, refused };
  const gone = good.flatMap(({ index }, nth) => (isErased[nth] === true ? [{ index, raw: {}, bad: ofErased }] : []));
  return { good: good.filter((_, nth) => isErased[nth] !== true), refused: [...refused, ...gone] };
}

/** What became of calls: those that hold, with whom each is about, and those that do not. */
export type Taken = {
  readonly good: readonly HoldingCall[];
  readonly customers: readonly Resolved[];
  readonly refused: readonly Refused[];
};

/**
 * Takes in calls: when it returns, every one that holds is on the disk under its customer. What does not hold is handed
 * to `keep` before.
 */
export async function takeIn(intake: Intake, input: IngestInput, keep = keepRefused): Promise<Taken> {
  demandRoom(intake);
  const receivedAt = intake.deps.clock();
  const { good, refused } = await judgeCalls(intake, input, receivedAt, intake.deps.newId);
  if (refused.length > 0) await keep(intake, refused, input, receivedAt);
  const calls = good.map((each) => each.call);
  const customers = calls.length > 0 ? await keepGood(intake, calls, input) : [];
  if (calls.length > 0) intake.tally.take(input.source, receivedAt, calls.length);
  const taken = { good, customers, refused };
  if (intake.live.isWatched) showLive(intake, input.source, taken, receivedAt);
  return taken;
}

function showLive({ live }: Intake, source: string, { good, customers, refused }: Taken, receivedAt: Instant): void {
  for (const [index, { raw, call }] of good.entries())
    live.show(() => takenRow(raw, call, customers[index] ?? { customerId: '' }, receivedAt));
  for (const { raw, bad } of refused)
    live.show(() => refusedRow(raw, { source, code: bad.code, reason: reasonOf(bad) }, receivedAt));
}

/** The same for one request, whose sender is told when none of its events holds: it throws the fault. */
export async function ingest(intake: Intake, input: IngestInput): Promise<void> {
  const { good, refused } = await takeIn(intake, input);
  // That somebody was erased is not told to a sender: with a key that stands in a page anybody could ask about anybody.
  const faulty = refused.filter((each) => each.bad !== ofErased);
  if (good.length > 0 || faulty.length === 0) return;
  const fault = allRefused(faulty, input.isBatch);
  intake.keptFaults.add(fault);
  throw fault;
}
