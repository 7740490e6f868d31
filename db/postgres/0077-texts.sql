-- Texts of our channels: newsletters, call scripts, chat answers, pages. What a text states is read when it comes in; the
-- text is kept, so that a better reader can read it again. E-mail addresses, telephone numbers and personal numbers are
-- masked before it is kept.
create table texts (
  id uuid primary key,
  channel text not null references channels (id),
  kind text not null check (kind in ('newsletter', 'script', 'chat', 'page')),
  form text not null check (form in ('plain', 'html')),
  language text check (language in ('sv', 'en')),
  source text not null,
  body text not null,
  masked integer not null,
  -- what was read and where, and what makes no claim
  reading jsonb not null,
  seen_at timestamptz not null,
  received_at timestamptz not null,
  received_by text not null,
  -- from when a newer text of the same channel and source stands in its place
  replaced_from timestamptz,
  idempotency_key text unique,
  request_hash bytea not null
);
create index texts_by_source on texts (channel, source, seen_at);
create index texts_by_time on texts (received_at desc, id desc);
create table text_claims (
  text_id uuid not null references texts (id) on delete cascade,
  product text not null references products (id),
  amount bigint not null,
  currency char(3) not null,
  on_sale boolean,
  price_type text not null check (price_type in ('sale', 'unknown')),
  holds_from timestamptz not null,
  holds_to timestamptz,
  -- where the price stands in the text, in UTF-16 units, half-open, and what stands around it
  stands_from integer not null,
  stands_to integer not null,
  line integer not null,
  quote text not null,
  primary key (text_id, stands_from)
);
create index text_claims_by_product on text_claims (product);
