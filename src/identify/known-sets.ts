import type { Instant } from '../kernel/period.ts';
import type { IdentityRules } from './graph/rules.ts';

/** What was found out about a set of identifiers that came together: it stays so until its customer changes. */
export type KnownSet = {
  readonly customerId: string;
  readonly subject: string;
  /** It says nothing of what happened before or after this: earlier, or much later, the graph itself is asked. */
  readonly from: Instant;
  readonly until: Instant;
  lastSeenAt: Instant;
};

// Some 300 bytes a set.
const MOST_SETS = 100_000;

/**
 * Remembers who was who in this process, the sets asked for last. What changes is forgotten by the customer's id, so
 * that every process can be told of changes that others made.
 */
export class KnownSets {
  readonly #sets = new Map<string, KnownSet>();
  readonly #byCustomer = new Map<string, Set<string>>();
  readonly #most: number;
  /** The number of the newest change of who is who that has been taken into account. */
  seenChange: number | undefined;
  /** The rules as of then. */
  rules: IdentityRules | undefined;

  constructor(most: number = MOST_SETS) {
    this.#most = most;
  }

  get size(): number {
    return this.#sets.size;
  }

  find(signature: string, at: Instant): KnownSet | undefined {
    const known = this.#sets.get(signature);
    if (known === undefined || at < known.from || at > known.until) return undefined;
    this.#sets.delete(signature);
    this.#sets.set(signature, known);
    return known;
  }

  remember(signature: string, known: KnownSet): void {
    this.#drop(signature);
    this.#sets.set(signature, known);
    const of = this.#byCustomer.get(known.customerId);
    if (of === undefined) this.#byCustomer.set(known.customerId, new Set([signature]));
    else of.add(signature);
    if (this.#sets.size <= this.#most) return;
    const [oldest] = this.#sets.keys();
    if (oldest !== undefined) this.#drop(oldest);
  }

  forgetCustomer(customerId: string): void {
    for (const signature of this.#byCustomer.get(customerId) ?? []) this.#drop(signature);
  }

  clear(): void {
    this.#sets.clear();
    this.#byCustomer.clear();
  }

  #drop(signature: string): void {
    const known = this.#sets.get(signature);
    if (known === undefined) return;
    this.#sets.delete(signature);
    const of = this.#byCustomer.get(known.customerId);
    of?.delete(signature);
    if (of?.size === 0) this.#byCustomer.delete(known.customerId);
  }
}
