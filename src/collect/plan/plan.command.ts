import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { readConfig } from '../../config.ts';
import { type CommandIo, print, runCommand } from '../../kernel/command.ts';
import { DomainError } from '../../kernel/errors.ts';
import { plain } from '../../kernel/plain-text.ts';
import type { Deps } from '../../store/deps.ts';
import { withDeps } from '../../store/embedded/running.ts';
import { type CheckReport, checkOfFile, startCheck } from './plan-check.ts';
import { LONGEST_PLAN_FILE, readPlanFile, writePlanFile } from './plan-file.ts';
import { exportPlan, importPlan } from './plan-file.service.ts';
import { type PlanRequest, planUsage, readPlanRequest } from './plan-options.ts';
import { listVersions } from './plan.reads.ts';
import type { PlanVersionView } from './plan.contract.ts';

/** `samspel plan`: the tracking plan on the command line. Returns the exit code. */
export function run(args: string[], io: CommandIo): Promise<number> {
  return runCommand('plan', io, async () => {
    const request = readPlanRequest(args);
    if (request.act === 'help') {
      io.stdout.write(planUsage);
      return 0;
    }
    if (request.act === 'check') return await checkEvents(request, io);
    return withDeps(readConfig(), async (open) => {
      await print(io.stdout, await answer(open.deps, request, io));
      return 0;
    });
  });
}

/** Does what was asked of the running deployment and returns what is to be printed. */
export async function answer(
  deps: Deps,
  request: Exclude<PlanRequest, { act: 'help' | 'check' }>,
  io: Pick<CommandIo, 'stdin'>,
): Promise<string[]> {
  switch (request.act) {
    case 'list':
      return (await listVersions(deps.postgres)).map(lineOf);
    case 'export':
      return [writePlanFile(await exportPlan(deps))];
    case 'import': {
      const file = readPlanFile(await textOf(request.file, io), request.file);
      const { added, changed, unchanged } = await importPlan(deps, file, 'command:plan import');
      return [`${added} versions added, ${changed} changed, ${unchanged} as they were.\n`];
    }
    default:
      return request satisfies never;
  }
}

function lineOf({ type, name, version, status, mode, owner }: PlanVersionView): string {
  return `${type.padEnd(8)}  ${plain(name).padEnd(32)}  ${String(version).padStart(3)}  ${status.padEnd(7)}  ${mode.padEnd(7)}  ${plain(owner ?? '')}\n`;
}

function unreadable(path: string): DomainError {
  return new DomainError('file-unreadable', `${path} cannot be read: there is no such file, or it may not be read.`);
}

async function textOf(path: string, { stdin }: Pick<CommandIo, 'stdin'>): Promise<string> {
  if (path !== '-') return await readFile(path, 'utf8').catch(() => Promise.reject(unreadable(path)));
  const parts: string[] = [];
  let length = 0;
  for await (const part of stdin as AsyncIterable<Buffer | string>) {
    parts.push(String(part));
    length += parts.at(-1)?.length ?? 0;
    if (length > LONGEST_PLAN_FILE) break;
  }
  return parts.join('');
}

type CheckRequest = Extract<PlanRequest, { act: 'check' }>;

/** Holds a file of events against a plan. Needs no server. */
export async function checkEvents({ file, plan }: CheckRequest, io: CommandIo): Promise<number> {
  const check = startCheck(checkOfFile(plan === undefined ? undefined : readPlanFile(await textOf(plan, io), plan)));
  const input: Readable = file === '-' ? io.stdin : createReadStream(file);
  try {
    for await (const line of createInterface({ input, crlfDelay: Infinity })) check.take(line);
  } catch {
    throw unreadable(file);
  }
  const report = check.report();
  await print(io.stdout, linesOf(report));
  return report.violating > 0 ? 1 : 0;
}

function linesOf({ events, violating, unread, groups }: CheckReport): string[] {
  return [
    `${events} events, ${events - violating} hold, ${violating} do not.\n`,
    ...(unread.length > 0 ? [`No call of the Segment spec: line ${unread.join(', ')}\n`] : []),
    ...groups.map(
      ({ name, violation: { code, path, found, allowed }, lines }) =>
        `${plain(name)}: ${code} ${path}: found ${found}, allowed is ${allowed} (line ${lines.join(', ')})\n`,
    ),
  ];
}
