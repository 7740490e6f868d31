import type { Identifier } from '../identify/identifier.ts';
import { createRandom, type Random } from './random.ts';

/**
 * The customers of Fjällro. Nobody is real: names are put together from short lists of our own, mail addresses lie
 * under example.com and example.se, and telephone numbers in the series that are kept free for fiction in Sweden.
 */
export type Habits = {
  /** Visits and purchases in a year, in which the channels share by their weights. */
  readonly visits: number;
  readonly web: number;
  readonly app: number;
  readonly store: number;
  readonly readsNewsletter: boolean;
  /** The share of the newsletters that are opened. */
  readonly opens: number;
  readonly takesSms: boolean;
};

export type Person = {
  readonly name: string;
  readonly city: string;
  readonly email: string;
  readonly phone: string | null;
  readonly loyalty: string | null;
  readonly userId: string | null;
  /** The browsers that the person has been met in before logging in. */
  readonly anonymousIds: readonly string[];
  readonly device: string | null;
  readonly need: Need;
  readonly habits: Habits;
  /** How far into the year, as a share of it, the person first turned up. */
  readonly joined: number;
};

export const needs = ['dagsvandring', 'fjällvandring', 'löpning', 'barnfamilj', 'vardag'] as const;
export type Need = (typeof needs)[number];

const givenNames =
  `Alva Agnes Arvid Asta Axel Bea Birk Bo Cleo Dag Disa Ebbe Edit Egil Elda Eldar Elin Elof Embla Enar Erla Eskil
Fanny Folke Freja Frida Gry Gunnar Halvar Hedda Helge Hilma Idun Inez Ingvar Iris Ivar Jarl Jorun Kaj Kerstin Kjell Lage
Leila Liv Loke Majken Malte Märta Mira Moa Nanna Nils Noor Olle Ottar Pella Ragna Rasmus Runa Sigge Signe Siri Sixten
Sol Sten Svea Tage Tilde Tor Tyra Ulf Unn Vega Vide Viggo Vilja Yara Yngve Ylva Zara Åse Östen`.split(/\s+/) as [
    string,
    ...string[],
  ];
const surnameStarts =
  `Alkärrs Björkhäll Bäckmo Dimsjö Enrings Fjärdmo Frostkulle Grankälls Hagmyr Hjortsund Islyck Kråkvall
Lingonmo Ljungdike Lommyr Mosskulle Månsjö Norrlyck Ormkärrs Pilkälls Rimmyr Ripkulle Rönnsätt Skarvmo Snökull Sotmyr
Stenlyck Tallsjö Tjärmo Tranmyr Ugglesund Uttermo Vassvik Videkulle Vitmoss Åsmyr Älgsund Örnmo`.split(/\s+/) as [
    string,
    ...string[],
  ];
const surnameEnds = ['blad', 'dal', 'gren', 'hed', 'kvist', 'lind', 'ros', 'skog', 'ström', 'vall'] as const;
const cities = {
  Stockholm: 26,
  Göteborg: 18,
  Malmö: 12,
  Umeå: 9,
  Östersund: 6,
  Kiruna: 3,
  Åre: 2,
  Gävle: 5,
  Örebro: 6,
};

/** The series kept free for fiction: one of mobile numbers, and one each for Stockholm, Göteborg, Malmö and Kiruna. */
const fictionalNumbers = [
  ...Array.from({ length: 95 }, (_, i) => `+46701740${String(605 + i)}`),
  ...Array.from({ length: 100 }, (_, i) => `+46846500${String(400 + i)}`),
  ...Array.from({ length: 100 }, (_, i) => `+46313900${String(600 + i)}`),
  ...Array.from({ length: 100 }, (_, i) => `+46406280${String(400 + i)}`),
  ...Array.from({ length: 100 }, (_, i) => `+46980319${String(200 + i)}`),
];

function ascii(text: string): string {
  return text.toLowerCase().replaceAll(/[åä]/g, 'a').replaceAll('ö', 'o');
}

function drawHabits(random: Random, need: Need): Habits {
  const digital = random.draw();
  return {
    // Few come often and many seldom: the square of a draw has a long tail.
    visits: 2 + Math.round(14 * random.draw() ** 2),
    web: 0.3 + digital,
    app: need === 'vardag' ? digital / 2 : digital,
    store: 1.4 - digital,
    readsNewsletter: random.chance(0.7),
    opens: 0.02 + 0.3 * random.draw() ** 2,
    takesSms: random.chance(0.35),
  };
}

function drawPerson(random: Random, index: number): Person {
  const given = random.pick(givenNames);
  const surname = random.pick(surnameStarts) + random.pick(surnameEnds);
  const need = random.weighted({ dagsvandring: 30, fjällvandring: 20, löpning: 15, barnfamilj: 20, vardag: 15 });
  const habits = drawHabits(random, need);
  const isOnline = random.chance(0.85);
  return {
    name: `${given} ${surname}`,
    city: random.weighted(cities),
    email: `${ascii(given)}.${ascii(surname)}${index + 1}@example.${random.chance(0.5) ? 'se' : 'com'}`,
    phone: fictionalNumbers[index] ?? null,
    loyalty: random.chance(0.75) ? `FR${String(100_000 + index)}` : null,
    userId: isOnline ? `kund-${String(10_000 + index)}` : null,
    anonymousIds: Array.from({ length: random.whole(1, 2) }, (_, i) => `webb-${index}-${i + 1}`),
    device: isOnline && random.chance(0.55) ? `telefon-${index}` : null,
    need,
    habits: { ...habits, app: isOnline ? habits.app : 0 },
    joined: random.chance(0.6) ? 0 : random.draw() * 0.9,
  };
}

/** The five whom the guide follows; each lives through one of the named cases. */
const castNames = ['Alva Ljungdal', 'Egil Tallmo', 'Siri Videskog', 'Majken Frostvall', 'Sixten Sjöblad'] as const;

export type Cast = Readonly<Record<'sweater' | 'phonePrice' | 'jeans' | 'home' | 'drain', Person>>;

function castMember(person: Person, index: number): Person {
  const name = castNames[index];
  if (name === undefined) return person;
  return {
    ...person,
    name,
    email: `${ascii(name).replace(' ', '.')}@example.se`,
    loyalty: `FR${String(100_000 + index)}`,
    userId: `kund-${String(10_000 + index)}`,
    device: `telefon-${index}`,
    joined: 0,
    habits: { ...person.habits, visits: 10, app: 1, readsNewsletter: true, opens: 0.4 },
  };
}

/** Draws the customers whom Fjällro knows; the first five are the cast. */
export function drawPeople(seed: number, count: number): Person[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, (_, index) => castMember(drawPerson(random, index), index));
}

/** Who plays which case. Throws `RangeError` when fewer than five people were drawn. */
export function castOf(people: readonly Person[]): Cast {
  const [sweater, phonePrice, jeans, home, drain] = people;
  if (!sweater || !phonePrice || !jeans || !home || !drain) throw new RangeError('The cast takes five people.');
  return { sweater, phonePrice, jeans, home, drain };
}

/** Everything that says who the person is, for the customer register. */
export function identifiersOf(person: Person): Identifier[] {
  const { email, phone, loyalty, userId, device, anonymousIds } = person;
  const single = { user_id: userId, email, phone, loyalty, device };
  return [
    ...Object.entries(single).flatMap(([type, value]) => (value === null ? [] : [{ type, value }])),
    ...anonymousIds.map((value) => ({ type: 'anonymous_id', value })),
  ];
}
