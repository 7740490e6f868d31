import { type Instant, toIso } from '../../kernel/period.ts';
import type { GoodCall } from '../event-check.ts';
import { withoutNumbers, withoutSecrets } from '../secret-field.ts';
import type { BareRow, Found } from './live.contract.ts';

/**
 * A row of the live stream says of one call what came, what was read from it and who it was found to be about. What
 * stands in it is seen by members, so keys and personal numbers are left out.
 */
const MOST_RAW_CHARACTERS = 16_384;
const MOST_PARSED_CHARACTERS = 16_384;
const MOST_REASON_CHARACTERS = 600;

function rawText(raw: unknown): { readonly raw: string; readonly isCut: boolean } {
  let text: string;
  try {
    text = typeof raw === 'string' ? raw : (JSON.stringify(withoutSecrets(raw), withoutKeys, 2) ?? 'undefined');
  } catch {
    text = '(nested too deeply to be written down)';
  }
  const bare = withoutNumbers(text).toWellFormed();
  return { raw: bare.slice(0, MOST_RAW_CHARACTERS), isCut: bare.length > MOST_RAW_CHARACTERS };
}

function withoutKeys(name: string, value: unknown): unknown {
  return name === 'writeKey' ? undefined : value;
}

type Line = {
  readonly at: string;
  readonly message_id: string;
  readonly name: string;
  readonly channel: string;
  readonly source: string;
  readonly identifiers: BareRow['identifiers'];
  readonly violations?: readonly string[];
};

const findings: readonly Found[] = ['known', 'new', 'attached', 'merged', 'refused'];

/** What finding the customer came to, in the words of the room that finds them. */
function foundIn(resolved: object): Found {
  return findings.find((each) => 'outcome' in resolved && resolved.outcome === each) ?? 'known';
}

/** The row of an event that was taken in. */
export function takenRow(
  raw: unknown,
  call: Pick<GoodCall, 'line'>,
  resolved: { readonly customerId: string },
  receivedAt: Instant,
): BareRow {
  const line = JSON.parse(call.line) as Line & Record<string, unknown>;
  return {
    outcome: 'taken',
    receivedAt: toIso(receivedAt),
    at: line.at,
    source: line.source,
    channel: line.channel,
    name: line.name,
    messageId: line.message_id,
    isRepeat: false,
    identifiers: line.identifiers,
    violations: [...(line.violations ?? [])],
    ...rawText(raw),
    parsed: call.line.length > MOST_PARSED_CHARACTERS ? null : line,
    customerId: resolved.customerId,
    found: foundIn(resolved),
    code: null,
    reason: null,
  };
}

export type NotTaken = { readonly source: string; readonly code: string; readonly reason: string };

function textIn(raw: unknown, name: string): string | undefined {
  const value = typeof raw === 'object' && raw !== null ? (raw as Readonly<Record<string, unknown>>)[name] : undefined;
  return typeof value === 'string' && value !== '' ? value.slice(0, 200) : undefined;
}

/** The row of what was not taken in. It has no customer: who it is about is not asked before it holds. */
export function refusedRow(raw: unknown, { source, code, reason }: NotTaken, receivedAt: Instant): BareRow {
  return {
    outcome: 'refused',
    receivedAt: toIso(receivedAt),
    at: null,
    source,
    channel: null,
    name: textIn(raw, 'event') ?? textIn(raw, 'type') ?? '',
    messageId: textIn(raw, 'messageId') ?? null,
    isRepeat: false,
    identifiers: [],
    violations: [],
    ...rawText(raw),
    parsed: null,
    customerId: null,
    found: null,
    code,
    reason: withoutNumbers(reason).slice(0, MOST_REASON_CHARACTERS),
  };
}
