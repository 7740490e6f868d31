-- In what an event does not keep to the tracking plan: 'code path' to count by, the particulars as JSON, and what the plan does about it.
ALTER TABLE events ADD COLUMN IF NOT EXISTS violations Array(LowCardinality(String));
ALTER TABLE events ADD COLUMN IF NOT EXISTS violation_details String;
ALTER TABLE events ADD COLUMN IF NOT EXISTS violation_mode LowCardinality(String);
