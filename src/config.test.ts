import { expect, test } from 'vitest';
import { readConfig } from './config.ts';
import { DomainError } from './kernel/errors.ts';

test('an empty environment gives a server on loopback with its own engines', () => {
  const config = readConfig({});
  expect(config).toMatchObject({ host: '127.0.0.1', port: 4000, databaseUrl: undefined, clickhouseUrl: undefined });
});

test('every fault is told at once, with what was found and what is allowed', () => {
  const read = () => readConfig({ SAMSPEL_PORT: '99999', DATABASE_URL: 'mysql://x', SAMSPEL_LOG_LEVEL: 'loud' });
  expect(read).toThrow(DomainError);
  try {
    read();
  } catch (error) {
    const { detail, faults } = error as DomainError;
    expect(faults.map((fault) => fault.field)).toEqual(['SAMSPEL_PORT', 'DATABASE_URL', 'SAMSPEL_LOG_LEVEL']);
    expect(detail).toContain('SAMSPEL_PORT is "99999", allowed is a whole number from 0 to 65535');
  }
});

test('a deployment has one time zone, and one that there is not is refused with what is allowed', () => {
  expect(readConfig({}).timeZone).toBe('Europe/Stockholm');
  expect(readConfig({ SAMSPEL_TIME_ZONE: 'America/New_York' }).timeZone).toBe('America/New_York');
  expect(() => readConfig({ SAMSPEL_TIME_ZONE: 'Europe/Umeå' })).toThrow(
    'SAMSPEL_TIME_ZONE is "Europe/Umeå", allowed is a time zone, as Europe/Stockholm',
  );
});
