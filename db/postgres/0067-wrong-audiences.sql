-- Two departments that aim clashing terms at the same people are a wrong audience. It is a conflict of plans as far as
-- the check of `kind` goes, which later files write anew; its key says which it is, and `told_kind` is what people are told.
alter table contradictions add column told_kind text not null generated always as
  (case when starts_with(key, 'wrong-audience|') then 'wrong-audience' else kind end) stored;
