import type { Instant } from '../../kernel/period.ts';
import type { Sql } from '../../store/postgres.ts';
import type { MessageBody } from './message.contract.ts';
import type { PlaceInput } from './portfolio.contract.ts';
import type { LiveMessage, Reduced } from './portfolio.ts';

/** What the channels and their touchpoints are meant to be, channel by channel; the owner of a whole channel is the channel's. */
export async function loadPlaces(sql: Sql): Promise<PlaceInput[]> {
  const { rows } = await sql.query<PlaceInput>(
    `select t.channel, t.name as touchpoint, t.role, coalesce(m.name, o.name) as owner, t.themes
     from touchpoints t join channels c on c.id = t.channel
     left join members m on m.id = t.owner_member_id
     left join members o on o.id = c.owner_member_id and t.name = ''
     order by c.position, c.id, t.name`,
  );
  return rows;
}

/** The names that no member has. */
export async function unknownOwners(sql: Sql, names: readonly string[]): Promise<string[]> {
  const { rows } = await sql.query<{ name: string }>(
    'select distinct name from unnest($1::text[]) as asked (name) where name not in (select m.name from members m)',
    [names],
  );
  return rows.map((row) => row.name);
}

/** The messages that customers meet now, in the version that is live, with the products that they name. */
export async function loadLiveMessages(sql: Sql, now: Instant): Promise<LiveMessage[]> {
  const { rows } = await sql.query<{ id: string; body: MessageBody; products: string[] }>(
    `select m.id, v.body, array(
       select distinct coalesce(r.value ->> 'product', p.product)
       from jsonb_each(v.body -> 'references') as r
       left join offers o on o.id = meant_offer((r.value ->> 'offer')::uuid)
       left join lateral unnest(o.products) as p (product) on r.value ->> 'product' is null
       where coalesce(r.value ->> 'product', p.product) is not null) as products
     from messages m join message_versions v on v.message_id = m.id and v.version = m.live_version
     where (v.body ->> 'validFrom')::timestamptz <= $1
       and coalesce((v.body ->> 'validTo')::timestamptz, 'infinity') > $1
     order by m.live_at, m.id`,
    [new Date(now)],
  );
  return rows;
}

/** The products that a place of some channels was last seen to sell at a reduced price, while that holds. */
export async function loadReduced(sql: Sql, channels: readonly string[], now: Instant): Promise<Reduced[]> {
  const { rows } = await sql.query<Reduced>(
    `select channel, place, product from (
       select distinct on (s.channel, s.product, s.place) s.channel, s.place, s.product, s.on_sale, s.holds_to
       from sightings s where s.channel = any ($1::text[]) and s.seen_at <= $2
       order by s.channel, s.product, s.place, s.seen_at desc, s.id desc) latest
     where on_sale and coalesce(holds_to, 'infinity') > $2
     order by channel, product, place`,
    [channels, new Date(now)],
  );
  return rows;
}
