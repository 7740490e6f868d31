import { describe, expect, test } from 'vitest';
import { normaliseIdentifier } from '../identify/identifier.ts';
import { readSighting } from '../collect/sighting.ts';
import { DAY_MS } from '../kernel/period.ts';
import { claimOf } from '../speak/claim.ts';
import { findContradictions } from '../speak/contradiction.ts';
import { planOffers, planPromises } from './bargains.ts';
import { catalogue } from './catalogue.ts';
import { storeZones } from './company.ts';
import { castOf, drawPeople, identifiersOf } from './people.ts';
import { planted } from './planted.ts';
import { drawSightings } from './prices.ts';
import { drawYear } from './year.ts';

const NOW = Date.UTC(2026, 10, 22, 12);
const people = drawPeople(1, 400);
const year = drawYear(1, NOW, people, { unknownVisitors: 300 });

describe('the example shop', () => {
  test('the same seed and the same time give the same shop, another seed another', () => {
    expect(drawPeople(1, 400)).toEqual(people);
    expect(drawYear(1, NOW, people, { unknownVisitors: 300 })).toEqual(year);
    expect(drawYear(2, NOW, people, { unknownVisitors: 300 })).not.toEqual(year);
    expect(planPromises(1, NOW, people)).toEqual(planPromises(1, NOW, people));
  });

  test('a year of events in eight channels ends now, each event once', () => {
    expect(new Set(year.map((each) => each.messageId)).size).toBe(year.length);
    expect(year.every((each) => each.at <= NOW && each.at > NOW - 366 * DAY_MS)).toBe(true);
    const channels = new Set(year.map((each) => each.channel));
    expect([...channels].toSorted()).toEqual(
      ['app', 'chat', 'newsletter', 'partner', 'phone', 'print', 'sms', 'store', 'web'].toSorted(),
    );
    expect(year.every((each, index) => index === 0 || each.at >= (year[index - 1]?.at ?? 0))).toBe(true);
  });

  test('nobody is real and no two customers share an identifier', () => {
    const all = drawPeople(20, 2000).flatMap(identifiersOf);
    const normal = all.map((each) => normaliseIdentifier(each));
    expect(normal.every((each) => each !== undefined)).toBe(true);
    expect(new Set(normal.map((each) => `${each?.type} ${each?.value}`)).size).toBe(all.length);
    const emails = all.filter((each) => each.type === 'email');
    expect(emails.every((each) => /@example\.(com|se)$/.test(each.value))).toBe(true);
    const phones = all.filter((each) => each.type === 'phone');
    const fictional = /^\+46(701740(60[5-9]|6[1-9]\d)|8465004\d\d|3139006\d\d|4062804\d\d|9803192\d\d)$/;
    expect(phones.filter((each) => !fictional.test(each.value))).toEqual([]);
    expect(phones.length).toBeGreaterThan(400);
  });

  test.each([0, 0.48, 0.5, 120])(
    'seen %d days on, channels contradict each other where it was planted, and nowhere else',
    (days) => {
      const claims = drawSightings(NOW + days * DAY_MS).map((input) => {
        const reading = readSighting(input, { timeZone: 'Europe/Stockholm' });
        if (!('sighting' in reading)) throw new Error(reading.reason);
        return claimOf(reading.sighting, (place) => storeZones[place]);
      });
      const { findings } = findContradictions(claims);
      expect(new Set(findings.map((each) => each.subject))).toEqual(new Set(planted.map((each) => each.product)));
      for (const finding of findings) {
        const where = planted.find((each) => each.product === finding.subject)?.where ?? [];
        expect(where.some(({ channel }) => finding.channels.includes(channel))).toBe(true);
      }
      expect(claims.length).toBeGreaterThan(3000);
    },
  );

  test('most who begin to send goods back in the app end by calling', () => {
    const names = Map.groupBy(year, (each) => `${each.channel} ${each.name}`);
    const begun = names.get('app Return Started')?.length ?? 0;
    const done = names.get('app Return Completed')?.length ?? 0;
    const called = names.get('phone Return Completed')?.length ?? 0;
    expect(begun).toBeGreaterThan(5);
    expect(done).toBeLessThan(begun / 2);
    expect(called).toBeGreaterThan(done);
  });

  test('the home is sought through partners, with its sub-goals', () => {
    const { email } = castOf(people).home;
    const steps = year.filter(
      (each) => each.channel === 'partner' && each.identifiers.some((identifier) => identifier.value === email),
    );
    expect(steps[0]?.properties).toMatchObject({ goal: 'ett hem i fjällen', sub_goal: 'lånelöfte' });
    expect(steps.length).toBeGreaterThanOrEqual(3);
  });

  test('every offer and promise is about goods in the catalogue, and a promise is made before it is kept', () => {
    const ids = new Set(catalogue.map((product) => product.id));
    for (const { offer } of planOffers(NOW, people)) {
      expect(offer.products.length).toBeGreaterThan(0);
      expect(offer.products.every((id) => ids.has(id))).toBe(true);
    }
    const promises = planPromises(1, NOW, people);
    for (const { at, redeemed, promise } of promises) {
      expect(ids.has(promise.product ?? '')).toBe(true);
      expect(redeemed === null || (redeemed.at > at && redeemed.at <= NOW)).toBe(true);
    }
    expect(promises.some((each) => each.redeemed !== null)).toBe(true);
  });
});
