-- Offers of what a channel was last seen to be out of.
alter table contradictions drop constraint contradictions_kind_check;
alter table contradictions add constraint contradictions_kind_check
  check (kind in ('unequal', 'missing', 'stale', 'prior-price', 'plan-conflict', 'undeliverable'));
