-- An offer touches channels that people answer for, and each of them says yes: it is approved when all have.
create table offer_approvals (
  offer_id uuid not null references offers (id) on delete cascade,
  channel text not null references channels (id),
  approved_by text not null,
  approved_at timestamptz not null,
  primary key (offer_id, channel)
);
