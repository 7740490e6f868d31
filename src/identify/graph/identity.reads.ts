import { PROTECTED, secretTypes } from '../../kernel/identifier-settings.ts';
import type { Sql } from '../../store/postgres.ts';
import { canonicalOf } from '../customer.reads.ts';
import type { IdentityView } from './identity.contract.ts';

// Enough to see why; a customer of many browsers is not written out whole.
const MOST_SHOWN = 200;

const secret = secretTypes.map((type) => `'${type}'`).join(', ');

/** The value as people may see it: of a personal number a part. */
const shown = (node: string): string => `case when ${node}.type in (${secret}) then coalesce(
  (select s.shown from identifier_secrets s where s.type = ${node}.type and s.value = ${node}.value), '${PROTECTED}')
  else ${node}.value end`;

type Dated<T, K extends keyof T> = Omit<T, K> & { readonly [P in K]: Date };
type NodeRow = Dated<IdentityView['identifiers'][number], 'firstSeenAt'>;
type EdgeRow = Dated<IdentityView['edges'][number], 'firstAt' | 'lastAt'>;
type ChangeRow = Dated<IdentityView['changes'][number], 'at'>;

/** What the customer is made of, what was seen together, what was refused and why, and every merge and split. */
export async function findIdentity(sql: Sql, id: string): Promise<IdentityView | undefined> {
  const customerId = await canonicalOf(sql, id);
  if (customerId === undefined) return undefined;
  const nodes = await sql.query<NodeRow>(
    `select n.id, n.type, ${shown('n')} as value, n.source, n.first_seen_at as "firstSeenAt", n.is_shared as "isShared",
       n.is_former as "isFormer"
     from identity_nodes n where n.customer_id = $1 order by n.is_former, n.first_seen_at, n.type, n.id limit ${MOST_SHOWN}`,
    [customerId],
  );
  const edges = await sql.query<EdgeRow>(
    `select e.a, e.b, e.kind, e.source, e.first_at as "firstAt", e.last_at as "lastAt", e.status, e.because,
       case when o.customer_id <> $2 then
         json_build_object('customerId', o.customer_id, 'type', o.type, 'value', ${shown('o')}) end as other
     from (
       select *, b as far from identity_edges where a = any($1::uuid[])
       union all
       select *, a as far from identity_edges where b = any($1::uuid[]) and a <> all($1::uuid[])
     ) e join identity_nodes o on o.id = e.far
     order by e.decided_at desc, e.a, e.b limit ${MOST_SHOWN}`,
    [nodes.rows.map((node) => node.id), customerId],
  );
  const changes = await sql.query<ChangeRow>(
    `select id, kind, customer_id as "customerId", other_id as "otherId", at, made_by as "madeBy", because,
       undone_by as "undoneBy"
     from identity_changes
     where kind in ('merge', 'split', 'follow') and (customer_id in (select id from family_of($1)) or other_id in (select id from family_of($1)))
     order by seq desc limit ${MOST_SHOWN}`,
    [customerId],
  );
  return {
    customerId,
    identifiers: nodes.rows.map((node) => ({ ...node, firstSeenAt: node.firstSeenAt.toISOString() })),
    edges: edges.rows.map((edge) => ({
      ...edge,
      firstAt: edge.firstAt.toISOString(),
      lastAt: edge.lastAt.toISOString(),
    })),
    changes: changes.rows.map((change) => ({ ...change, at: change.at.toISOString() })),
  };
}
