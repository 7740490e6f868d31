import { expect, test } from 'vitest';
import { pageHead, pagePart } from './export-page.ts';

test('the page of an export tells times by the clocks of the deployment', () => {
  const at = new Date('2026-11-22T23:30:00Z');
  const stockholm = { language: 'sv', timeZone: 'Europe/Stockholm' } as const;
  expect(pageHead(stockholm, at)).toContain('23 nov. 2026 00:30');
  expect(pagePart({ ...stockholm, timeZone: 'America/New_York' }, 'promises', [{ at }])).toContain(
    '22 nov. 2026 18:30',
  );
});
