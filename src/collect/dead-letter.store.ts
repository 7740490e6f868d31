import type { Deps } from '../store/deps.ts';
import { withoutNumbers } from './secret-field.ts';

/** Something that was not taken in, with what was wrong with it. */
export type DeadLetter = {
  readonly source: string;
  readonly line: number;
  readonly field: string;
  readonly reason: string;
  readonly body: unknown;
};

// Enough to see what was meant and mend it; a hostile source cannot fill the disk with one call.
const LONGEST_BODY = 32_768;

function textOf(body: unknown): string {
  try {
    return withoutNumbers(JSON.stringify(body) ?? 'undefined')
      .slice(0, LONGEST_BODY)
      .toWellFormed();
  } catch {
    return '(nested too deeply to be written down)';
  }
}

// PostgreSQL's text takes no zero character. In JSON it stands escaped, in a reason it may stand bare.
function storable(text: string): string {
  return text.replaceAll('\u0000', '').toWellFormed();
}

/** Keeps events that were not taken in. */
export async function keepDeadEvents(
  deps: Pick<Deps, 'postgres' | 'newId'>,
  letters: readonly DeadLetter[],
  receivedAt: number,
): Promise<void> {
  await deps.postgres.query(
    `insert into dead_letters (id, received_at, kind, source, line, field, reason, body)
     select id, $1, 'event', source, line, field, reason, body
     from unnest($2::uuid[], $3::text[], $4::integer[], $5::text[], $6::text[], $7::text[])
       as l (id, source, line, field, reason, body)`,
    [
      new Date(receivedAt),
      letters.map(() => deps.newId()),
      letters.map((each) => each.source),
      letters.map((each) => each.line),
      letters.map((each) => storable(each.field)),
      letters.map((each) => storable(each.reason)),
      letters.map((each) => textOf(each.body)),
    ],
  );
}
