import type { Identifier } from '../identify/identifier.ts';
import { DAY_MS, type Instant } from '../kernel/period.ts';
import { productOf } from './catalogue.ts';
import { callerOf, chatterOf } from './contact.ts';
import { type Diary, note } from './happening.ts';
import type { Cast, Person } from './people.ts';
import { JEANS, JEANS_KRONOR, PHONE_TENT, planted, SWEATER } from './planted.ts';
import { goods, visitOnline } from './visit.ts';

/** The lives of the cast, the homes that people look for, and who meets the products that are spoken of in two ways. */
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

function emailOf(person: Person): Identifier[] {
  return [{ type: 'email', value: person.email }];
}

function loyaltyOf(person: Person): Identifier[] {
  return person.loyalty === null ? [] : [{ type: 'loyalty', value: person.loyalty }];
}

/** What the cast lives through in the last two days: the sweater, the phone price, the newsletter jeans. */
export function playCast(diary: Diary, cast: Cast): void {
  const { now } = diary;
  const { sweater, phonePrice, jeans } = cast;
  const gran = productOf(SWEATER);
  const reduced = { ...goods(gran), price: 699 };
  note(diary, chatterOf(sweater), now - 26 * HOUR_MS, 'web', 'Product Viewed', reduced);
  note(diary, chatterOf(sweater), now - 26 * HOUR_MS + MINUTE_MS, 'web', 'Product Added', reduced);
  const asked = { store: 'Umeå', ...goods(gran), asked_for: 699 };
  note(diary, loyaltyOf(sweater), now - 5 * HOUR_MS, 'store', 'Price Asked', asked);

  const tent = { ...goods(productOf(PHONE_TENT)), price: 3995 };
  const call = { reason: 'prisfråga', minutes: 7, ...tent };
  note(diary, callerOf(phonePrice), now - 3 * HOUR_MS, 'phone', 'Call Ended', call);
  const chat = { reason: 'prisfråga', minutes: 12, solved: false, ...goods(productOf(PHONE_TENT)) };
  note(diary, chatterOf(phonePrice), now - 2 * HOUR_MS, 'chat', 'Chat Ended', chat);

  const offered = { ...goods(productOf(JEANS)), price: JEANS_KRONOR, campaign: 'jeansveckan' };
  note(diary, emailOf(jeans), now - 30 * HOUR_MS, 'newsletter', 'Email Opened', { campaign: 'jeansveckan' });
  note(diary, emailOf(jeans), now - 30 * HOUR_MS + MINUTE_MS, 'newsletter', 'Email Link Clicked', offered);
  note(diary, chatterOf(jeans), now - 29 * HOUR_MS, 'app', 'Products Searched', { query: 'friluftsjeans', results: 0 });
}

/** A home: the customer's goal, its sub-goals, and the other companies that it takes. `begun` is the first step. */
export function seekHome(diary: Diary, person: Person, begun: Instant): void {
  const { random } = diary;
  const who = emailOf(person);
  const steps: readonly [string, string, number, string, Record<string, unknown>][] = [
    ['lånelöfte', 'partner', 0, 'Loan Promise Given', { from: 'bank', actor: 'Bergsbanken' }],
    ['hitta hem', 'partner', 12, 'Viewing Attended', { from: 'mäklare', actor: 'Dalens mäkleri' }],
    ['hitta hem', 'partner', 21, 'Viewing Attended', { from: 'mäklare', actor: 'Dalens mäkleri' }],
    ['hitta hem', 'partner', 30, 'Bid Accepted', { from: 'mäklare', actor: 'Dalens mäkleri' }],
    ['flytta', 'partner', 52, 'Move Booked', { from: 'flyttfirma', actor: 'Stigs flytt' }],
    ['flytta', 'partner', 75, 'Keys Received', { from: 'mäklare', actor: 'Dalens mäkleri' }],
    ['flytta', 'partner', 77, 'Move Completed', { from: 'flyttfirma', actor: 'Stigs flytt' }],
  ];
  for (const [subGoal, channel, day, name, about] of steps) {
    // Four of ten never come as far as a bid: the way to the goal ends for them where nobody of ours can see why.
    if (day === 30 && random.chance(0.4)) return;
    const at = begun + (day + random.draw() * 4) * DAY_MS;
    note(diary, who, at, channel, name, { goal: 'ett hem i fjällen', sub_goal: subGoal, ...about });
  }
  for (const day of [79, 84, 96])
    visitOnline(diary, who, begun + day * DAY_MS, { channel: 'web', need: person.need, buys: 0.35 });
}

/** What people expected of Fjällro and what they met, from 1 to 7, per trait and channel. The gaps are planted. */
const answers = {
  web: { trait: 'snabb', expectation: 5.8, perception: 5.9 },
  phone: { trait: 'vänlig', expectation: 6.1, perception: 4.2 },
  store: { trait: 'kunnig', expectation: 5.1, perception: 6.3 },
  chat: { trait: 'rak', expectation: 5.2, perception: 4.6 },
} as const;

export function answerSurvey(diary: Diary, person: Person, at: Instant): void {
  const { random } = diary;
  const about = random.pick(['web', 'phone', 'store', 'chat']);
  const { trait } = answers[about];
  for (const [question, later] of [
    ['expectation', 0],
    ['perception', 9 * DAY_MS],
  ] as const) {
    const score = Math.min(7, Math.max(1, Math.round(answers[about][question] + (random.draw() - 0.5) * 3)));
    note(diary, emailOf(person), at + later, 'newsletter', 'Survey Answered', { question, trait, about, score });
  }
}

/** Lets as many look at each planted product as its harm says. */
export function meetPlanted(diary: Diary, people: readonly [Person, ...Person[]]): void {
  const { random, now } = diary;
  for (const { product, viewers } of planted)
    for (let i = 0; i < viewers; i += 1) {
      const who = chatterOf(random.pick(people));
      note(diary, who, now - random.draw() * 28 * DAY_MS, random.chance(0.7) ? 'web' : 'app', 'Product Viewed', {
        ...goods(productOf(product)),
      });
    }
}
