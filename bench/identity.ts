import { layOut, type PersonRecord } from '../src/identify/matching/people.ts';
import { matchPeople } from '../src/identify/matching/match.ts';
import { bCubed, membershipOf, pairwise } from '../src/identify/matching/partition-score.ts';
import { personFields } from '../src/identify/matching/person-field.ts';
import type { Bench } from './run.ts';

/**
 * How fast the same people are found in a list of 200,000 made-up records (`--records 1000000` for the big one), how
 * many pairs are weighed a second, in how much memory, and how right it comes out. The people are made from a fixed
 * seed: names as unevenly spread as names are, households, and records that were typed wrong, left empty or moved.
 */
const RECORDS = 200_000;
const SHARE_REPEATED = 0.35;
const SEED = 20_261_123;

export const bench: Bench = async ({ records = RECORDS }) => {
  const truth = new Map<string, number>();
  let peak = 0;
  const look = (): void => {
    peak = Math.max(peak, process.memoryUsage.rss());
  };
  const started = performance.now();
  const people = layOut(makeRecords(records, truth), personFields, 1);
  const laidOut = performance.now();
  look();
  const matching = matchPeople(people, { threshold: 0.5, oneToOne: false, random: mulberry32(SEED) });
  const ended = performance.now();
  look();
  const found = membershipOf(matching.clusters, people.count);
  const right = people.ids.map((id) => truth.get(id) ?? -1);
  const pairs = pairwise(found, right);
  const cubed = bCubed(found, right);
  peak = Math.max(peak, process.resourceUsage().maxRSS * 1024);
  const matchSeconds = (ended - laidOut) / 1000;
  const figures = {
    records,
    seconds: rounded((ended - started) / 1000, 2),
    layOutSeconds: rounded((laidOut - started) / 1000, 2),
    matchSeconds: rounded(matchSeconds, 2),
    pairsCompared: matching.compared,
    pairsPerSecond: Math.round(matching.compared / matchSeconds),
    peakMemoryMb: Math.round(peak / 1_048_576),
    clusters: matching.clusters.length,
    largestCluster: matching.clusters.reduce((most, cluster) => Math.max(most, cluster.length), 0),
    pairwiseF1: rounded(pairs.f1, 4),
    pairwisePrecision: rounded(pairs.precision, 4),
    pairwiseRecall: rounded(pairs.recall, 4),
    bCubedF1: rounded(cubed.f1, 4),
  };
  process.stdout.write(
    [
      `${records} made-up records, one thread: made and laid out in ${figures.layOutSeconds} s, matched in ${figures.matchSeconds} s`,
      `  ${figures.pairsCompared} pairs compared, ${figures.pairsPerSecond} a second (learning and clustering included), peak memory ${figures.peakMemoryMb} MB`,
      `  ${figures.clusters} clusters, the largest of ${figures.largestCluster}; threshold 0.5, chosen without labels`,
      `  clusters, pairwise: precision ${figures.pairwisePrecision}, recall ${figures.pairwiseRecall}, F1 ${figures.pairwiseF1}; B-cubed F1 ${figures.bCubedF1}`,
      '',
    ].join('\n'),
  );
  return figures;
};

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

function* makeRecords(count: number, truth: Map<string, number>): Generator<PersonRecord> {
  const random = mulberry32(SEED);
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

/** A small generator of even numbers from 0 to 1, the same for the same seed. */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
