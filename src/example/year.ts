import type { Identifier } from '../identify/identifier.ts';
import { DAY_MS, type Instant } from '../kernel/period.ts';
import { readNewsletters, receiveMessage, talk } from './contact.ts';
import type { Diary, Happening } from './happening.ts';
import { answerSurvey, meetPlanted, playCast, seekHome } from './named-cases.ts';
import { castOf, type Person } from './people.ts';
import { createRandom } from './random.ts';
import { sendBack } from './return-case.ts';
import { type Season, seasonUpTo, YEAR_DAYS } from './season.ts';
import { visitOnline, visitStore } from './visit.ts';

/** A year of Fjällro: what the known customers and the unknown visitors did, in the order of time. */
export type YearSize = { readonly unknownVisitors: number };

const RETURNED_SHARE = 0.12;
const HOME_SEEKERS = 45;
const SURVEYED_SHARE = 0.14;

export function drawYear(seed: number, now: Instant, people: readonly Person[], size: YearSize): Happening[] {
  const diary: Diary = { random: createRandom(seed), now, happenings: [] };
  const season = seasonUpTo(now);
  for (const person of people) liveYear(diary, season, person);
  for (let index = 0; index < size.unknownVisitors; index += 1) passBy(diary, season, index);
  const cast = castOf(people);
  for (const person of [cast.home, ...people.slice(5, 5 + HOME_SEEKERS)])
    seekHome(diary, person, now - (100 + diary.random.draw() * 250) * DAY_MS);
  for (let i = 1; i <= 3; i += 1) sendBack(diary, cast.drain, now - (i * 60 + 20) * DAY_MS, `W-90000${i}`);
  meetPlanted(diary, [cast.sweater, ...people.slice(5)]);
  playCast(diary, cast);
  return diary.happenings.toSorted((a, b) => a.at - b.at);
}

function liveYear(diary: Diary, season: Season, person: Person): void {
  const { random, now } = diary;
  const { web, app, store, visits } = person.habits;
  for (let visit = 0; visit < visits * (1 - person.joined); visit += 1) {
    const kind = random.weighted({ web, app: person.device === null ? 0 : 1.6 * app, store });
    const at = season.drawTime(random, kind === 'store' ? 'open' : 'always', person.joined);
    if (kind === 'store') visitStore(diary, person, at);
    else shop(diary, person, kind, at);
    if (random.chance(0.09)) talk(diary, person, season.drawTime(random, 'open', person.joined));
  }
  readNewsletters(diary, person);
  for (let day = YEAR_DAYS; day > 0; day -= 90)
    if (random.chance(0.4)) receiveMessage(diary, person, now - (day - random.draw() * 20) * DAY_MS);
  if (random.chance(SURVEYED_SHARE)) answerSurvey(diary, person, season.drawTime(random, 'always', person.joined));
}

function shop(diary: Diary, person: Person, channel: 'web' | 'app', at: Instant): void {
  const { random } = diary;
  const browser = person.anonymousIds.at(-1) ?? '';
  // Half the visits to the web shop are made without logging in; the browser has been seen logged in before.
  const unnamed = person.userId === null || random.chance(0.5);
  const anonymous = [{ type: 'anonymous_id', value: browser }];
  const named = person.userId === null ? anonymous : [{ type: 'user_id', value: person.userId }];
  const inApp = person.device === null ? named : [{ type: 'device', value: person.device }];
  const who = channel === 'app' ? inApp : unnamed ? anonymous : named;
  const orderId = visitOnline(diary, who, at, { channel, need: person.need, buys: 0.28 });
  if (orderId !== undefined && random.chance(RETURNED_SHARE)) sendBack(diary, person, at, orderId);
}

/** Somebody in a browser that has never been seen logged in. */
export function unknownVisitor(index: number): Identifier {
  return { type: 'anonymous_id', value: `besök-${index}` };
}

function passBy(diary: Diary, season: Season, index: number): void {
  const who = [unknownVisitor(index)];
  for (let visit = diary.random.whole(1, 3); visit > 0; visit -= 1)
    visitOnline(diary, who, season.drawTime(diary.random, 'always', 0), { channel: 'web', need: 'okänd', buys: 0.06 });
}
