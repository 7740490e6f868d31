import type { Sql } from '../../store/postgres.ts';
import type { QuotedBeside } from './text-taken.ts';

/** Keeps what a text states beside prices, in one statement however much it is. */
export async function insertTextTerms(tx: Sql, textId: string, told: readonly QuotedBeside[]): Promise<void> {
  if (told.length === 0) return;
  await tx.query(
    `insert into text_terms (text_id, position, product, aspect, value, amount, currency, percent, holds_from, holds_to,
       stands_from, stands_to, line, quote)
     select $1, * from unnest($2::integer[], $3::text[], $4::text[], $5::text[], $6::bigint[], $7::text[], $8::float8[],
       $9::timestamptz[], $10::timestamptz[], $11::integer[], $12::integer[], $13::integer[], $14::text[])`,
    [
      textId,
      told.map((_, position) => position),
      told.map((each) => each.product),
      told.map((each) => each.aspect),
      told.map((each) => each.value),
      told.map((each) => each.price?.amount ?? null),
      told.map((each) => each.price?.currency ?? null),
      told.map((each) => each.percent ?? null),
      told.map((each) => new Date(each.from)),
      told.map((each) => (each.to === Infinity ? null : new Date(each.to))),
      told.map((each) => each.place.from),
      told.map((each) => each.place.to),
      told.map((each) => each.line),
      told.map((each) => each.quote),
    ],
  );
}
