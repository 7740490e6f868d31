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

-- The price without any offer, which a share or an amount is taken off: found in one step at every question.
create index sightings_regular_price on sightings (product, price_type, seen_at desc)
  where on_sale is not true and price_type in ('regular', 'unknown');
