-- What each channel, and each touchpoint in it, is for: its role and the one or two themes that it is meant to carry.
create table touchpoints (
  channel text not null references channels (id),
  -- '' is the channel as a whole
  name text not null,
  role text not null check (role in ('finds', 'reminds', 'sells', 'answers', 'helps', 'keeps')),
  owner_member_id uuid references members (id),
  themes text[] not null check (cardinality(themes) <= 2),
  primary key (channel, name)
);
