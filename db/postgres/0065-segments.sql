-- Named rules, with every version they have had.
create table segments (
  id uuid primary key,
  version integer not null check (version > 0),
  name text not null,
  rule jsonb not null,
  changed_at timestamptz not null,
  changed_by text not null
);
create index segments_by_change on segments (changed_at desc, id);
create table segment_versions (
  segment_id uuid not null references segments (id),
  version integer not null,
  name text not null,
  rule jsonb not null,
  changed_at timestamptz not null,
  changed_by text not null,
  primary key (segment_id, version)
);
