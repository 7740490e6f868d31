import { requestCheck } from '../collect/check-request.service.ts';
import type { Actor } from '../http/auth.ts';
import { demandSameRequest, hashRequest } from '../http/idempotency.ts';
import { DomainError, notListed } from '../kernel/errors.ts';
import { DAY_MS, type Instant, toIso } from '../kernel/period.ts';
import { recordDeeds } from '../organisation/audit.service.ts';
import { demandKnownChannels } from '../organisation/channel-known.service.ts';
import type { Deps } from '../store/deps.ts';
import { inTransaction, type Sql } from '../store/postgres.ts';
import { type ExceptionInput, type ExceptionView, LONGEST_EXCEPTION_DAYS } from './exception.contract.ts';
import { findException } from './exception.reads.ts';
import { endException, insertException, loadExceptionByKey } from './exception.store.ts';
import { readValidity, type Validity } from './validity.ts';

type Declaration = { readonly input: ExceptionInput; readonly by: Actor; readonly idempotencyKey?: string | undefined };

/** Declares an exception. Sent again under the same idempotency key, it is the same one. Throws `field-invalid`. */
export async function declareException(
  deps: Deps,
  { input, by, idempotencyKey }: Declaration,
): Promise<{ readonly exception: ExceptionView; readonly isNew: boolean }> {
  const { kind, channels, shownText, reason, products = null } = input;
  demandWords(input);
  await demandKnownChannels(deps.postgres, channels, 'channels');
  const requestHash = hashRequest(input);
  return inTransaction(deps.postgres, async (tx) => {
    const now = deps.clock();
    const before = idempotencyKey === undefined ? undefined : await loadExceptionByKey(tx, by.id, idempotencyKey);
    if (before !== undefined) return repeated(tx, before, requestHash, now);
    const { validFrom, validTo } = boundedValidity(input, now);
    const id = deps.newId();
    const isNew = await insertException(tx, {
      id,
      kind,
      channels,
      products,
      shownText,
      reason,
      validFrom,
      validTo,
      requestHash,
      declaredAt: now,
      declaredBy: by.id,
      idempotencyKey: idempotencyKey ?? null,
    });
    if (!isNew) return repeated(tx, await loadExceptionByKey(tx, by.id, idempotencyKey ?? ''), requestHash, now);
    const detail = { kind, channels, products: products?.length ?? 'all', validTo: toIso(validTo), reason };
    await recordDeeds(deps, tx, [{ by, action: 'declared', subject: { kind: 'exception', id }, detail }]);
    const concerned = products ?? 'all';
    await requestCheck(tx, concerned);
    // It opens again what it covered when it ends, and covers when it begins: then the channels are compared anew.
    for (const [word, at] of [
      ['begin', validFrom],
      ['end', validTo],
    ] as const)
      if (at > now)
        await requestCheck(tx, concerned, { key: `exception ${id} ${word}`, delaySeconds: (at - now) / 1000 });
    return { exception: await demandException(tx, id, now), isNew };
  });
}

/** Ends an exception before its time; one that is over stays as it is. Throws `not-found`. */
export async function endExceptionEarly(deps: Deps, id: string, by: Actor): Promise<ExceptionView> {
  return inTransaction(deps.postgres, async (tx) => {
    const now = deps.clock();
    if (await endException(tx, id, { at: now, by: by.id })) {
      const { products } = await demandException(tx, id, now);
      await recordDeeds(deps, tx, [{ by, action: 'ended', subject: { kind: 'exception', id } }]);
      await requestCheck(tx, products ?? 'all');
    }
    return demandException(tx, id, now);
  });
}

/** One exception. Throws `not-found`. */
export async function demandException(sql: Sql, id: string, now: Instant): Promise<ExceptionView> {
  const exception = await findException(sql, id, now);
  if (exception === undefined) throw notListed('an exception', id);
  return exception;
}

async function repeated(
  tx: Sql,
  before: { readonly id: string; readonly requestHash: Buffer } | undefined,
  requestHash: Buffer,
  now: Instant,
): Promise<{ readonly exception: ExceptionView; readonly isNew: boolean }> {
  demandSameRequest(before?.requestHash ?? null, requestHash);
  return { exception: await demandException(tx, before?.id ?? '', now), isNew: false };
}

function demandWords(input: ExceptionInput): void {
  for (const field of ['shownText', 'reason'] as const)
    if (input[field].trim() === '')
      throw new DomainError('field-invalid', `${field} is empty, allowed are words that say it.`, [
        { field, found: 'nothing but spaces', allowed: 'words' },
      ]);
}

function boundedValidity(input: ExceptionInput, now: Instant): { validFrom: Instant; validTo: Instant } {
  const { validFrom, validTo }: Validity = readValidity(input, now);
  const last = now + LONGEST_EXCEPTION_DAYS * DAY_MS;
  if (validTo !== null && now < validTo && validTo <= last) return { validFrom, validTo };
  throw new DomainError(
    'field-invalid',
    `An exception ends, and within ${LONGEST_EXCEPTION_DAYS} days from now: validTo is ${input.validTo}, allowed is a time from now to ${toIso(last)}. Declare it anew when it is still meant then.`,
    [{ field: 'validTo', found: input.validTo, allowed: `a time after ${toIso(now)} and at most ${toIso(last)}` }],
  );
}
