-- The ledger: terms that were put before a customer, to be kept in every channel.
create table promises (
  id uuid primary key,
  customer_id uuid not null references customers (id),
  topic text not null,
  offer_id uuid references offers (id),
  product text,
  terms jsonb not null,
  description text not null,
  channel text not null,
  touchpoint text,
  made_by text not null,
  made_at timestamptz not null,
  valid_from timestamptz not null,
  valid_to timestamptz,
  redemption_limit integer check (redemption_limit > 0),
  withdrawn_at timestamptz,
  idempotency_key text,
  request_hash bytea
);
create unique index promises_once_per_topic on promises (customer_id, topic);
create unique index promises_by_key on promises (made_by, idempotency_key) where idempotency_key is not null;
create index promises_by_customer on promises (customer_id, made_at desc);
create index promises_by_time on promises (made_at desc, id desc);
create index promises_by_end on promises (valid_to) where withdrawn_at is null;

create table redemptions (
  id uuid primary key,
  promise_id uuid not null references promises (id),
  customer_id uuid not null references customers (id),
  topic text not null,
  channel text not null,
  touchpoint text,
  redeemed_at timestamptz not null,
  idempotency_key text not null,
  request_hash bytea not null,
  unique (promise_id, idempotency_key)
);
create index redemptions_by_customer on redemptions (customer_id, topic);
create index redemptions_by_time on redemptions (redeemed_at);

-- Everyone that this customer is, after merges at any remove: what is promised to one of them is promised to all.
create function family_of(customer uuid) returns table (id uuid) language sql stable as $$
  with recursive up as (
    select c.id, c.merged_into from customers c where c.id = customer
    union all
    select c.id, c.merged_into from customers c join up on c.id = up.merged_into
  ), down as (
    select up.id from up where up.merged_into is null
    union all
    select c.id from customers c join down on c.merged_into = down.id
  )
  select down.id from down
$$;
