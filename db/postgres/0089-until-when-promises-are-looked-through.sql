-- Until when it has been looked which promises are new, or over: a promise is written without asking for a check itself,
-- so that whoever is answered waits for nobody else's.
create table promise_looks (
  is_only boolean primary key default true check (is_only),
  until timestamptz not null
);
insert into promise_looks (until) values ('epoch');

-- Few promises are taken back, and few begin later than they are made.
create index promises_by_withdrawal on promises (withdrawn_at) where withdrawn_at is not null;
create index promises_by_begin on promises (valid_from) where valid_from > made_at;
