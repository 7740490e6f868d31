import type { DomainError } from '../../kernel/errors.ts';
import { keepUnread } from '../dead-letters/dead-letter.store.ts';
import type { Intake } from '../intake.service.ts';
import { refusedRow } from './live.ts';

/** A request that was refused whole: whose it was, at which door, why, and its body where that came to be read. */
export type Refusal = {
  readonly source: { readonly name: string; readonly channel: string | null } | undefined;
  readonly door: string;
  readonly fault: DomainError;
  readonly body: string | undefined;
};

// A key in a body that cannot be read may stand anywhere in it.
const keys = /\b[sw]k_[A-Za-z0-9_-]{20,}/g;
const keyField = /("writeKey"\s*:\s*)"[^"]*"?/g;

function withoutKeys(body: string): string {
  return body.replaceAll(keyField, '$1""').replaceAll(keys, '(key)');
}

/**
 * Counts a request that was refused whole. Of a known source a few bodies an hour are kept, to be mended; of strangers
 * none, or anybody could fill the disk.
 */
export async function refuseWhole(intake: Intake, { source, door, fault, body }: Refusal): Promise<void> {
  const at = intake.deps.clock();
  const name = source?.name ?? '';
  intake.tally.refuse(name, at, fault.code);
  const shown = { source: name, code: fault.code, reason: fault.detail };
  intake.live.show(() => refusedRow(withoutKeys(body ?? ''), shown, at));
  if (source === undefined || body === undefined || !intake.tally.mayKeepBody(source.name, at)) return;
  const letter = {
    source: source.name,
    code: fault.code,
    field: fault.faults[0]?.field ?? '(body)',
    reason: fault.detail,
    body: withoutKeys(body),
  };
  await keepUnread(intake.deps, letter, { door, keyChannel: source.channel }, at);
}
