-- What members say to each other of a message or an offer, at the version that they looked at, until it is settled.
create table comments (
  id uuid primary key,
  subject_kind text not null check (subject_kind in ('message', 'offer')),
  subject_id uuid not null,
  version integer not null,
  channel text references channels (id),
  text text not null,
  written_at timestamptz not null,
  written_by text not null,
  settled_at timestamptz,
  settled_by text
);
create index comments_by_subject on comments (subject_id, written_at);
