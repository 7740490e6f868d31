import { canonicalOf } from '../identify/customer.reads.ts';
import { DomainError } from '../kernel/errors.ts';
import { DAY_MS } from '../kernel/period.ts';
import type { Doer } from '../organisation/audit.ts';
import { recordDeeds } from '../organisation/audit.service.ts';
import type { Deps } from '../store/deps.ts';
import { inTransaction } from '../store/postgres.ts';
import type { PrivacyRequest, RequestKind } from './privacy-request.contract.ts';
import { dueAt, latestDueAt } from './privacy-request.ts';
import {
  closeRequest,
  extendRequest,
  insertRequest,
  listRequests,
  type RequestQuery,
} from './privacy-request.store.ts';
import { unknownCustomer } from './unknown-customer.ts';

type Asked = {
  readonly customerId: string;
  readonly kind: RequestKind;
  /** When it came; now when nothing is said. The clock runs from then. */
  readonly receivedAt?: string | undefined;
  readonly by: Doer;
};

/** Writes down what a customer has asked for. The answer is due a month after it came. */
export async function noteRequest(deps: Deps, { customerId, kind, receivedAt, by }: Asked): Promise<PrivacyRequest> {
  const now = deps.clock();
  const at = receivedAt === undefined ? now : Date.parse(receivedAt);
  if (at > now || now - at > 365 * DAY_MS) {
    throw new DomainError('field-invalid', `receivedAt is ${receivedAt}, allowed is a time within the last year.`, [
      { field: 'receivedAt', found: receivedAt ?? '', allowed: 'a time within the last year' },
    ]);
  }
  const canonical = await canonicalOf(deps.postgres, customerId);
  if (canonical === undefined) {
    throw unknownCustomer(customerId);
  }
  const id = deps.newId();
  await inTransaction(deps.postgres, async (tx) => {
    const madeBy = `${by.kind}:${by.name}`;
    await insertRequest(tx, { id, kind, customerId: canonical, receivedAt: at, dueAt: dueAt(at), madeBy });
    await recordDeeds(deps, tx, [
      { by, action: 'noted', subject: { kind: 'request', id }, detail: { kind, customer: canonical } },
    ]);
  });
  return await demandRequest(deps, id);
}

export async function requestsThere(deps: Deps, query: RequestQuery): Promise<PrivacyRequest[]> {
  return await listRequests(deps.postgres, query);
}

async function demandRequest(deps: Deps, id: string): Promise<PrivacyRequest> {
  const [found] = await listRequests(deps.postgres, { id });
  if (found !== undefined) return found;
  throw new DomainError('not-found', `There is no request ${id}. GET /v1/requests lists them.`, [
    { field: '(path)', found: id, allowed: 'a request that was noted' },
  ]);
}

function notOpen({ id, state }: PrivacyRequest, allowed: string): DomainError {
  return new DomainError('state-conflict', `The request ${id} is ${state}; ${allowed}.`, [
    { field: '(path)', found: state, allowed },
  ]);
}

/** Ends a request by hand: done in another way than by its command, or refused with the reason that the person was given. */
export async function endRequest(
  deps: Deps,
  id: string,
  { state, outcome, by }: { readonly state: 'done' | 'refused'; readonly outcome: string; readonly by: Doer },
): Promise<PrivacyRequest> {
  const found = await demandRequest(deps, id);
  await inTransaction(deps.postgres, async (tx) => {
    const end = { by: `${by.kind}:${by.name}`, at: deps.clock(), outcome };
    if (!(await closeRequest(tx, id, state, end))) throw notOpen(found, 'one that is open can be ended');
    await recordDeeds(deps, tx, [{ by, action: state, subject: { kind: 'request', id } }]);
  });
  return await demandRequest(deps, id);
}

/** Gives a request two months more, once, for a reason that the person is told within the first (article 12.3). */
export async function extendDue(
  deps: Deps,
  id: string,
  { because, by }: { readonly because: string; readonly by: Doer },
): Promise<PrivacyRequest> {
  const found = await demandRequest(deps, id);
  await inTransaction(deps.postgres, async (tx) => {
    const latest = latestDueAt(Date.parse(found.receivedAt));
    if (!(await extendRequest(tx, id, latest, because))) throw notOpen(found, 'one that is open can be extended, once');
    await recordDeeds(deps, tx, [{ by, action: 'extended', subject: { kind: 'request', id } }]);
  });
  return await demandRequest(deps, id);
}
