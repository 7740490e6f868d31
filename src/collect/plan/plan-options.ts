import { parseArgs } from 'node:util';
import { badArgument } from '../../kernel/arguments.ts';

/** What `samspel plan` was asked to do. */
export type PlanRequest =
  | { readonly act: 'help' }
  | { readonly act: 'list' }
  | { readonly act: 'export' }
  | { readonly act: 'import'; readonly file: string }
  | { readonly act: 'check'; readonly file: string; readonly plan: string | undefined };

export const planUsage = `samspel plan [list]                              lists what is planned
samspel plan export                              prints the plan as YAML, to be kept with the code
samspel plan import FILE                         makes the plan what the file (YAML or JSON) says; - reads standard input
samspel plan check EVENTS [--plan FILE]          holds a file of events against a plan, without a server

EVENTS is NDJSON: one call of the Segment spec on each line; - reads standard input. Without --plan the plan that is
shipped is used. Handing in a file changes all or nothing; versions that it does not name stay as they are.

Exit code: 0 done, and for check: every event holds; 1 some do not, or the plan does not allow the change; 2 bad usage.
`;

/** Reads the arguments of `samspel plan`. Throws `field-invalid`. */
export function readPlanRequest(args: readonly string[]): PlanRequest {
  const { values, positionals } = parse(args);
  if (values.help === true) return { act: 'help' };
  const [act = 'list', ...rest] = positionals;
  if (act === 'list' || act === 'export') {
    if (rest.length > 0) throw badArgument(`samspel plan ${act}`, rest.join(' '), 'nothing more');
    return { act };
  }
  if (act !== 'import' && act !== 'check') throw badArgument('samspel plan', act, 'list, export, import or check');
  const [file] = rest;
  if (file === undefined || rest.length > 1)
    throw badArgument('FILE', rest.join(' ') || 'nothing', 'one file, or - for standard input');
  return act === 'import' ? { act, file } : { act, file, plan: values.plan };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { plan: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
    });
  } catch (error) {
    throw badArgument('arguments', args.join(' '), error instanceof Error ? error.message : String(error));
  }
}
