-- Offers, and the contradictions found between what channels say.
create table offers (
  id uuid primary key,
  name text not null,
  state text not null check (state in ('draft', 'approved', 'live', 'ended')),
  terms jsonb not null,
  products text[] not null,
  channels text[] not null,
  audience text not null check (audience in ('everyone', 'list')),
  valid_from timestamptz not null,
  valid_to timestamptz,
  redemption_limit integer check (redemption_limit > 0),
  created_at timestamptz not null,
  created_by text not null,
  approved_at timestamptz,
  approved_by text,
  live_at timestamptz,
  ended_at timestamptz,
  idempotency_key text,
  request_hash bytea
);
create unique index offers_by_key on offers (created_by, idempotency_key) where idempotency_key is not null;
create index offers_by_state on offers (state, created_at desc);
create index offers_live on offers using gin (products) where state = 'live';

create table offer_audiences (
  offer_id uuid not null references offers (id) on delete cascade,
  customer_id uuid not null references customers (id),
  primary key (offer_id, customer_id)
);

create table contradictions (
  id uuid primary key,
  key text not null unique,
  kind text not null check (kind in ('unequal', 'missing')),
  product text not null,
  zone text not null,
  channel_a text not null,
  channel_b text not null,
  offer_id uuid references offers (id),
  difference_amount bigint,
  difference_percent double precision,
  currency char(3),
  witness jsonb not null,
  holds_from timestamptz not null,
  holds_to timestamptz,
  exposed integer not null default 0,
  harm double precision not null default 0,
  status text not null check (status in ('open', 'answered', 'closed')),
  answered_by uuid references offers (id),
  opened_at timestamptz not null,
  closed_at timestamptz,
  -- agreed: the channels were seen to agree; lapsed: it was answered and is past; gone: it is no longer found.
  closed_because text check (closed_because in ('agreed', 'lapsed', 'gone'))
);
create index contradictions_by_harm on contradictions (status, harm desc, id);
create index contradictions_by_product on contradictions (product);

-- When what the channels say was last compared, and over how much; one row.
create table contradiction_checks (
  singleton boolean primary key default true check (singleton),
  checked_at timestamptz not null,
  claims integer not null,
  found integer not null
);
