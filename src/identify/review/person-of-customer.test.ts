import { expect, test } from 'vitest';
import { personReader } from './person-of-customer.ts';

const read = personReader();

test('attributes are known by their usual names, and an address may be an object', () => {
  const attributes = {
    firstName: 'Åsa',
    efternamn: 'Öst',
    birthday: '1980-02-03',
    address: { street: 'Storgatan 1', postalCode: '903 26', city: 'Umeå' },
    plan: { level: 3 },
  };
  expect(read({ attributes, identifiers: [] })).toEqual({
    givenName: 'Åsa',
    surname: 'Öst',
    birthDate: '1980-02-03',
    address: 'Storgatan 1',
    postcode: '903 26',
    city: 'Umeå',
  });
});

test('a name in one piece is parted before its last word', () => {
  expect(read({ attributes: { name: 'Anna Maria Berg' }, identifiers: [] })).toEqual({
    givenName: 'Anna Maria',
    surname: 'Berg',
  });
  expect(read({ attributes: { name: 'Cher' }, identifiers: [] })).toEqual({ givenName: 'Cher' });
});

test('the address that is an identifier stands before the one that was told', () => {
  const identifiers = [{ type: 'email', value: 'asa@example.se' }];
  expect(read({ attributes: { email: 'gammal@example.se' }, identifiers }).email).toBe('asa@example.se');
});
