-- Until when it has been looked which promises are new, or over: a promise is written without asking for a check itself,
-- so that whoever is answered waits for nobody else's.
create table promise_looks (
  is_only boolean primary key default true check (is_only),
  until timestamptz not null
);
insert into promise_looks (until) values ('epoch');
