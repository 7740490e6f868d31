-- A promise that another channel cannot answer for is a kind of contradiction.
alter table contradictions drop constraint contradictions_kind_check;
alter table contradictions add constraint contradictions_kind_check check (kind in ('unequal', 'missing', 'stale',
  'prior-price', 'plan-conflict', 'wrong-audience', 'undeliverable', 'unknown'));

-- The open promises of some products, and whether a channel has asked lately, are looked up by each check.
create index promises_by_product on promises (product) where withdrawn_at is null and product is not null;
create index decisions_by_channel on decisions (channel, decided_at);
create index redemptions_by_channel on redemptions (channel, redeemed_at);
