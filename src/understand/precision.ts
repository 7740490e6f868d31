/** How many are needed to say a share to within some points, and how many points those there are suffice for. */
const zOf = { 90: 1.644_853_627, 95: 1.959_963_985, 99: 2.575_829_304 } as const;
export type Confidence = keyof typeof zOf;

/**
 * The number for a share at its most uncertain, one half (Cochran 1977, 4.4).
 * @example neededNumber(5, 95) // 385
 */
export function neededNumber(points: number, confidence: Confidence): number {
  return Math.ceil((zOf[confidence] ** 2 * 0.25) / (points / 100) ** 2);
}

/** The points in each direction that a number suffices for. */
export function pointsFor(number: number, confidence: Confidence): number {
  return number <= 0 ? 100 : Math.min(100, (100 * zOf[confidence] * 0.5) / Math.sqrt(number));
}

/**
 * What weighting costs, as Kish counts it: n observations weighted unevenly tell as much as n / designEffect weighted
 * evenly.
 */
export function designEffect(parts: readonly { readonly count: number; readonly weight: number }[]): number {
  let [n, sum, squares] = [0, 0, 0];
  for (const { count, weight } of parts) {
    n += count;
    sum += count * weight;
    squares += count * weight * weight;
  }
  return sum === 0 ? 1 : (n * squares) / (sum * sum);
}
