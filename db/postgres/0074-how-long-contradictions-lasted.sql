-- How long each contradiction stood, and as what: a row for each time that it stood so, from one check to another.
create table contradiction_spells (
  contradiction_id uuid not null references contradictions (id) on delete cascade,
  status text not null check (status in ('open', 'answered', 'excepted', 'accepted')),
  began_at timestamptz not null,
  ended_at timestamptz check (ended_at >= began_at)
);
create unique index contradiction_spells_standing on contradiction_spells (contradiction_id) where ended_at is null;
create index contradiction_spells_by_time on contradiction_spells (began_at, ended_at);

-- What stood before: of what is over only that it stood is known, and is taken to have been open.
insert into contradiction_spells (contradiction_id, status, began_at, ended_at)
select id, case when status = 'closed' then 'open' else status end, opened_at,
  case when status = 'closed' then greatest(opened_at, coalesce(closed_at, opened_at)) end
from contradictions;
