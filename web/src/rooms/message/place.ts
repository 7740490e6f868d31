import type { PlaceInput } from '../../../../src/speak/message/portfolio.contract.ts';

export const roles = [
  'finds',
  'reminds',
  'sells',
  'answers',
  'helps',
  'keeps',
] as const satisfies readonly PlaceInput['role'][];

type Where = Pick<PlaceInput, 'channel' | 'touchpoint'>;

function isSamePlace(one: Where, other: Where): boolean {
  return one.channel === other.channel && one.touchpoint === other.touchpoint;
}

/** What is kept of a place; what was found out about it falls away. */
function inputOf({ channel, touchpoint, role, owner, themes }: PlaceInput): PlaceInput {
  return { channel, touchpoint, role, owner, themes };
}

/** The places with this one as it is said now: where it stood before, or last. */
export function withPlace(places: readonly PlaceInput[], place: PlaceInput): PlaceInput[] {
  const kept = places.map((each) => (isSamePlace(each, place) ? inputOf(place) : inputOf(each)));
  return places.some((each) => isSamePlace(each, place)) ? kept : [...kept, inputOf(place)];
}

export function withoutPlace(places: readonly PlaceInput[], place: Where): PlaceInput[] {
  return places.filter((each) => !isSamePlace(each, place)).map(inputOf);
}
