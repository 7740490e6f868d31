import type { Deps } from '../../store/deps.ts';
import { planInForce, planRevision } from './plan.reads.ts';
import { type PlanCheck, planCheck, type PlanVersion, type SchemaCheck } from './plan.ts';
import { compileSchema } from './schema-compile.ts';

// A change made anywhere is kept to by every process within this time, or at its next batch when that comes later.
const TRUSTED_MS = 1000;
// From here on the next one is asked for in the background, so that under load nobody waits for it.
const ASK_AGAIN_MS = 500;

/**
 * The plan that is in force, as this process has it: read when its revision is another, each schema compiled once, when
 * the first event of its name comes.
 */
export class PlanKeeper {
  readonly #deps: Pick<Deps, 'postgres' | 'clock'>;
  readonly #compiled = new Map<string, SchemaCheck | undefined>();
  #plan: { readonly revision: number; readonly check: PlanCheck | undefined } | undefined;
  #askedAt = -Infinity;
  #asking: Promise<void> | undefined;
  #changes = 0;

  constructor(deps: Pick<Deps, 'postgres' | 'clock'>) {
    this.#deps = deps;
  }

  /** The plan to hold events against now; `undefined` when it is empty. */
  async current(): Promise<PlanCheck | undefined> {
    const age = Math.abs(this.#deps.clock() - this.#askedAt);
    if (this.#plan === undefined) await this.#ask();
    // While the database is away nobody can change the plan either, so the one that is known still holds.
    else if (age >= TRUSTED_MS) await this.#ask().catch(() => undefined);
    else if (age >= ASK_AGAIN_MS) this.#ask().catch(() => undefined);
    return this.#plan?.check;
  }

  /** The plan was changed by this process: the next batch reads it anew. */
  forget(): void {
    this.#changes += 1;
    this.#askedAt = -Infinity;
  }

  #ask(): Promise<void> {
    this.#asking ??= this.#read().finally(() => {
      this.#asking = undefined;
    });
    return this.#asking;
  }

  async #read(): Promise<void> {
    const at = this.#deps.clock();
    const changes = this.#changes;
    const isSame = this.#plan !== undefined && (await planRevision(this.#deps.postgres)) === this.#plan.revision;
    if (!isSame) await this.#load();
    // What was changed while this was read may not be in it.
    if (changes === this.#changes) this.#askedAt = at;
  }

  async #load(): Promise<void> {
    const { revision, settings, versions } = await planInForce(this.#deps.postgres);
    const ids = new Set(versions.map((each) => each.id));
    for (const id of this.#compiled.keys()) if (!ids.has(id)) this.#compiled.delete(id);
    this.#plan = { revision, check: planCheck(versions, settings, (version) => this.#checkOf(version)) };
  }

  /** Once a version is in force its schema does not change, so its id says which check it is. */
  #checkOf({ id, schema }: PlanVersion): SchemaCheck | undefined {
    if (!this.#compiled.has(id)) this.#compiled.set(id, compiled(schema));
    return this.#compiled.get(id);
  }
}

/** A schema that cannot be compiled was refused when it came; one that is there all the same stops no event. */
function compiled(schema: PlanVersion['schema']): SchemaCheck | undefined {
  try {
    return compileSchema(schema);
  } catch {
    return undefined;
  }
}
