-- Who changed what, and when. Rows are added and never changed; no row holds a secret.
create table audit (
  id uuid primary key,
  at timestamptz not null,
  actor_kind text not null check (actor_kind in ('member', 'key', 'command', 'system')),
  actor_id text,
  actor_name text not null,
  action text not null,
  subject_kind text not null,
  subject_id text not null,
  detail jsonb not null default '{}'
);
create index audit_by_subject on audit (subject_kind, subject_id, id desc);
