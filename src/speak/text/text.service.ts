import { requestCheck } from '../../collect/check-request.service.ts';
import { type Actor, actorName, permitChannel } from '../../http/auth.ts';
import { demandSameRequest, hashRequest } from '../../http/idempotency.ts';
import { maskPersonalData } from '../../identify/personal-data.ts';
import { DomainError, notListed } from '../../kernel/errors.ts';
import { usualIdentifierSettings } from '../../kernel/identifier-settings.ts';
import { DAY_MS, type Instant, toIso } from '../../kernel/period.ts';
import { demandKnownChannels } from '../../organisation/channel-known.service.ts';
import type { Deps } from '../../store/deps.ts';
import { inTransaction, type Sql } from '../../store/postgres.ts';
import { htmlToText } from './html-text.ts';
import { loadMentionable } from './mentionable.reads.ts';
import { formOf, takeText } from './text-taken.ts';
import type { TextInput, TextView } from './text.contract.ts';
import { findText } from './text.reads.ts';
import { insertTextTerms } from './text-terms.store.ts';
import { findTextByKey, insertText, insertTextClaims, lockSource } from './text.store.ts';

type Handover = { readonly input: TextInput; readonly by: Actor; readonly idempotencyKey: string | undefined };
type Received = { readonly text: TextView; readonly isNew: boolean };

const FARTHEST_AHEAD_DAYS = 366;

/**
 * Takes in a text of a channel: masks what is personal in it, reads what it states, and lets it replace the former one of
 * the same channel and source. Sent again under the same idempotency key, it is the same one. Throws `field-invalid`,
 * `not-permitted` and `idempotency-key-reused`.
 */
export async function receiveText(deps: Deps, { input, by, idempotencyKey }: Handover): Promise<Received> {
  permitChannel(by, input.channel);
  await demandKnownChannels(deps.postgres, [input.channel], 'channel');
  const now = deps.clock();
  const seenAt = seenAtOf(input, now);
  const requestHash = hashRequest(input);
  const before = idempotencyKey === undefined ? undefined : await findTextByKey(deps.postgres, idempotencyKey);
  if (before !== undefined) return repeated(deps.postgres, before, requestHash, now);
  const { country } = deps.identifierSettings ?? usualIdentifierSettings;
  const form = formOf(input);
  const { text, masked } = maskPersonalData(input.text, { now, country });
  // Before the transaction: reading a long text takes longer than a lock should be held.
  const catalogue = await loadMentionable(deps.postgres, form === 'html' ? htmlToText(text).text : text);
  const { claims, beside, reading } = takeText(
    { ...input, form, text },
    { seenAt, catalogue, timeZone: deps.timeZone },
  );
  return inTransaction(deps.postgres, async (tx) => {
    await lockSource(tx, input);
    const id = deps.newId();
    const made = { seenAt, receivedAt: now, receivedBy: actorName(by), idempotencyKey, requestHash };
    const former = await insertText(tx, { ...input, ...made, id, form, text, masked, reading });
    if (former === undefined) return repeated(tx, await findTextByKey(tx, idempotencyKey ?? ''), requestHash, now);
    await insertTextClaims(tx, id, claims);
    await insertTextTerms(tx, id, beside);
    const said = [...claims.map(({ claim }) => claim.subject), ...beside.map(({ product }) => product)];
    const products = [...new Set([...former, ...said])];
    await requestCheck(tx, products);
    if (seenAt > now) await requestCheck(tx, products, { key: `text ${id}`, delaySeconds: (seenAt - now) / 1000 });
    return { text: await demandText(tx, id, now), isNew: true };
  });
}

/** One text. Throws `not-found`. */
export async function demandText(sql: Sql, id: string, now: Instant): Promise<TextView> {
  const text = await findText(sql, id, now);
  if (text === undefined) throw notListed('a text', id);
  return text;
}

async function repeated(
  sql: Sql,
  before: { readonly id: string; readonly requestHash: Buffer } | undefined,
  requestHash: Buffer,
  now: Instant,
): Promise<Received> {
  demandSameRequest(before?.requestHash ?? null, requestHash);
  return { text: await demandText(sql, before?.id ?? '', now), isNew: false };
}

function seenAtOf({ seenAt }: TextInput, now: Instant): Instant {
  if (seenAt === undefined) return now;
  const at = Date.parse(seenAt);
  const last = now + FARTHEST_AHEAD_DAYS * DAY_MS;
  if (at >= 0 && at <= last) return at;
  const allowed = `a time from 1970 to ${toIso(last)}`;
  throw new DomainError(
    'field-invalid',
    `seenAt is ${seenAt}, allowed is ${allowed}: say when the text is sent or was shown.`,
    [{ field: 'seenAt', found: seenAt, allowed }],
  );
}
