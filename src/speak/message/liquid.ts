import { Liquid, type Template } from 'liquidjs';
import { MadeOfTexts } from '../../kernel/made-of-texts.ts';

/** What a text may cost at most; past it the text is refused. Far above what any real message needs. */
const LONGEST_TEMPLATE = 200_000;
const RENDER_MS = 100;
const MEMORY_UNITS = 400_000;
const LONGEST_OUTPUT = 400_000;

/** Tags that read other files, or let a text redefine itself. A form is whole in itself. */
const closedTags = ['include', 'render', 'layout', 'block', 'increment', 'decrement', 'liquid', 'tablerow'];

/** Filters that hold a text in a text, whose variables nobody could name beforehand, and the one that is random. */
const closedFilters = ['where_exp', 'reject_exp', 'group_by_exp', 'has_exp', 'find_exp', 'find_index_exp', 'sample'];

function engine(outputEscape: 'escape' | undefined): Liquid {
  const made = new Liquid({
    ownPropertyOnly: true,
    strictFilters: true,
    templates: {},
    parseLimit: LONGEST_TEMPLATE,
    renderLimit: RENDER_MS,
    memoryLimit: MEMORY_UNITS,
    ...(outputEscape === undefined ? {} : { outputEscape }),
  });
  for (const tag of closedTags) delete made.tags[tag];
  for (const name of closedFilters) delete made.filters[name];
  // `raw` would let an attribute of a customer into the HTML as it stands.
  if (outputEscape !== undefined) delete made.filters['raw'];
  return made;
}

const engines = { html: engine('escape'), text: engine(undefined) } as const;
export type Output = keyof typeof engines;

/** A variable as `price.jacket`; `line` counts from 1. `isFixed` is false where a part of it is worked out, as in `price[x]`. */
export type UsedVariable = {
  readonly path: readonly string[];
  readonly line: number;
  readonly isFixed: boolean;
};

export type ReadTemplate =
  | { readonly ok: true; readonly variables: readonly UsedVariable[] }
  | { readonly ok: false; readonly why: string; readonly line: number | null };

function lineIn(error: unknown): number | null {
  const token: unknown = error instanceof Error && 'token' in error ? error.token : undefined;
  if (typeof token !== 'object' || token === null || !('input' in token) || !('begin' in token)) return null;
  const { input, begin } = token;
  return typeof input === 'string' && typeof begin === 'number' ? input.slice(0, begin).split('\n').length : null;
}

/** The first line of what the engine says, without the place that it draws below. */
function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return (text.split('\n')[0] ?? '').slice(0, 200);
}

// The texts of a version stay as they are: read once, they are filled for each customer and looked through by each check.
const KEPT_SIGNS = 2_000_000;
const kept: Readonly<Record<Output, MadeOfTexts<readonly Template[]>>> = {
  html: new MadeOfTexts(KEPT_SIGNS),
  text: new MadeOfTexts(KEPT_SIGNS),
};

function parse(text: string, output: Output): Template[] {
  const templates = kept[output].find(text) ?? kept[output].keep(text, engines[output].parse(text));
  return [...templates];
}

/** Reads a text and says which variables it uses, or why it cannot be read. */
export function readTemplate(text: string, output: Output = 'text'): ReadTemplate {
  try {
    const { globals } = engines[output].analyzeSync(parse(text, output), { partials: false });
    const variables = Object.values(globals)
      .flat()
      .map(({ segments, location }) => ({
        path: segments.map(String),
        line: location.row,
        isFixed: segments.every((segment) => typeof segment !== 'object'),
      }));
    return { ok: true, variables };
  } catch (error) {
    return { ok: false, why: reasonOf(error), line: lineIn(error) };
  }
}

export type Rendered = { readonly ok: true; readonly text: string } | Extract<ReadTemplate, { ok: false }>;

/** Fills a text with what stands in the scope. A text that takes too much time, memory or room is refused. */
export function renderTemplate(text: string, scope: object, output: Output = 'text'): Rendered {
  try {
    const rendered: unknown = engines[output].renderSync(parse(text, output), scope);
    const filled = String(rendered);
    if (filled.length > LONGEST_OUTPUT)
      return {
        ok: false,
        why: `it comes to ${filled.length} characters; at most ${LONGEST_OUTPUT} are sent`,
        line: null,
      };
    return { ok: true, text: filled };
  } catch (error) {
    return { ok: false, why: reasonOf(error), line: lineIn(error) };
  }
}
