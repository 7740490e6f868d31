-- Questions of the company's own that the data is held against; the shipped ones are in the source.
create table readiness_questions (
  id uuid primary key,
  question jsonb not null,
  asked_by text not null,
  asked_at timestamptz not null
);
create index readiness_questions_by_time on readiness_questions (asked_at desc, id);
