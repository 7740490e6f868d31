const units = [
  { unit: 'd', ms: 86_400_000 },
  { unit: 'h', ms: 3_600_000 },
  { unit: 'min', ms: 60_000 },
  { unit: 's', ms: 1000 },
] as const;

export type Lag = { readonly unit: (typeof units)[number]['unit'] | 'ms'; readonly number: number };

/** A time in the largest unit that fits at least once, with one decimal below ten. */
export function lagOf(ms: number): Lag {
  const found = units.find((each) => ms >= each.ms);
  if (found === undefined) return { unit: 'ms', number: Math.round(ms) };
  const number = ms / found.ms;
  return { unit: found.unit, number: number < 10 ? Math.round(number * 10) / 10 : Math.round(number) };
}
