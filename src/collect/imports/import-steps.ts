import type { Outcome } from './event-rows.ts';

/** What is read of a file in one go. */
export type Portion = {
  readonly outcomes: readonly Outcome[];
  readonly rowsRead: number;
  readonly bytesRead: number;
  readonly passed: Readonly<Record<string, number>>;
};
/** What is dealt with in one go: the outcomes of a file from number `from` on. */
export type Stretch = Portion & { readonly from: number };

// Small enough that the callers who send at the same time hardly wait, large enough that the round trips are few.
const OUTCOMES_A_STEP = 500;

/**
 * Cuts what comes of a file into steps, and leaves out the first `from` outcomes, which have been dealt with before. Each
 * step is followed by the place in the file that it ends at; at the end comes one step more where rows were read since.
 */
export async function* stepsOf(portions: AsyncIterable<Portion>, from: number): AsyncGenerator<Stretch> {
  let waiting: Outcome[] = [];
  let seen = 0;
  let done = from;
  let last: Portion | undefined;
  for await (const portion of portions) {
    last = portion;
    const isNew = Math.max(0, Math.min(portion.outcomes.length, done + waiting.length - seen));
    seen += portion.outcomes.length;
    waiting.push(...portion.outcomes.slice(isNew));
    while (waiting.length >= OUTCOMES_A_STEP) {
      const outcomes = waiting.slice(0, OUTCOMES_A_STEP);
      waiting = waiting.slice(OUTCOMES_A_STEP);
      yield { ...portion, outcomes, from: done };
      done += outcomes.length;
    }
  }
  if (last !== undefined) yield { ...last, outcomes: waiting, from: done };
}
