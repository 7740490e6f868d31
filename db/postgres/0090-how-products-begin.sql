-- How the number and the name of a product begin, as a text is looked through for them: in small letters, without spaces
-- and points, and by how long they are in one of a few lengths. Empty is that it cannot be told: nothing is left, or a sign
-- of which the database cannot be trusted to know the small letter. `beginningsIn` of mentionable.ts makes the same of a text.
alter table products
  add column number_begins text collate "C" generated always as (
    case when replace(replace(translate(lower(left(id, 16) collate "C"), 'ÅÄÖÉ', 'åäöé'), ' ', ''), '.', '') ~ '^$|[^!-~åäöé]' then ''
    else left(replace(replace(translate(lower(left(id, 16) collate "C"), 'ÅÄÖÉ', 'åäöé'), ' ', ''), '.', ''),
      (array[0, 1, 2, 3, 4, 4, 6, 6, 8, 8, 8, 8, 12, 12, 12, 12, 12])
        [length(replace(replace(translate(lower(left(id, 16) collate "C"), 'ÅÄÖÉ', 'åäöé'), ' ', ''), '.', '')) + 1])
    end) stored,
  add column name_begins text collate "C" generated always as (
    case when replace(replace(translate(lower(left(name, 16) collate "C"), 'ÅÄÖÉ', 'åäöé'), ' ', ''), '.', '') ~ '^$|[^!-~åäöé]' then ''
    else left(replace(replace(translate(lower(left(name, 16) collate "C"), 'ÅÄÖÉ', 'åäöé'), ' ', ''), '.', ''),
      (array[0, 1, 2, 3, 4, 4, 6, 6, 8, 8, 8, 8, 12, 12, 12, 12, 12])
        [length(replace(replace(translate(lower(left(name, 16) collate "C"), 'ÅÄÖÉ', 'åäöé'), ' ', ''), '.', '')) + 1])
    end) stored;
create index products_by_number_begins on products (number_begins);
create index products_by_name_begins on products (name_begins);
