-- Sites of ours whose pages are read for prices, and how it last went. `origins` is the whole of what may be asked.
create table crawl_sites (
  id uuid primary key,
  channel text not null references channels (id),
  origins text[] not null check (cardinality(origins) between 1 and 20),
  starts text[] not null check (cardinality(starts) between 1 and 50),
  most_pages integer not null check (most_pages between 1 and 50000),
  product_by text not null check (product_by in ('id', 'gtin', 'group')),
  added_at timestamptz not null,
  -- Set when somebody asks for a crawl; it begins when a worker is free.
  asked_at timestamptz,
  started_at timestamptz,
  finished_at timestamptz,
  import_id uuid references imports (id),
  pages integer not null default 0,
  unchanged integer not null default 0,
  accepted integer not null default 0,
  rejected integer not null default 0,
  fault_count integer not null default 0,
  -- The first faults, as JSON in text: what pages hold may be what no jsonb can.
  faults text not null default '[]'
);

-- What each page last said (JSON in text), so that a page that has not changed need not be sent again.
create table crawl_pages (
  site_id uuid not null references crawl_sites (id) on delete cascade,
  address text not null,
  etag text,
  last_modified text,
  said text not null,
  seen_at timestamptz not null,
  primary key (site_id, address)
);
