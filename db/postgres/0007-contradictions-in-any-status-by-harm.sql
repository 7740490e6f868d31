-- The list without a status: without this, every page of it sorts all that was ever found.
create index contradictions_by_harm_in_any_status on contradictions (harm desc, id);
