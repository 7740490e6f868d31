import { expect, test } from 'vitest';
import { guessColumns, readListColumns, requireListColumns } from './list-columns.ts';

test('columns are known by the names that lists give them, in English and Swedish', () => {
  expect(
    guessColumns(['Kundnr', 'Förnamn', 'Efternamn', 'Personnummer', 'E-post', 'Mobil', 'Adress', 'Postnr', 'Ort']),
  ).toEqual({
    id: 'Kundnr',
    fields: {
      givenName: ['Förnamn'],
      surname: ['Efternamn'],
      nationalId: ['Personnummer'],
      email: ['E-post'],
      phone: ['Mobil'],
      address: ['Adress'],
      postcode: ['Postnr'],
      city: ['Ort'],
    },
  });
  expect(
    guessColumns(['rec_id', 'given_name', 'date_of_birth', 'soc_sec_id', 'address_1', 'suburb', 'cluster']),
  ).toEqual({
    id: 'rec_id',
    fields: {
      givenName: ['given_name'],
      birthDate: ['date_of_birth'],
      nationalId: ['soc_sec_id'],
      address: ['address_1'],
      city: ['suburb'],
    },
  });
});

test('a mapping says it otherwise, in JSON or YAML', () => {
  const expected = { fields: { surname: ['last'], address: ['no', 'street'] }, id: 'nr', apart: 'account' };
  expect(readListColumns('{"surname":"last","address":["no","street"],"id":"nr","apart":"account"}', 'm')).toEqual(
    expected,
  );
  expect(readListColumns('surname: last\naddress: [no, street]\nid: nr\napart: account\n', 'm')).toEqual(expected);
});

test.each([
  ['{', /neither JSON nor YAML/],
  ['[1]', /must say which column/],
  ['{"shoe":"size"}', /found the field "shoe", allowed is surname/],
  ['{"surname":7}', /surname holds 7/],
  ['{"id":["a","b"]}', /id is one column/],
])('the mapping %s is refused in words', (text, expected) => {
  expect(() => readListColumns(text, 'm.json')).toThrow(expected);
});

test('a table without the columns, or with nothing to tell people by, is refused', () => {
  expect(() => requireListColumns({ fields: { surname: ['last'] } }, ['first'], 'a.csv')).toThrow(
    /no column last; it has first/,
  );
  expect(() => requireListColumns({ fields: {} }, ['price'], 'a.csv')).toThrow(/Say it by --mapping/);
});
