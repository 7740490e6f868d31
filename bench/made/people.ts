import { evenNumbers } from '../../src/kernel/even-numbers.ts';
import type { PersonRecord } from '../../src/identify/matching/people.ts';

const SHARE_REPEATED = 0.35;
export const SEED = 20_261_123;

type Person = {
  readonly surname: string;
  readonly givenName: string;
  readonly birthDate: string;
  readonly nationalId: string;
  readonly email: string;
  readonly phone: string;
  readonly address: string;
  readonly postcode: string;
  readonly city: string;
};

/** Made-up records of people from a fixed seed; `truth` is told which record is whom. */
export function* makeRecords(count: number, truth: Map<string, number>): Generator<PersonRecord> {
  const random = evenNumbers(SEED);
  const whole = (most: number): number => Math.floor(random() * most);
  // The commonest is far commoner than the next: a power of an even number.
  const uneven = (most: number): number => Math.floor(most * random() ** 2.5);
  const makers = wordMakers(random);
  let made = 0;
  let person = 0;
  let household: Person | undefined;
  while (made < count) {
    const isRelative = household !== undefined && random() < 0.3;
    const next = makePerson(person, isRelative ? household : undefined, { random, whole, uneven, ...makers });
    household = next;
    const copies = random() < SHARE_REPEATED ? 2 + whole(3) : 1;
    for (let copy = 0; copy < copies && made < count; copy += 1) {
      const id = `r${made}`;
      truth.set(id, person);
      yield { id, list: 0, values: copy === 0 ? next : spoil(next, random, whole) };
      made += 1;
    }
    person += 1;
  }
}

type Chance = {
  readonly random: () => number;
  readonly whole: (most: number) => number;
  readonly uneven: (most: number) => number;
  readonly names: readonly string[];
  readonly surnames: readonly string[];
  readonly streets: readonly string[];
  readonly cities: readonly string[];
};

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}

function makePerson(number: number, relative: Person | undefined, chance: Chance): Person {
  const { random, whole, uneven, names, surnames, streets, cities } = chance;
  const surname = relative?.surname ?? surnames[uneven(surnames.length)] ?? '';
  const givenName = names[uneven(names.length)] ?? '';
  const birthDate = `${1930 + whole(78)}-${twoDigits(1 + whole(12))}-${twoDigits(1 + whole(28))}`;
  const place = uneven(4_000);
  const has = (share: number): boolean => random() < share;
  return {
    surname,
    givenName,
    birthDate: has(0.7) ? birthDate : '',
    nationalId: has(0.2) ? `${birthDate.replaceAll('-', '').slice(2)}${String(whole(10_000)).padStart(4, '0')}` : '',
    email: has(0.75) ? `${givenName}.${surname}${number}@${['post.se', 'mejl.se', 'brev.se'][whole(3)]}` : '',
    phone: has(0.6) ? `070${String(whole(10_000_000)).padStart(7, '0')}` : '',
    address: relative?.address ?? `${streets[uneven(streets.length)]} ${1 + whole(120)}`,
    postcode: relative?.postcode ?? String(10_000 + place * 20),
    city: relative?.city ?? cities[Math.floor(place / 10)] ?? '',
  };
}

/** The same person in another system: most things as they were, some typed wrong, left empty, swapped or moved on. */
function spoil(person: Person, random: () => number, whole: (most: number) => number): Person {
  const values: Record<string, string> = {};
  for (const [field, value] of Object.entries(person)) {
    const draw = random();
    values[field] = draw < 0.1 ? '' : draw < 0.22 ? mistype(value, whole) : value;
  }
  const copy = { ...person, ...values };
  if (random() < 0.03) return { ...copy, surname: copy.givenName, givenName: copy.surname };
  if (random() < 0.1)
    return { ...copy, address: `nygatan ${whole(200)}`, postcode: String(10_000 + whole(80_000)), city: '' };
  return copy;
}

function mistype(text: string, whole: (most: number) => number): string {
  if (text.length < 3) return text;
  const at = 1 + whole(text.length - 2);
  const letter = text[at] ?? '';
  const changed = /\d/.test(letter) ? String(whole(10)) : String.fromCharCode(97 + whole(26));
  const middle = [changed, '', letter + letter][whole(4)];
  if (middle === undefined) return text.slice(0, at) + (text[at + 1] ?? '') + letter + text.slice(at + 2);
  return text.slice(0, at) + middle + text.slice(at + 1);
}

function wordMakers(random: () => number) {
  const syllables = [
    'an',
    'ber',
    'da',
    'el',
    'fri',
    'gun',
    'hal',
    'in',
    'jo',
    'kar',
    'lin',
    'mar',
    'nor',
    'os',
    'per',
    'ro',
    'sti',
    'tor',
    'ulf',
    'vi',
  ];
  const draw = (): string => syllables[Math.floor(random() * syllables.length)] ?? '';
  const words = (count: number, ending: readonly string[]): string[] => [
    ...new Set(
      Array.from(
        { length: count },
        () => draw() + draw() + draw() + (ending[Math.floor(random() * ending.length)] ?? ''),
      ),
    ),
  ];
  return {
    names: words(900, ['a', 'e', '']),
    surnames: words(25_000, ['sson', 'berg', 'man', 'lund', 'qvist', 'gren', 'ström', 'dal']),
    streets: words(20_000, ['vägen', 'gatan', 'stigen', 'gränd']),
    cities: words(400, ['by', 'stad', 'köping', 'vik']),
  };
}
