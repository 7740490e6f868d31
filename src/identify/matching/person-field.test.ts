import { expect, test } from 'vitest';
import { comparableValue, type PersonField } from './person-field.ts';

const cases: [PersonField, string, string][] = [
  ['surname', ' Åkesson-Öst ', 'akesson ost'],
  ['givenName', 'okänd', ''],
  ['birthDate', '1971-06-24', '19710624'],
  ['birthDate', '24/6/1971', '19710624'],
  ['birthDate', '6/24/1971', '19710624'],
  ['birthDate', '1971-06-24T00:00:00Z', '19710624'],
  ['birthDate', '19991332', '19991332'],
  ['nationalId', '19811218-9876', '8112189876'],
  ['nationalId', '811218-9876', '8112189876'],
  ['email', ' Åsa@Post.SE', 'åsa@post.se'],
  ['phone', '070-123 45 67', '+46701234567'],
  ['phone', '12 34', '1234'],
  ['postcode', '123 45', '12345'],
  ['city', 'null', ''],
];

test.each(cases)('%s: "%s" is compared as "%s"', (field, text, expected) => {
  expect(comparableValue(field, text)).toBe(expected);
});
