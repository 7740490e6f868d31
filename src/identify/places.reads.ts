import type { Sql } from '../store/postgres.ts';

/**
 * Where to look for what a customer did. What came in is kept under the customer it was about then and the identifier
 * that said so; a merge or a split moves identifiers and leaves what is kept. So what is a customer's now is all that is
 * kept under one of `places`, except what is of one of the `foreign` identifiers, which are somebody else's today.
 */
export type Places = {
  readonly canonical: string;
  /** The customer and all that were merged into it. */
  readonly family: readonly string[];
  readonly places: readonly string[];
  readonly foreign: readonly string[];
};

/** Where to look for the customer's life; `undefined` when nobody has the id. */
export async function placesOf(sql: Sql, customerId: string): Promise<Places | undefined> {
  const { rows } = await sql.query<Places>({
    name: 'places-of',
    text: `with recursive up as (
        select id, merged_into from customers where id = $1
        union all
        select c.id, c.merged_into from customers c join up on c.id = up.merged_into
      ), canonical as (
        select id from up where merged_into is null
      ), family as (
        select family_of.id from canonical, family_of(canonical.id)
      ), places as (
        select id from family
        union
        select m.customer_id from canonical join identity_nodes n on n.customer_id = canonical.id
        join memberships m on m.identifier_id = n.id
      )
      select canonical.id as canonical, array(select id from family) as family, array(select id from places) as places,
        array(
          select n.id from identity_nodes n where n.customer_id in (select id from places where id <> canonical.id)
          union
          select n.id from memberships m join identity_nodes n on n.id = m.identifier_id
          where m.customer_id in (select id from places) and n.customer_id <> canonical.id
        ) as foreign
      from canonical`,
    values: [customerId],
  });
  return rows[0];
}
