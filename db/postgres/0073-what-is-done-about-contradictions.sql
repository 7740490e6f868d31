-- What people do about a contradiction: accept it for a time, assign it, put it off. The same two channels can contradict
-- each other on one product from several times on; what is done is done about all of these, which are one dispute.
alter table contradictions add column dispute text not null generated always as
  (regexp_replace(key, '^((offers\|)?unequal\|[^|]*\|[^|]*\|[^|]*\|[^|]*)\|[^|]*', '\1')) stored;
create index contradictions_by_dispute on contradictions (dispute);
create table contradiction_handling (
  dispute text primary key,
  accepted_until timestamptz,
  -- what the difference may grow to; null where there was none
  accepted_amount bigint,
  accepted_currency char(3),
  accepted_because text,
  accepted_by uuid references members (id),
  accepted_at timestamptz,
  assigned_to uuid references members (id),
  snoozed_until timestamptz
);
create index contradiction_handling_by_assignee on contradiction_handling (assigned_to);
alter table contradictions drop constraint contradictions_status_check;
alter table contradictions add constraint contradictions_status_check
  check (status in ('open', 'answered', 'excepted', 'accepted', 'closed'));
