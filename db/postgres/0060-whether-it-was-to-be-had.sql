-- Whether the product was to be had where its price was seen; null when the source did not say it.
alter table sightings add column availability text check (availability in ('in-stock', 'out-of-stock'));
