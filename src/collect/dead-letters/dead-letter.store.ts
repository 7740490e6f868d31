import type { ErrorCode } from '../../kernel/errors.ts';
import type { Instant } from '../../kernel/period.ts';
import { jsonText } from '../../kernel/plain-text.ts';
import type { Deps } from '../../store/deps.ts';
import { withoutNumbers, withoutSecrets } from '../secret-field.ts';

/** Something that was not taken in, with what was wrong with it. */
export type DeadLetter = {
  readonly source: string;
  readonly line: number;
  readonly code: ErrorCode;
  readonly field: string;
  readonly reason: string;
  readonly body: unknown;
};

/** What the request said of all its events, so that each can become what it would have been. */
export type DeadRequest = {
  readonly form: 'segment' | 'cloudevents' | 'columns' | 'unread';
  readonly door: string;
  readonly keyChannel: string | null;
  readonly sentAt?: string | null | undefined;
  readonly context?: Readonly<Record<string, unknown>> | null | undefined;
};

// Enough to see what was meant and mend it; a hostile source cannot fill the disk with one call.
const LONGEST_BODY = 32_768;

// PostgreSQL's text takes no zero character. In JSON it stands escaped, in a reason it may stand bare.
function storable(text: string): string {
  return text.replaceAll('\u0000', '').toWellFormed();
}

type Written = Omit<DeadLetter, 'body'> & { readonly body: string };

/** The request and its letters in one statement: neither is there without the other. */
async function insertLetters(
  deps: Pick<Deps, 'postgres' | 'newId'>,
  letters: readonly Written[],
  request: DeadRequest,
  receivedAt: Instant,
): Promise<void> {
  const { form, door, keyChannel, sentAt, context } = request;
  await deps.postgres.query(
    `with request as (
       insert into dead_requests (id, received_at, form, door, key_channel, sent_at, context)
       values ($1, $2, $3, $4, $5, $6, $7)
     )
     insert into dead_letters (id, received_at, kind, request_id, source, line, code, field, reason, body, is_cut)
     select id, $2, 'event', $1, source, line, code, field, reason, left(body, $8), length(body) > $8
     from unnest($9::uuid[], $10::text[], $11::integer[], $12::text[], $13::text[], $14::text[], $15::text[])
       as l (id, source, line, code, field, reason, body)`,
    [
      deps.newId(),
      new Date(receivedAt),
      form,
      door,
      keyChannel,
      sentAt ?? null,
      context ? withoutNumbers(jsonText(withoutSecrets(context))) : null,
      LONGEST_BODY,
      letters.map(() => deps.newId()),
      letters.map((each) => each.source),
      letters.map((each) => each.line),
      letters.map((each) => each.code),
      letters.map((each) => storable(each.field)),
      letters.map((each) => storable(withoutNumbers(each.reason))),
      letters.map((each) => storable(withoutNumbers(each.body))),
    ],
  );
}

/** Keeps events that were not taken in, with the circumstances that they came in. */
export async function keepDeadEvents(
  deps: Pick<Deps, 'postgres' | 'newId'>,
  letters: readonly DeadLetter[],
  request: DeadRequest,
  receivedAt: Instant,
): Promise<void> {
  const written = letters.map((each) => ({ ...each, body: jsonText(each.body) }));
  await insertLetters(deps, written, request, receivedAt);
}

/** Keeps a body that could not be read at all, as it came. */
export async function keepUnread(
  deps: Pick<Deps, 'postgres' | 'newId'>,
  letter: Omit<Written, 'line'>,
  request: Omit<DeadRequest, 'form'>,
  receivedAt: Instant,
): Promise<void> {
  await insertLetters(deps, [{ ...letter, line: 1 }], { ...request, form: 'unread' }, receivedAt);
}
