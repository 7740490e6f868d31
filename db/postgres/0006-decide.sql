-- What each channel was answered, and why.
create table decisions (
  id uuid primary key,
  customer_id uuid not null references customers (id),
  channel text not null,
  touchpoint text,
  product text,
  decided_at timestamptz not null,
  outcome text not null check (outcome in ('offer', 'promise', 'nothing')),
  offer_id uuid references offers (id),
  promise_id uuid references promises (id),
  answer jsonb not null,
  reasons jsonb not null
);
create index decisions_by_customer on decisions (customer_id, decided_at desc);
