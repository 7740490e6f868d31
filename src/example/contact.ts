import type { Identifier } from '../identify/identifier.ts';
import { DAY_MS, type Instant } from '../kernel/period.ts';
import { type Diary, note } from './happening.ts';
import type { Person } from './people.ts';
import { YEAR_DAYS } from './season.ts';
import { drawProduct, goods } from './visit.ts';

/** When Fjällro and the customer talk: newsletters, text messages, print, calls and chats. */
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const NEWSLETTER_EVERY_DAYS = 7;
const NEWSLETTER_HOUR_MS = 7 * HOUR_MS;

const callReasons = { lagerfråga: 20, leverans: 30, retur: 14, prisfråga: 16, reklamation: 10, råd: 10 } as const;

/** The newsletters of the year: who opens, and who goes on to the shop. */
export function readNewsletters(diary: Diary, person: Person): void {
  if (!person.habits.readsNewsletter) return;
  const { random, now } = diary;
  const who = [{ type: 'email', value: person.email }];
  const firstIssue = Math.ceil((person.joined * YEAR_DAYS) / NEWSLETTER_EVERY_DAYS);
  const today = Math.floor(now / DAY_MS) * DAY_MS;
  for (let issue = firstIssue; issue < YEAR_DAYS / NEWSLETTER_EVERY_DAYS; issue += 1) {
    if (!random.chance(person.habits.opens)) continue;
    const sent = today - (YEAR_DAYS - issue * NEWSLETTER_EVERY_DAYS) * DAY_MS + NEWSLETTER_HOUR_MS;
    const opened = sent + random.draw() ** 2 * 20 * HOUR_MS;
    const letter = { campaign: `nyhetsbrev-${issue + 1}` };
    note(diary, who, opened, 'newsletter', 'Email Opened', letter);
    if (!random.chance(0.2)) continue;
    const product = drawProduct(random, person.need);
    note(diary, who, opened + MINUTE_MS, 'newsletter', 'Email Link Clicked', { ...letter, ...goods(product) });
  }
}

/** A text message that a parcel has come, or print in the letter box. */
export function receiveMessage(diary: Diary, person: Person, at: Instant): void {
  if (person.habits.takesSms && person.phone !== null)
    note(diary, [{ type: 'phone', value: person.phone }], at, 'sms', 'SMS Delivered', { topic: 'paket' });
  else if (person.loyalty !== null)
    note(diary, [{ type: 'loyalty', value: person.loyalty }], at, 'print', 'Letter Sent', { topic: 'katalog' });
}

/** A call or a chat about something. */
export function talk(diary: Diary, person: Person, at: Instant): void {
  const { random } = diary;
  const reason = random.weighted(callReasons);
  const about = reason === 'prisfråga' ? goods(drawProduct(random, person.need)) : {};
  if (random.chance(0.5)) {
    note(diary, callerOf(person), at, 'phone', 'Call Ended', { reason, minutes: random.whole(2, 14), ...about });
    return;
  }
  const solved = random.chance(0.7);
  note(diary, chatterOf(person), at, 'chat', 'Chat Ended', { reason, minutes: random.whole(3, 20), solved, ...about });
}

/** Who the call centre says it was: the number called from, else the loyalty number or the address that was asked for. */
export function callerOf(person: Person): Identifier[] {
  if (person.phone !== null) return [{ type: 'phone', value: person.phone }];
  if (person.loyalty !== null) return [{ type: 'loyalty', value: person.loyalty }];
  return [{ type: 'email', value: person.email }];
}

/** Who the chat knows: the one logged in, else the address that was asked for. */
export function chatterOf(person: Person): Identifier[] {
  return person.userId === null
    ? [{ type: 'email', value: person.email }]
    : [{ type: 'user_id', value: person.userId }];
}
