-- What a text states of a product beside its price: the last day, the share off and the code, each with the terms that it
-- is said of and its own place. It goes when the text goes. Texts that came before state nothing here.
create table text_terms (
  text_id uuid not null references texts (id) on delete cascade,
  position integer not null,
  product text not null references products (id),
  aspect text not null check (aspect in ('period', 'share', 'code')),
  -- the last day, the share or the code
  value text not null,
  amount bigint,
  currency char(3),
  percent float8,
  holds_from timestamptz not null,
  holds_to timestamptz,
  -- where it stands in the text, in UTF-16 units, half-open, and what stands around it
  stands_from integer not null,
  stands_to integer not null,
  line integer not null,
  quote text not null,
  primary key (text_id, position)
);
create index text_terms_by_product on text_terms (product);
