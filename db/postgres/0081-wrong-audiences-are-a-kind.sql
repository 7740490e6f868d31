-- A wrong audience is a kind of contradiction like the others, and no longer told apart by its key.
alter table contradictions drop constraint contradictions_kind_check;
update contradictions set kind = told_kind where kind <> told_kind;
alter table contradictions drop column told_kind;
alter table contradictions add constraint contradictions_kind_check check (kind in ('unequal', 'missing', 'stale',
  'prior-price', 'plan-conflict', 'wrong-audience', 'undeliverable'));
