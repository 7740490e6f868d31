-- Made by `node scripts/schema.ts` from the numbered files beside this one. Not applied by anything: it is for reading.

create table addressees (
  audience_set uuid not null,
  customer_id uuid not null,
  subject uuid,
  constraint addressees_once UNIQUE NULLS NOT DISTINCT (audience_set, customer_id, subject),
  constraint addressees_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers(id)
);
CREATE INDEX addressees_by_customer ON public.addressees USING btree (customer_id);
CREATE INDEX addressees_by_subject ON public.addressees USING btree (subject) WHERE (subject IS NOT NULL);
create table api_keys (
  id uuid not null,
  name text not null,
  kind text not null,
  channel text,
  key_hash bytea not null,
  created_at timestamp with time zone not null,
  revoked_at timestamp with time zone,
  source_id text,
  starts_with text,
  created_by text,
  last_used_at timestamp with time zone,
  stops_at timestamp with time zone,
  replaced_by uuid,
  constraint api_keys_pkey PRIMARY KEY (id),
  constraint api_keys_key_hash_key UNIQUE (key_hash),
  constraint api_keys_kind_check CHECK ((kind = ANY (ARRAY['write'::text, 'channel'::text]))),
  constraint api_keys_of_channel CHECK (((kind = 'channel'::text) OR (channel IS NULL))),
  constraint api_keys_of_source CHECK (((kind = 'write'::text) = (source_id IS NOT NULL))),
  constraint api_keys_channel_fkey FOREIGN KEY (channel) REFERENCES channels(id),
  constraint api_keys_replaced_by_fkey FOREIGN KEY (replaced_by) REFERENCES api_keys(id),
  constraint api_keys_source_id_fkey FOREIGN KEY (source_id) REFERENCES sources(id)
);
CREATE INDEX api_keys_by_source ON public.api_keys USING btree (source_id) WHERE (source_id IS NOT NULL);
create table attribute_facts (
  subject uuid not null,
  name text not null,
  told_at timestamp with time zone not null,
  value jsonb not null,
  source text not null,
  recorded_at timestamp with time zone not null,
  constraint attribute_facts_pkey PRIMARY KEY (subject, name, told_at, source)
);
create table audit (
  id uuid not null,
  at timestamp with time zone not null,
  actor_kind text not null,
  actor_id text,
  actor_name text not null,
  action text not null,
  subject_kind text not null,
  subject_id text not null,
  detail jsonb default '{}'::jsonb not null,
  constraint audit_pkey PRIMARY KEY (id),
  constraint audit_actor_kind_check CHECK ((actor_kind = ANY (ARRAY['member'::text, 'key'::text, 'command'::text, 'system'::text])))
);
CREATE INDEX audit_by_subject ON public.audit USING btree (subject_kind, subject_id, id DESC);
create table cannot_links (
  a uuid not null,
  b uuid not null,
  change_id uuid not null,
  reason text not null,
  made_by text not null,
  made_at timestamp with time zone not null,
  constraint cannot_links_pkey PRIMARY KEY (a, b)
);
CREATE INDEX cannot_links_by_b ON public.cannot_links USING btree (b);
create table channels (
  id text not null,
  name_sv text not null,
  name_en text not null,
  is_ours boolean default true not null,
  department_id uuid,
  owner_member_id uuid,
  "position" integer default 100 not null,
  constraint channels_pkey PRIMARY KEY (id),
  constraint channels_id_check CHECK ((id ~ '^[a-z][a-z0-9-]{0,39}$'::text)),
  constraint channels_department_id_fkey FOREIGN KEY (department_id) REFERENCES departments(id),
  constraint channels_owner_member_id_fkey FOREIGN KEY (owner_member_id) REFERENCES members(id)
);
create table comments (
  id uuid not null,
  subject_kind text not null,
  subject_id uuid not null,
  version integer not null,
  channel text,
  text text not null,
  written_at timestamp with time zone not null,
  written_by text not null,
  settled_at timestamp with time zone,
  settled_by text,
  constraint comments_pkey PRIMARY KEY (id),
  constraint comments_subject_kind_check CHECK ((subject_kind = ANY (ARRAY['message'::text, 'offer'::text]))),
  constraint comments_channel_fkey FOREIGN KEY (channel) REFERENCES channels(id)
);
CREATE INDEX comments_by_subject ON public.comments USING btree (subject_id, written_at);
create table contradiction_checks (
  singleton boolean default true not null,
  checked_at timestamp with time zone not null,
  claims integer not null,
  found integer not null,
  constraint contradiction_checks_pkey PRIMARY KEY (singleton),
  constraint contradiction_checks_singleton_check CHECK (singleton)
);
create table contradiction_handling (
  dispute text not null,
  accepted_until timestamp with time zone,
  accepted_amount bigint,
  accepted_currency character(3),
  accepted_because text,
  accepted_by uuid,
  accepted_at timestamp with time zone,
  assigned_to uuid,
  snoozed_until timestamp with time zone,
  constraint contradiction_handling_pkey PRIMARY KEY (dispute),
  constraint contradiction_handling_accepted_by_fkey FOREIGN KEY (accepted_by) REFERENCES members(id),
  constraint contradiction_handling_assigned_to_fkey FOREIGN KEY (assigned_to) REFERENCES members(id)
);
CREATE INDEX contradiction_handling_by_assignee ON public.contradiction_handling USING btree (assigned_to);
create table contradiction_spells (
  contradiction_id uuid not null,
  status text not null,
  began_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  constraint contradiction_spells_check CHECK ((ended_at >= began_at)),
  constraint contradiction_spells_status_check CHECK ((status = ANY (ARRAY['open'::text, 'answered'::text, 'excepted'::text, 'accepted'::text]))),
  constraint contradiction_spells_contradiction_id_fkey FOREIGN KEY (contradiction_id) REFERENCES contradictions(id) ON DELETE CASCADE
);
CREATE INDEX contradiction_spells_by_time ON public.contradiction_spells USING btree (began_at, ended_at);
CREATE UNIQUE INDEX contradiction_spells_standing ON public.contradiction_spells USING btree (contradiction_id) WHERE (ended_at IS NULL);
create table contradictions (
  id uuid not null,
  key text not null,
  kind text not null,
  product text not null,
  zone text not null,
  channel_a text not null,
  channel_b text not null,
  offer_id uuid,
  difference_amount bigint,
  difference_percent double precision,
  currency character(3),
  witness jsonb not null,
  holds_from timestamp with time zone not null,
  holds_to timestamp with time zone,
  exposed integer default 0 not null,
  harm double precision default 0 not null,
  status text not null,
  answered_by uuid,
  opened_at timestamp with time zone not null,
  closed_at timestamp with time zone,
  closed_because text,
  excepted_by uuid,
  dispute text generated always as (regexp_replace(key, '^((offers\|)?unequal\|[^|]*\|[^|]*\|[^|]*\|[^|]*)\|[^|]*'::text, '\1'::text)) stored not null,
  aspect text default 'price'::text not null,
  constraint contradictions_pkey PRIMARY KEY (id),
  constraint contradictions_key_key UNIQUE (key),
  constraint contradictions_aspect_check CHECK ((aspect = ANY (ARRAY['price'::text, 'share'::text, 'period'::text, 'code'::text]))),
  constraint contradictions_closed_because_check CHECK ((closed_because = ANY (ARRAY['agreed'::text, 'lapsed'::text, 'gone'::text]))),
  constraint contradictions_kind_check CHECK ((kind = ANY (ARRAY['unequal'::text, 'missing'::text, 'stale'::text, 'prior-price'::text, 'plan-conflict'::text, 'wrong-audience'::text, 'undeliverable'::text, 'unknown'::text]))),
  constraint contradictions_status_check CHECK ((status = ANY (ARRAY['open'::text, 'answered'::text, 'excepted'::text, 'accepted'::text, 'closed'::text]))),
  constraint contradictions_answered_by_fkey FOREIGN KEY (answered_by) REFERENCES offers(id),
  constraint contradictions_excepted_by_fkey FOREIGN KEY (excepted_by) REFERENCES exceptions(id),
  constraint contradictions_offer_id_fkey FOREIGN KEY (offer_id) REFERENCES offers(id)
);
CREATE INDEX contradictions_by_dispute ON public.contradictions USING btree (dispute);
CREATE INDEX contradictions_by_harm ON public.contradictions USING btree (status, harm DESC, id);
CREATE INDEX contradictions_by_harm_in_any_status ON public.contradictions USING btree (harm DESC, id);
CREATE INDEX contradictions_by_product ON public.contradictions USING btree (product);
create table crawl_pages (
  site_id uuid not null,
  address text not null,
  etag text,
  last_modified text,
  said text not null,
  seen_at timestamp with time zone not null,
  constraint crawl_pages_pkey PRIMARY KEY (site_id, address),
  constraint crawl_pages_site_id_fkey FOREIGN KEY (site_id) REFERENCES crawl_sites(id) ON DELETE CASCADE
);
create table crawl_sites (
  id uuid not null,
  channel text not null,
  origins text[] not null,
  starts text[] not null,
  most_pages integer not null,
  product_by text not null,
  added_at timestamp with time zone not null,
  asked_at timestamp with time zone,
  started_at timestamp with time zone,
  finished_at timestamp with time zone,
  import_id uuid,
  pages integer default 0 not null,
  unchanged integer default 0 not null,
  accepted integer default 0 not null,
  rejected integer default 0 not null,
  fault_count integer default 0 not null,
  faults text default '[]'::text not null,
  constraint crawl_sites_pkey PRIMARY KEY (id),
  constraint crawl_sites_most_pages_check CHECK (((most_pages >= 1) AND (most_pages <= 50000))),
  constraint crawl_sites_origins_check CHECK (((cardinality(origins) >= 1) AND (cardinality(origins) <= 20))),
  constraint crawl_sites_product_by_check CHECK ((product_by = ANY (ARRAY['id'::text, 'gtin'::text, 'group'::text]))),
  constraint crawl_sites_starts_check CHECK (((cardinality(starts) >= 1) AND (cardinality(starts) <= 50))),
  constraint crawl_sites_channel_fkey FOREIGN KEY (channel) REFERENCES channels(id),
  constraint crawl_sites_import_id_fkey FOREIGN KEY (import_id) REFERENCES imports(id)
);
create table customer_export_chunks (
  export_id uuid not null,
  nth integer not null,
  bytes bytea not null,
  constraint customer_export_chunks_pkey PRIMARY KEY (export_id, nth),
  constraint customer_export_chunks_export_id_fkey FOREIGN KEY (export_id) REFERENCES customer_exports(id) ON DELETE CASCADE
);
create table customer_exports (
  id uuid not null,
  customer_id uuid not null,
  language text not null,
  state text not null,
  asked_by text not null,
  asked_at timestamp with time zone not null,
  ready_at timestamp with time zone,
  expires_at timestamp with time zone not null,
  bytes bigint default 0 not null,
  constraint customer_exports_pkey PRIMARY KEY (id),
  constraint customer_exports_language_check CHECK ((language = ANY (ARRAY['sv'::text, 'en'::text]))),
  constraint customer_exports_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'ready'::text, 'failed'::text])))
);
CREATE INDEX customer_exports_by_customer ON public.customer_exports USING btree (customer_id, asked_at DESC);
CREATE INDEX customer_exports_by_end ON public.customer_exports USING btree (expires_at);
create table customers (
  id uuid not null,
  created_at timestamp with time zone not null,
  merged_into uuid,
  attributes jsonb default '{}'::jsonb not null,
  first_seen_at timestamp with time zone not null,
  last_seen_at timestamp with time zone not null,
  erased_at timestamp with time zone,
  constraint customers_pkey PRIMARY KEY (id),
  constraint customers_merged_into_fkey FOREIGN KEY (merged_into) REFERENCES customers(id)
);
CREATE INDEX customers_by_last_seen ON public.customers USING btree (last_seen_at DESC) WHERE (merged_into IS NULL);
CREATE INDEX customers_by_merge ON public.customers USING btree (merged_into) WHERE (merged_into IS NOT NULL);
create table dead_letters (
  id uuid not null,
  received_at timestamp with time zone not null,
  kind text not null,
  source text,
  import_id uuid,
  line integer,
  field text,
  reason text not null,
  body text not null,
  request_id uuid,
  code text default 'field-invalid'::text not null,
  status text default 'open'::text not null,
  is_cut boolean default false not null,
  mended text,
  settled_at timestamp with time zone,
  settled_by text,
  settled_because text,
  constraint dead_letters_pkey PRIMARY KEY (id),
  constraint dead_letters_kind_check CHECK ((kind = ANY (ARRAY['event'::text, 'sighting'::text]))),
  constraint dead_letters_status_check CHECK ((status = ANY (ARRAY['open'::text, 'replayed'::text, 'discarded'::text]))),
  constraint dead_letters_import_id_fkey FOREIGN KEY (import_id) REFERENCES imports(id),
  constraint dead_letters_request_id_fkey FOREIGN KEY (request_id) REFERENCES dead_requests(id)
);
CREATE INDEX dead_letters_by_import ON public.dead_letters USING btree (import_id, line);
CREATE INDEX dead_letters_by_request ON public.dead_letters USING btree (request_id) WHERE (request_id IS NOT NULL);
CREATE INDEX dead_letters_by_time ON public.dead_letters USING btree (received_at DESC);
CREATE INDEX dead_letters_open ON public.dead_letters USING btree (received_at DESC, id) WHERE (status = 'open'::text);
create table dead_requests (
  id uuid not null,
  received_at timestamp with time zone not null,
  form text not null,
  door text not null,
  key_channel text,
  sent_at text,
  context text,
  constraint dead_requests_pkey PRIMARY KEY (id),
  constraint dead_requests_form_check CHECK ((form = ANY (ARRAY['segment'::text, 'cloudevents'::text, 'columns'::text, 'unread'::text])))
);
CREATE INDEX dead_requests_by_time ON public.dead_requests USING btree (received_at);
create table decisions (
  id uuid not null,
  customer_id uuid not null,
  channel text not null,
  touchpoint text,
  product text,
  decided_at timestamp with time zone not null,
  outcome text not null,
  offer_id uuid,
  promise_id uuid,
  answer jsonb not null,
  reasons jsonb not null,
  subject uuid,
  constraint decisions_pkey PRIMARY KEY (id),
  constraint decisions_outcome_check CHECK ((outcome = ANY (ARRAY['offer'::text, 'promise'::text, 'nothing'::text]))),
  constraint decisions_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers(id),
  constraint decisions_offer_id_fkey FOREIGN KEY (offer_id) REFERENCES offers(id),
  constraint decisions_promise_id_fkey FOREIGN KEY (promise_id) REFERENCES promises(id)
);
CREATE INDEX decisions_by_channel ON public.decisions USING btree (channel, decided_at);
CREATE INDEX decisions_by_customer ON public.decisions USING btree (customer_id, decided_at DESC);
CREATE INDEX decisions_by_subject ON public.decisions USING btree (subject) WHERE (subject IS NOT NULL);
create table departments (
  id uuid not null,
  name text not null,
  constraint departments_pkey PRIMARY KEY (id),
  constraint departments_name_key UNIQUE (name)
);
create table deployment (
  key text not null,
  value jsonb not null,
  constraint deployment_pkey PRIMARY KEY (key)
);
create table erased_identifiers (
  hash text not null,
  erased_at timestamp with time zone not null,
  constraint erased_identifiers_pkey PRIMARY KEY (hash)
);
CREATE INDEX erased_identifiers_by_time ON public.erased_identifiers USING btree (erased_at DESC);
create table erasure_key (
  singleton boolean default true not null,
  sealed text not null,
  constraint erasure_key_pkey PRIMARY KEY (singleton),
  constraint erasure_key_singleton_check CHECK (singleton)
);
create table erasures (
  seq bigint not null,
  id uuid not null,
  customer_id uuid not null,
  made_by text not null,
  erased_at timestamp with time zone not null,
  counts jsonb not null,
  proof text not null,
  places uuid[],
  foreign_subjects uuid[],
  purged_at timestamp with time zone,
  constraint erasures_pkey PRIMARY KEY (seq),
  constraint erasures_id_key UNIQUE (id)
);
create table exceptions (
  id uuid not null,
  kind text not null,
  channels text[] not null,
  products text[],
  valid_from timestamp with time zone not null,
  valid_to timestamp with time zone not null,
  shown_text text not null,
  reason text not null,
  declared_at timestamp with time zone not null,
  declared_by uuid not null,
  ended_at timestamp with time zone,
  ended_by uuid,
  idempotency_key text,
  request_hash bytea not null,
  constraint exceptions_pkey PRIMARY KEY (id),
  constraint exceptions_declared_by_idempotency_key_key UNIQUE (declared_by, idempotency_key),
  constraint exceptions_channels_check CHECK (((cardinality(channels) >= 1) AND (cardinality(channels) <= 2))),
  constraint exceptions_check CHECK ((valid_to > valid_from)),
  constraint exceptions_kind_check CHECK ((kind = ANY (ARRAY['web-price'::text, 'member-price'::text, 'zone-price'::text]))),
  constraint exceptions_products_check CHECK ((cardinality(products) >= 1)),
  constraint exceptions_declared_by_fkey FOREIGN KEY (declared_by) REFERENCES members(id),
  constraint exceptions_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES members(id)
);
CREATE INDEX exceptions_by_end ON public.exceptions USING btree (valid_to);
create table former_identifiers (
  id uuid not null,
  type text not null,
  value text not null,
  customer_id uuid not null,
  first_seen_at timestamp with time zone not null,
  source text not null,
  ended_at timestamp with time zone not null,
  constraint former_identifiers_pkey PRIMARY KEY (id),
  constraint former_identifiers_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers(id)
);
CREATE INDEX former_identifiers_by_customer ON public.former_identifiers USING btree (customer_id);
CREATE INDEX former_identifiers_by_value ON public.former_identifiers USING btree (type, value);
create table frozen_customers (
  customer_id uuid not null,
  frozen_at timestamp with time zone not null,
  made_by text not null,
  reason text not null,
  constraint frozen_customers_pkey PRIMARY KEY (customer_id)
);
create table identifier_secrets (
  type text not null,
  value text not null,
  key_id text not null,
  sealed text not null,
  shown text not null,
  constraint identifier_secrets_pkey PRIMARY KEY (type, value)
);
CREATE INDEX identifier_secrets_by_key ON public.identifier_secrets USING btree (key_id);
create table identifiers (
  type text not null,
  value text not null,
  customer_id uuid not null,
  first_seen_at timestamp with time zone not null,
  source text not null,
  id uuid default gen_random_uuid() not null,
  shared_since timestamp with time zone,
  constraint identifiers_pkey PRIMARY KEY (type, value),
  constraint identifiers_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers(id)
);
CREATE INDEX identifiers_by_customer ON public.identifiers USING btree (customer_id);
CREATE UNIQUE INDEX identifiers_by_id ON public.identifiers USING btree (id);
CREATE INDEX identifiers_by_value ON public.identifiers USING btree (value text_pattern_ops);
create table identity_changes (
  seq bigint not null,
  id uuid not null,
  kind text not null,
  customer_id uuid not null,
  other_id uuid,
  at timestamp with time zone not null,
  made_by text not null,
  because jsonb not null,
  undone_by uuid,
  constraint identity_changes_pkey PRIMARY KEY (seq),
  constraint identity_changes_id_key UNIQUE (id),
  constraint identity_changes_kind_check CHECK ((kind = ANY (ARRAY['merge'::text, 'split'::text, 'follow'::text, 'rules'::text, 'erase'::text])))
);
CREATE INDEX identity_changes_by_customer ON public.identity_changes USING btree (customer_id);
CREATE INDEX identity_changes_by_other ON public.identity_changes USING btree (other_id);
create table identity_edges (
  a uuid not null,
  b uuid not null,
  kind text not null,
  source text not null,
  first_at timestamp with time zone not null,
  last_at timestamp with time zone not null,
  weight real,
  status text not null,
  because jsonb,
  decided_by text,
  decided_at timestamp with time zone not null,
  constraint identity_edges_pkey PRIMARY KEY (a, b),
  constraint identity_edges_kind_check CHECK ((kind = ANY (ARRAY['event'::text, 'import'::text, 'manual'::text, 'probabilistic'::text]))),
  constraint identity_edges_status_check CHECK ((status = ANY (ARRAY['active'::text, 'refused'::text, 'cut'::text])))
);
CREATE INDEX identity_edges_by_b ON public.identity_edges USING btree (b);
CREATE INDEX identity_edges_refused ON public.identity_edges USING btree (decided_at DESC) WHERE (status = 'refused'::text);
create table identity_rules (
  version integer not null,
  rules jsonb not null,
  made_by text not null,
  made_at timestamp with time zone not null,
  constraint identity_rules_pkey PRIMARY KEY (version)
);
create table import_chunks (
  import_id uuid not null,
  nth integer not null,
  bytes bytea not null,
  constraint import_chunks_pkey PRIMARY KEY (import_id, nth),
  constraint import_chunks_import_id_fkey FOREIGN KEY (import_id) REFERENCES imports(id) ON DELETE CASCADE
);
create table imports (
  id uuid not null,
  kind text not null,
  file_name text not null,
  mapping text,
  started_at timestamp with time zone not null,
  finished_at timestamp with time zone,
  accepted integer default 0 not null,
  repeated integer default 0 not null,
  rejected integer default 0 not null,
  state text default 'running'::text not null,
  source text,
  definition jsonb,
  file_hash text,
  fingerprint text,
  bytes_total bigint default 0 not null,
  bytes_read bigint default 0 not null,
  rows_read bigint default 0 not null,
  dealt_with bigint default 0 not null,
  anonymous bigint default 0 not null,
  passed jsonb default '{}'::jsonb not null,
  resumed_at timestamp with time zone,
  resumed_bytes bigint default 0 not null,
  worked_at timestamp with time zone,
  fault text,
  constraint imports_pkey PRIMARY KEY (id),
  constraint imports_fingerprint_key UNIQUE (fingerprint),
  constraint imports_kind_check CHECK ((kind = ANY (ARRAY['sightings'::text, 'events'::text]))),
  constraint imports_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'waiting'::text, 'running'::text, 'done'::text, 'failed'::text, 'cancelled'::text])))
);
CREATE INDEX imports_by_time ON public.imports USING btree (started_at DESC, id DESC);
CREATE INDEX imports_unfinished ON public.imports USING btree (id) WHERE (state = ANY (ARRAY['waiting'::text, 'running'::text]));
create table inflow_counts (
  source text not null,
  hour timestamp with time zone not null,
  outcome text not null,
  code text not null,
  count bigint not null,
  constraint inflow_counts_pkey PRIMARY KEY (hour, source, outcome, code),
  constraint inflow_counts_outcome_check CHECK ((outcome = ANY (ARRAY['taken'::text, 'refused'::text])))
);
create table inflow_rows (
  id bigint not null,
  made_at timestamp with time zone default clock_timestamp() not null,
  "row" text not null,
  constraint inflow_rows_pkey PRIMARY KEY (id)
);
create table inflow_watches (
  process_id uuid not null,
  watched_until timestamp with time zone not null,
  constraint inflow_watches_pkey PRIMARY KEY (process_id)
);
create table login_links (
  token_hash bytea not null,
  member_id uuid not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint login_links_pkey PRIMARY KEY (token_hash),
  constraint login_links_member_id_fkey FOREIGN KEY (member_id) REFERENCES members(id) ON DELETE CASCADE
);
create table maintenance_passes (
  id uuid not null,
  began_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  steps jsonb default '[]'::jsonb not null,
  constraint maintenance_passes_pkey PRIMARY KEY (id)
);
create table mappings (
  name text not null,
  definition jsonb not null,
  saved_at timestamp with time zone not null,
  constraint mappings_pkey PRIMARY KEY (name)
);
create table match_runs (
  id uuid not null,
  started_at timestamp with time zone not null,
  finished_at timestamp with time zone not null,
  customers integer not null,
  compared bigint not null,
  suggested integer not null,
  merged integer not null,
  threshold real not null,
  merge_above real,
  made_by text not null,
  constraint match_runs_pkey PRIMARY KEY (id)
);
CREATE INDEX match_runs_newest ON public.match_runs USING btree (finished_at DESC);
create table match_suggestions (
  id uuid not null,
  run_id uuid not null,
  a uuid not null,
  b uuid not null,
  bits double precision not null,
  probability double precision not null,
  waterfall jsonb not null,
  state text default 'open'::text not null,
  snoozed_until timestamp with time zone,
  decided_by text,
  decided_at timestamp with time zone,
  correction_id uuid,
  made_at timestamp with time zone not null,
  constraint match_suggestions_pkey PRIMARY KEY (id),
  constraint match_suggestions_a_b_key UNIQUE (a, b),
  constraint match_suggestions_check CHECK ((a < b)),
  constraint match_suggestions_state_check CHECK ((state = ANY (ARRAY['open'::text, 'accepted'::text, 'refused'::text, 'snoozed'::text]))),
  constraint match_suggestions_a_fkey FOREIGN KEY (a) REFERENCES customers(id) ON DELETE CASCADE,
  constraint match_suggestions_b_fkey FOREIGN KEY (b) REFERENCES customers(id) ON DELETE CASCADE,
  constraint match_suggestions_run_id_fkey FOREIGN KEY (run_id) REFERENCES match_runs(id)
);
CREATE INDEX match_suggestions_by_b ON public.match_suggestions USING btree (b);
CREATE INDEX match_suggestions_decided ON public.match_suggestions USING btree (state, decided_at DESC) WHERE (state = ANY (ARRAY['accepted'::text, 'refused'::text]));
CREATE INDEX match_suggestions_open ON public.match_suggestions USING btree (bits DESC, id) WHERE (state = ANY (ARRAY['open'::text, 'snoozed'::text]));
create table members (
  id uuid not null,
  name text not null,
  email text,
  role text not null,
  department_id uuid,
  created_at timestamp with time zone not null,
  constraint members_pkey PRIMARY KEY (id),
  constraint members_email_key UNIQUE (email),
  constraint members_role_check CHECK ((role = ANY (ARRAY['owner'::text, 'editor'::text, 'reader'::text]))),
  constraint members_department_id_fkey FOREIGN KEY (department_id) REFERENCES departments(id)
);
create table memberships (
  seq bigint not null,
  identifier_id uuid not null,
  customer_id uuid not null,
  valid_to timestamp with time zone not null,
  change_id uuid not null,
  constraint memberships_pkey PRIMARY KEY (identifier_id, seq),
  constraint memberships_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers(id)
);
CREATE INDEX memberships_by_change ON public.memberships USING btree (change_id);
CREATE INDEX memberships_by_customer ON public.memberships USING btree (customer_id);
create table message_approvals (
  message_id uuid not null,
  version integer not null,
  channel text not null,
  approved_by text not null,
  member_id uuid,
  approved_at timestamp with time zone not null,
  note text,
  constraint message_approvals_pkey PRIMARY KEY (message_id, version, channel),
  constraint message_approvals_channel_fkey FOREIGN KEY (channel) REFERENCES channels(id),
  constraint message_approvals_message_id_version_fkey FOREIGN KEY (message_id, version) REFERENCES message_versions(message_id, version) ON DELETE CASCADE
);
create table message_versions (
  message_id uuid not null,
  version integer not null,
  body jsonb not null,
  audience_set uuid,
  saved_at timestamp with time zone not null,
  saved_by text not null,
  restored_from integer,
  constraint message_versions_pkey PRIMARY KEY (message_id, version),
  constraint message_versions_message_id_fkey FOREIGN KEY (message_id) REFERENCES messages(id) ON DELETE CASCADE
);
create table messages (
  id uuid not null,
  state text not null,
  version integer not null,
  live_version integer,
  live_at timestamp with time zone,
  ended_at timestamp with time zone,
  created_at timestamp with time zone not null,
  created_by text not null,
  idempotency_key text,
  request_hash bytea,
  constraint messages_pkey PRIMARY KEY (id),
  constraint messages_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'review'::text, 'approved'::text, 'live'::text, 'ended'::text])))
);
CREATE UNIQUE INDEX messages_by_key ON public.messages USING btree (created_by, idempotency_key) WHERE (idempotency_key IS NOT NULL);
CREATE INDEX messages_by_state ON public.messages USING btree (state, created_at DESC);
create table offer_approvals (
  offer_id uuid not null,
  channel text not null,
  approved_by text not null,
  approved_at timestamp with time zone not null,
  constraint offer_approvals_pkey PRIMARY KEY (offer_id, channel),
  constraint offer_approvals_channel_fkey FOREIGN KEY (channel) REFERENCES channels(id),
  constraint offer_approvals_offer_id_fkey FOREIGN KEY (offer_id) REFERENCES offers(id) ON DELETE CASCADE
);
create table offer_versions (
  offer_id uuid not null,
  version integer not null,
  body jsonb not null,
  audience_set uuid,
  saved_at timestamp with time zone not null,
  saved_by text not null,
  restored_from integer,
  constraint offer_versions_pkey PRIMARY KEY (offer_id, version),
  constraint offer_versions_offer_id_fkey FOREIGN KEY (offer_id) REFERENCES offers(id) ON DELETE CASCADE
);
create table offers (
  id uuid not null,
  name text not null,
  state text not null,
  terms jsonb not null,
  products text[] not null,
  channels text[] not null,
  audience text not null,
  valid_from timestamp with time zone not null,
  valid_to timestamp with time zone,
  redemption_limit integer,
  created_at timestamp with time zone not null,
  created_by text not null,
  approved_at timestamp with time zone,
  approved_by text,
  live_at timestamp with time zone,
  ended_at timestamp with time zone,
  idempotency_key text,
  request_hash bytea,
  audience_rule jsonb,
  audience_set uuid,
  version integer default 1 not null,
  replaces uuid,
  line uuid not null,
  revision integer default 1 not null,
  constraint offers_pkey PRIMARY KEY (id),
  constraint offers_audience_check CHECK (
CASE
    WHEN (audience = ANY (ARRAY['everyone'::text, 'list'::text])) THEN (audience_rule IS NULL)
    WHEN (audience = ANY (ARRAY['rule'::text, 'segment'::text])) THEN (audience_rule IS NOT NULL)
    ELSE false
END),
  constraint offers_redemption_limit_check CHECK ((redemption_limit > 0)),
  constraint offers_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'approved'::text, 'live'::text, 'ended'::text]))),
  constraint offers_replaces_fkey FOREIGN KEY (replaces) REFERENCES offers(id)
);
CREATE UNIQUE INDEX offers_by_key ON public.offers USING btree (created_by, idempotency_key) WHERE (idempotency_key IS NOT NULL);
CREATE INDEX offers_by_line ON public.offers USING btree (line, revision);
CREATE INDEX offers_by_state ON public.offers USING btree (state, created_at DESC);
CREATE INDEX offers_ended ON public.offers USING gin (products) WHERE ((state = 'ended'::text) AND (live_at IS NOT NULL));
CREATE INDEX offers_live ON public.offers USING gin (products) WHERE (state = 'live'::text);
CREATE UNIQUE INDEX offers_replaced_once ON public.offers USING btree (replaces) WHERE (live_at IS NOT NULL);
create table plan_settings (
  is_only boolean default true not null,
  revision bigint default 0 not null,
  unknown_names text default 'allow'::text not null,
  unknown_properties text default 'allow'::text not null,
  shipped_at timestamp with time zone,
  constraint plan_settings_pkey PRIMARY KEY (is_only),
  constraint plan_settings_is_only_check CHECK (is_only),
  constraint plan_settings_unknown_names_check CHECK ((unknown_names = ANY (ARRAY['allow'::text, 'warn'::text, 'block'::text]))),
  constraint plan_settings_unknown_properties_check CHECK ((unknown_properties = ANY (ARRAY['allow'::text, 'warn'::text, 'block'::text])))
);
create table plan_versions (
  id uuid not null,
  type text not null,
  name text not null,
  version integer not null,
  status text default 'draft'::text not null,
  mode text not null,
  origin text not null,
  schema json not null,
  description text,
  owner text,
  made_at timestamp with time zone not null,
  made_by text not null,
  changed_at timestamp with time zone not null,
  changed_by text not null,
  published_at timestamp with time zone,
  retired_at timestamp with time zone,
  constraint plan_versions_pkey PRIMARY KEY (id),
  constraint plan_versions_type_name_version_key UNIQUE (type, name, version),
  constraint plan_versions_mode_check CHECK ((mode = ANY (ARRAY['observe'::text, 'warn'::text, 'block'::text]))),
  constraint plan_versions_origin_check CHECK ((origin = ANY (ARRAY['shipped'::text, 'learnt'::text, 'written'::text, 'imported'::text]))),
  constraint plan_versions_status_check CHECK ((status = ANY (ARRAY['draft'::text, 'live'::text, 'retired'::text]))),
  constraint plan_versions_type_check CHECK ((type = ANY (ARRAY['track'::text, 'identify'::text, 'page'::text, 'screen'::text, 'group'::text, 'alias'::text]))),
  constraint plan_versions_version_check CHECK ((version > 0))
);
CREATE UNIQUE INDEX plan_versions_live ON public.plan_versions USING btree (type, name) WHERE (status = 'live'::text);
create table price_rule (
  singleton boolean default true not null,
  prior_price text not null,
  constraint price_rule_pkey PRIMARY KEY (singleton),
  constraint price_rule_prior_price_check CHECK ((prior_price = ANY (ARRAY['all-channels'::text, 'own-channel'::text]))),
  constraint price_rule_singleton_check CHECK (singleton)
);
create table price_rule_exemptions (
  product text not null,
  constraint price_rule_exemptions_pkey PRIMARY KEY (product)
);
create table price_zones (
  place text not null,
  zone text not null,
  constraint price_zones_pkey PRIMARY KEY (place)
);
create table privacy_requests (
  id uuid not null,
  kind text not null,
  customer_id uuid not null,
  received_at timestamp with time zone not null,
  due_at timestamp with time zone not null,
  extended_because text,
  state text not null,
  made_by text not null,
  closed_at timestamp with time zone,
  closed_by text,
  outcome text,
  constraint privacy_requests_pkey PRIMARY KEY (id),
  constraint privacy_requests_kind_check CHECK ((kind = ANY (ARRAY['access'::text, 'erasure'::text, 'restriction'::text, 'rectification'::text, 'objection'::text]))),
  constraint privacy_requests_state_check CHECK ((state = ANY (ARRAY['open'::text, 'done'::text, 'refused'::text])))
);
CREATE INDEX privacy_requests_by_customer ON public.privacy_requests USING btree (customer_id);
CREATE INDEX privacy_requests_open ON public.privacy_requests USING btree (due_at, id) WHERE (state = 'open'::text);
create table products (
  id text not null,
  name text,
  first_seen_at timestamp with time zone not null,
  number_begins text generated always as (
CASE
    WHEN (replace(replace(translate(lower(("left"(id, 16) COLLATE "C")), 'ÅÄÖÉ'::text, 'åäöé'::text), ' '::text, ''::text), '.'::text, ''::text) ~ '^$|[^!-~åäöé]'::text) THEN ''::text
    ELSE "left"(replace(replace(translate(lower(("left"(id, 16) COLLATE "C")), 'ÅÄÖÉ'::text, 'åäöé'::text), ' '::text, ''::text), '.'::text, ''::text), (ARRAY[0, 1, 2, 3, 4, 4, 6, 6, 8, 8, 8, 8, 12, 12, 12, 12, 12])[(length(replace(replace(translate(lower(("left"(id, 16) COLLATE "C")), 'ÅÄÖÉ'::text, 'åäöé'::text), ' '::text, ''::text), '.'::text, ''::text)) + 1)])
END) stored,
  name_begins text generated always as (
CASE
    WHEN (replace(replace(translate(lower(("left"(name, 16) COLLATE "C")), 'ÅÄÖÉ'::text, 'åäöé'::text), ' '::text, ''::text), '.'::text, ''::text) ~ '^$|[^!-~åäöé]'::text) THEN ''::text
    ELSE "left"(replace(replace(translate(lower(("left"(name, 16) COLLATE "C")), 'ÅÄÖÉ'::text, 'åäöé'::text), ' '::text, ''::text), '.'::text, ''::text), (ARRAY[0, 1, 2, 3, 4, 4, 6, 6, 8, 8, 8, 8, 12, 12, 12, 12, 12])[(length(replace(replace(translate(lower(("left"(name, 16) COLLATE "C")), 'ÅÄÖÉ'::text, 'åäöé'::text), ' '::text, ''::text), '.'::text, ''::text)) + 1)])
END) stored,
  constraint products_pkey PRIMARY KEY (id)
);
CREATE INDEX products_by_name_begins ON public.products USING btree (name_begins);
CREATE INDEX products_by_number_begins ON public.products USING btree (number_begins);
create table promise_looks (
  is_only boolean default true not null,
  until timestamp with time zone not null,
  constraint promise_looks_pkey PRIMARY KEY (is_only),
  constraint promise_looks_is_only_check CHECK (is_only)
);
create table promises (
  id uuid not null,
  customer_id uuid not null,
  topic text not null,
  offer_id uuid,
  product text,
  terms jsonb not null,
  description text not null,
  channel text not null,
  touchpoint text,
  made_by text not null,
  made_at timestamp with time zone not null,
  valid_from timestamp with time zone not null,
  valid_to timestamp with time zone,
  redemption_limit integer,
  withdrawn_at timestamp with time zone,
  idempotency_key text,
  request_hash bytea,
  subject uuid,
  constraint promises_pkey PRIMARY KEY (id),
  constraint promises_redemption_limit_check CHECK ((redemption_limit > 0)),
  constraint promises_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers(id),
  constraint promises_offer_id_fkey FOREIGN KEY (offer_id) REFERENCES offers(id)
);
CREATE INDEX promises_by_customer ON public.promises USING btree (customer_id, made_at DESC);
CREATE INDEX promises_by_end ON public.promises USING btree (valid_to) WHERE (withdrawn_at IS NULL);
CREATE UNIQUE INDEX promises_by_key ON public.promises USING btree (made_by, idempotency_key) WHERE (idempotency_key IS NOT NULL);
CREATE INDEX promises_by_product ON public.promises USING btree (product) WHERE ((withdrawn_at IS NULL) AND (product IS NOT NULL));
CREATE INDEX promises_by_subject ON public.promises USING btree (subject) WHERE (subject IS NOT NULL);
CREATE INDEX promises_by_time ON public.promises USING btree (made_at DESC, id DESC);
CREATE UNIQUE INDEX promises_once_per_topic ON public.promises USING btree (customer_id, topic);
create table readiness_questions (
  id uuid not null,
  question jsonb not null,
  asked_by text not null,
  asked_at timestamp with time zone not null,
  constraint readiness_questions_pkey PRIMARY KEY (id)
);
CREATE INDEX readiness_questions_by_time ON public.readiness_questions USING btree (asked_at DESC, id);
create table redemptions (
  id uuid not null,
  promise_id uuid not null,
  customer_id uuid not null,
  topic text not null,
  channel text not null,
  touchpoint text,
  redeemed_at timestamp with time zone not null,
  idempotency_key text not null,
  request_hash bytea not null,
  subject uuid,
  constraint redemptions_pkey PRIMARY KEY (id),
  constraint redemptions_promise_id_idempotency_key_key UNIQUE (promise_id, idempotency_key),
  constraint redemptions_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers(id),
  constraint redemptions_promise_id_fkey FOREIGN KEY (promise_id) REFERENCES promises(id)
);
CREATE INDEX redemptions_by_channel ON public.redemptions USING btree (channel, redeemed_at);
CREATE INDEX redemptions_by_customer ON public.redemptions USING btree (customer_id, topic);
CREATE INDEX redemptions_by_subject ON public.redemptions USING btree (subject) WHERE (subject IS NOT NULL);
CREATE INDEX redemptions_by_time ON public.redemptions USING btree (redeemed_at);
create table replays (
  id uuid not null,
  asked_at timestamp with time zone not null,
  asked_by text not null,
  wanted jsonb not null,
  patch text,
  letters integer not null,
  tried integer default 0 not null,
  replayed integer default 0 not null,
  after_at timestamp with time zone,
  after_id uuid,
  finished_at timestamp with time zone,
  constraint replays_pkey PRIMARY KEY (id)
);
CREATE INDEX replays_by_time ON public.replays USING btree (asked_at DESC);
create table retention_rules (
  event text not null,
  days integer not null,
  made_by text not null,
  made_at timestamp with time zone not null,
  constraint retention_rules_pkey PRIMARY KEY (event),
  constraint retention_rules_days_check CHECK ((days > 0))
);
create table schema_migrations (
  name text not null,
  checksum text not null,
  applied_at timestamp with time zone default now() not null,
  constraint schema_migrations_pkey PRIMARY KEY (name)
);
create table segment_versions (
  segment_id uuid not null,
  version integer not null,
  name text not null,
  rule jsonb not null,
  changed_at timestamp with time zone not null,
  changed_by text not null,
  constraint segment_versions_pkey PRIMARY KEY (segment_id, version),
  constraint segment_versions_segment_id_fkey FOREIGN KEY (segment_id) REFERENCES segments(id)
);
create table segments (
  id uuid not null,
  version integer not null,
  name text not null,
  rule jsonb not null,
  changed_at timestamp with time zone not null,
  changed_by text not null,
  constraint segments_pkey PRIMARY KEY (id),
  constraint segments_version_check CHECK ((version > 0))
);
CREATE INDEX segments_by_change ON public.segments USING btree (changed_at DESC, id);
create table sessions (
  token_hash bytea not null,
  member_id uuid not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  constraint sessions_pkey PRIMARY KEY (token_hash),
  constraint sessions_member_id_fkey FOREIGN KEY (member_id) REFERENCES members(id) ON DELETE CASCADE
);
create table sightings (
  id uuid not null,
  product text not null,
  channel text not null,
  place text,
  amount bigint not null,
  currency character(3) not null,
  on_sale boolean,
  price_type text default 'unknown'::text not null,
  seen_at timestamp with time zone not null,
  holds_from timestamp with time zone not null,
  holds_to timestamp with time zone,
  source text not null,
  source_row integer,
  import_id uuid,
  received_at timestamp with time zone not null,
  availability text,
  constraint sightings_pkey PRIMARY KEY (id),
  constraint sightings_availability_check CHECK ((availability = ANY (ARRAY['in-stock'::text, 'out-of-stock'::text]))),
  constraint sightings_price_type_check CHECK ((price_type = ANY (ARRAY['regular'::text, 'sale'::text, 'member'::text, 'unknown'::text]))),
  constraint sightings_channel_fkey FOREIGN KEY (channel) REFERENCES channels(id),
  constraint sightings_import_id_fkey FOREIGN KEY (import_id) REFERENCES imports(id),
  constraint sightings_product_fkey FOREIGN KEY (product) REFERENCES products(id)
);
CREATE INDEX sightings_by_channel ON public.sightings USING btree (channel, holds_from);
CREATE INDEX sightings_by_product ON public.sightings USING btree (product, holds_from);
CREATE INDEX sightings_by_time ON public.sightings USING btree (seen_at DESC, id DESC);
CREATE UNIQUE INDEX sightings_once ON public.sightings USING btree (product, channel, COALESCE(place, ''::text), seen_at, amount, currency, source);
CREATE INDEX sightings_regular_price ON public.sightings USING btree (product, price_type, seen_at DESC) WHERE ((on_sale IS NOT TRUE) AND (price_type = ANY (ARRAY['regular'::text, 'unknown'::text])));
create table sources (
  id text not null,
  name text not null,
  kind text not null,
  channel text,
  department_id uuid,
  owner_member_id uuid,
  origins text[] default '{}'::text[] not null,
  phone_country text,
  purpose text default ''::text not null,
  created_at timestamp with time zone not null,
  paused_at timestamp with time zone,
  removed_at timestamp with time zone,
  constraint sources_pkey PRIMARY KEY (id),
  constraint sources_id_check CHECK (((length(id) >= 1) AND (length(id) <= 400))),
  constraint sources_kind_check CHECK ((kind = ANY (ARRAY['server'::text, 'browser'::text, 'import'::text, 'example'::text]))),
  constraint sources_phone_country_check CHECK ((phone_country ~ '^[A-Z]{2}$'::text)),
  constraint sources_channel_fkey FOREIGN KEY (channel) REFERENCES channels(id),
  constraint sources_department_id_fkey FOREIGN KEY (department_id) REFERENCES departments(id),
  constraint sources_owner_member_id_fkey FOREIGN KEY (owner_member_id) REFERENCES members(id)
);
create table text_claims (
  text_id uuid not null,
  product text not null,
  amount bigint not null,
  currency character(3) not null,
  on_sale boolean,
  price_type text not null,
  holds_from timestamp with time zone not null,
  holds_to timestamp with time zone,
  stands_from integer not null,
  stands_to integer not null,
  line integer not null,
  quote text not null,
  has_last_day boolean default false not null,
  constraint text_claims_pkey PRIMARY KEY (text_id, stands_from),
  constraint text_claims_price_type_check CHECK ((price_type = ANY (ARRAY['sale'::text, 'unknown'::text]))),
  constraint text_claims_product_fkey FOREIGN KEY (product) REFERENCES products(id),
  constraint text_claims_text_id_fkey FOREIGN KEY (text_id) REFERENCES texts(id) ON DELETE CASCADE
);
CREATE INDEX text_claims_by_product ON public.text_claims USING btree (product);
create table text_terms (
  text_id uuid not null,
  "position" integer not null,
  product text not null,
  aspect text not null,
  value text not null,
  amount bigint,
  currency character(3),
  percent double precision,
  holds_from timestamp with time zone not null,
  holds_to timestamp with time zone,
  stands_from integer not null,
  stands_to integer not null,
  line integer not null,
  quote text not null,
  constraint text_terms_pkey PRIMARY KEY (text_id, "position"),
  constraint text_terms_aspect_check CHECK ((aspect = ANY (ARRAY['period'::text, 'share'::text, 'code'::text]))),
  constraint text_terms_product_fkey FOREIGN KEY (product) REFERENCES products(id),
  constraint text_terms_text_id_fkey FOREIGN KEY (text_id) REFERENCES texts(id) ON DELETE CASCADE
);
CREATE INDEX text_terms_by_product ON public.text_terms USING btree (product);
create table texts (
  id uuid not null,
  channel text not null,
  kind text not null,
  form text not null,
  language text,
  source text not null,
  body text not null,
  masked integer not null,
  reading jsonb not null,
  seen_at timestamp with time zone not null,
  received_at timestamp with time zone not null,
  received_by text not null,
  replaced_from timestamp with time zone,
  idempotency_key text,
  request_hash bytea not null,
  constraint texts_pkey PRIMARY KEY (id),
  constraint texts_idempotency_key_key UNIQUE (idempotency_key),
  constraint texts_form_check CHECK ((form = ANY (ARRAY['plain'::text, 'html'::text]))),
  constraint texts_kind_check CHECK ((kind = ANY (ARRAY['newsletter'::text, 'script'::text, 'chat'::text, 'page'::text]))),
  constraint texts_language_check CHECK ((language = ANY (ARRAY['sv'::text, 'en'::text]))),
  constraint texts_channel_fkey FOREIGN KEY (channel) REFERENCES channels(id)
);
CREATE INDEX texts_by_source ON public.texts USING btree (channel, source, seen_at);
CREATE INDEX texts_by_time ON public.texts USING btree (received_at DESC, id DESC);
create table touchpoints (
  channel text not null,
  name text not null,
  role text not null,
  owner_member_id uuid,
  themes text[] not null,
  constraint touchpoints_pkey PRIMARY KEY (channel, name),
  constraint touchpoints_role_check CHECK ((role = ANY (ARRAY['finds'::text, 'reminds'::text, 'sells'::text, 'answers'::text, 'helps'::text, 'keeps'::text]))),
  constraint touchpoints_themes_check CHECK ((cardinality(themes) <= 2)),
  constraint touchpoints_channel_fkey FOREIGN KEY (channel) REFERENCES channels(id),
  constraint touchpoints_owner_member_id_fkey FOREIGN KEY (owner_member_id) REFERENCES members(id)
);
create table vault_keys (
  id text not null,
  first_used_at timestamp with time zone not null,
  retired_at timestamp with time zone,
  constraint vault_keys_pkey PRIMARY KEY (id)
);
CREATE OR REPLACE FUNCTION public.erase_customers(family uuid[])
 RETURNS TABLE(kept_in text, many bigint)
 LANGUAGE plpgsql
AS $function$
declare
  nodes uuid[] := array(select n.id from identity_nodes n where n.customer_id = any(family));
  made uuid[] := array(select p.id from promises p where p.customer_id = any(family));
begin
  return query with gone as (delete from match_suggestions s where s.a = any(family) or s.b = any(family)
    returning 1) select 'match_suggestions', count(*) from gone;
  return query with gone as (delete from redemptions r where r.customer_id = any(family) or r.promise_id = any(made)
    returning 1) select 'redemptions', count(*) from gone;
  return query with gone as (delete from decisions d where d.customer_id = any(family) or d.promise_id = any(made)
    returning 1) select 'decisions', count(*) from gone;
  return query with gone as (delete from promises p where p.id = any(made)
    returning 1) select 'promises', count(*) from gone;
  return query with gone as (delete from addressees a where a.customer_id = any(family) or a.subject = any(nodes)
    returning 1) select 'addressees', count(*) from gone;
  return query with gone as (delete from attribute_facts f where f.subject = any(nodes)
    returning 1) select 'attribute_facts', count(*) from gone;
  return query with gone as (delete from identity_edges e where e.a = any(nodes) or e.b = any(nodes)
    returning 1) select 'identity_edges', count(*) from gone;
  return query with gone as (delete from cannot_links l where l.a = any(nodes) or l.b = any(nodes)
    returning 1) select 'cannot_links', count(*) from gone;
  return query with gone as (delete from memberships m where m.identifier_id = any(nodes)
    returning 1) select 'memberships', count(*) from gone;
  return query with gone as (delete from identity_changes c where c.customer_id = any(family) or c.other_id = any(family)
    returning 1) select 'identity_changes', count(*) from gone;
  return query with gone as (delete from identifier_secrets s using identifiers i
    where i.id = any(nodes) and s.type = i.type and s.value = i.value
    returning 1) select 'identifier_secrets', count(*) from gone;
  return query with gone as (delete from former_identifiers i where i.id = any(nodes)
    returning 1) select 'former_identifiers', count(*) from gone;
  return query with gone as (delete from identifiers i where i.id = any(nodes)
    returning 1) select 'identifiers', count(*) from gone;
  return query with gone as (delete from customer_exports e where e.customer_id = any(family)
    returning 1) select 'customer_exports', count(*) from gone;
  return query with gone as (delete from frozen_customers f where f.customer_id = any(family)
    returning 1) select 'frozen_customers', count(*) from gone;
  update customers c set attributes = '{}', merged_into = null, erased_at = now()
    where c.id = any(family) and exists (select from memberships m where m.customer_id = c.id);
  return query with gone as (delete from customers c where c.id = any(family) and c.erased_at is null
    returning 1) select 'customers', count(*) from gone;
end
$function$
;
CREATE OR REPLACE FUNCTION public.family_of(customer uuid)
 RETURNS TABLE(id uuid)
 LANGUAGE sql
 STABLE
AS $function$
  with recursive up as (
    select c.id, c.merged_into from customers c where c.id = customer
    union all
    select c.id, c.merged_into from customers c join up on c.id = up.merged_into
  ), down as (
    select up.id from up where up.merged_into is null
    union all
    select c.id from customers c join down on c.merged_into = down.id
  )
  select down.id from down
$function$
;
CREATE OR REPLACE FUNCTION public.meant_offer(named uuid)
 RETURNS uuid
 LANGUAGE sql
 STABLE
AS $function$
  select coalesce((
    select o.id from offers asked join offers o on o.line = asked.line and o.revision > asked.revision
    where asked.id = named and o.live_at is not null
    order by o.revision desc limit 1), named)
$function$
;
CREATE OR REPLACE FUNCTION public.move_ledger(source uuid, target uuid, subjects uuid[])
 RETURNS void
 LANGUAGE sql
AS $function$
  update promises set customer_id = target where customer_id = source and subject = any(subjects);
  update redemptions set customer_id = target where customer_id = source and subject = any(subjects);
  update decisions set customer_id = target where customer_id = source and subject = any(subjects);
  update addressees set customer_id = target where customer_id = source and subject = any(subjects);
$function$
;
create view identity_nodes as
 SELECT identifiers.id,
    identifiers.type,
    identifiers.value,
    identifiers.customer_id,
    identifiers.first_seen_at,
    identifiers.source,
    (identifiers.shared_since IS NOT NULL) AS is_shared,
    false AS is_former
   FROM identifiers
UNION ALL
 SELECT former_identifiers.id,
    former_identifiers.type,
    former_identifiers.value,
    former_identifiers.customer_id,
    former_identifiers.first_seen_at,
    former_identifiers.source,
    false AS is_shared,
    true AS is_former
   FROM former_identifiers;
