-- The identifier by which an event found its customer. Customers are merged and split; this never changes.
ALTER TABLE events ADD COLUMN IF NOT EXISTS subject UUID AFTER customer;
