import type { Instant } from '../kernel/period.ts';
import { DAY_MS } from '../kernel/period.ts';
import { callerOf } from './contact.ts';
import { type Diary, note } from './happening.ts';
import type { Person } from './people.ts';

/**
 * The golvbrunn: customers are like water and take the quickest way down the drain. Fjällro has planned that goods are
 * sent back in the app; its third step asks for a printed label, and most people leave there and call instead.
 */
const MINUTE_MS = 60_000;
const LEAVES_AT_LABEL = 0.7;
const CALLS_AT_ONCE = 0.25;

/** Sends an order back, by the planned way or by the telephone. */
export function sendBack(diary: Diary, person: Person, ordered: Instant, orderId: string): void {
  const { random } = diary;
  const begun = ordered + (4 + random.draw() * 10) * DAY_MS;
  const about = { order_id: orderId };
  if (person.device === null || random.chance(CALLS_AT_ONCE)) {
    callToReturn(diary, person, begun, orderId);
    return;
  }
  const who = [{ type: 'device', value: person.device }];
  const minutes = (count: number): Instant => begun + (count + random.draw()) * MINUTE_MS;
  note(diary, who, begun, 'app', 'Return Started', { ...about, step: 1 });
  note(diary, who, minutes(1), 'app', 'Return Reason Given', {
    ...about,
    step: 2,
    reason: random.pick(['för liten', 'för stor', 'ångrat mig', 'annan färg']),
  });
  note(diary, who, minutes(3), 'app', 'Return Label Requested', { ...about, step: 3, needs: 'skrivare' });
  if (random.chance(LEAVES_AT_LABEL)) {
    note(diary, who, minutes(5), 'app', 'Return Abandoned', { ...about, step: 3 });
    callToReturn(diary, person, minutes(7 + random.draw() * 25), orderId);
    return;
  }
  note(diary, who, minutes(9), 'app', 'Return Label Printed', { ...about, step: 4 });
  note(diary, who, begun + 3 * DAY_MS, 'app', 'Return Completed', { ...about, step: 5 });
}

function callToReturn(diary: Diary, person: Person, at: Instant, orderId: string): void {
  const minutes = diary.random.whole(5, 16);
  const who = callerOf(person);
  const about = { order_id: orderId, reason: 'retur' };
  note(diary, who, at, 'phone', 'Call Ended', { ...about, minutes, waited: diary.random.whole(2, 11) });
  note(diary, who, at + minutes * MINUTE_MS, 'phone', 'Return Completed', about);
}
