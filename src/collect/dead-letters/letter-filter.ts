import type { LetterFilter } from './dead-letter.contract.ts';

/** The condition that a letter is among those meant; its values are `filterValues`, from $1 on. */
export const AMONG = `($1::text is null or kind = $1) and ($2::text is null or status = $2)
  and ($3::text is null or source = $3) and ($4::text is null or code = $4) and ($5::text is null or field = $5)
  and ($6::timestamptz is null or received_at >= $6) and ($7::timestamptz is null or received_at < $7)`;

export function filterValues({ kind, status, source, code, field, from, to }: LetterFilter): (string | null)[] {
  return [kind, status, source, code, field, from, to].map((each) => each ?? null);
}
