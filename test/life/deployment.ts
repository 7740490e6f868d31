import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { findOwner, type Owner } from '../../src/store/embedded/folder.ts';
import { childEnvironment } from '../child-environment.ts';
import { becomesTrue, isSameProcess, startedAt } from '../../src/store/embedded/process-table.ts';

export const REPO = resolve(import.meta.dirname, '../..');

export type Launch = {
  readonly folder: string;
  readonly args?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** Where the code lies, when not here. */
  readonly clone?: string;
  readonly user?: { readonly uid: number; readonly gid: number };
};

/** One `samspel` process of its own group, as a terminal or a service manager would start it. */
export class Deployment {
  readonly process: ChildProcess;
  readonly folder: string;
  output = '';
  /** The exit code, or the signal that ended it. */
  outcome: number | NodeJS.Signals | undefined;

  constructor(launch: Launch) {
    const clone = launch.clone ?? REPO;
    this.folder = launch.folder;
    this.process = spawn(join(clone, 'node_modules/.bin/node'), ['src/cli.ts', 'start', ...(launch.args ?? [])], {
      ...launch.user,
      cwd: clone,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...childEnvironment(), LANG: 'C.UTF-8', SAMSPEL_DATA: launch.folder, ...launch.environment },
    });
    for (const stream of [this.process.stdout, this.process.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.output += text;
      });
    this.process.once('exit', (code, signal) => {
      this.outcome = signal ?? code ?? undefined;
    });
  }

  /** Waits for a line that the process prints, and gives back what the pattern caught. */
  async says(pattern: RegExp, withinMs = 120_000): Promise<string> {
    const heard = (): RegExpExecArray | null => pattern.exec(this.output);
    await becomesTrue(() => heard() !== null || this.outcome !== undefined, withinMs);
    const found = heard();
    if (found === null) throw new Error(`No line like ${pattern} (outcome ${this.outcome}) in:\n${this.output}`);
    return found[1] ?? found[0];
  }

  /** The address, once it answers. */
  async answers(): Promise<string> {
    return await this.says(/answers at (http:\S+)/);
  }

  owner(): Owner {
    const owner = findOwner(this.folder);
    if (owner === undefined) throw new Error(`Nobody owns ${this.folder}:\n${this.output}`);
    return owner;
  }

  /** What a terminal sends to everything in it when somebody presses Ctrl-C. */
  pressControlC(): void {
    process.kill(-(this.process.pid ?? 0), 'SIGINT');
  }

  async ended(): Promise<number | NodeJS.Signals | undefined> {
    if (this.outcome === undefined) await once(this.process, 'exit');
    return this.outcome;
  }

  /** For the end of a test, however far it came. */
  async dispose(): Promise<void> {
    if (this.outcome !== undefined) return;
    this.process.kill('SIGTERM');
    await this.ended();
  }

  /** Every process that hangs under this one just now, itself included. */
  family(): Relative[] {
    return familyOf(this.process.pid ?? 0);
  }
}

export type Relative = { readonly pid: number; readonly began: string; readonly command: string };

function familyOf(root: number): Relative[] {
  const parents = new Map<number, number>();
  for (const entry of readdirSync('/proc')) {
    const pid = Number(entry);
    if (!Number.isInteger(pid) || !existsSync(`/proc/${pid}/stat`)) continue;
    const parent = /^PPid:\s+(\d+)/m.exec(statusOf(pid))?.[1];
    if (parent !== undefined) parents.set(pid, Number(parent));
  }
  const family = [root];
  for (const member of family) for (const [pid, parent] of parents) if (parent === member) family.push(pid);
  return family.flatMap((pid) => {
    const began = startedAt(pid);
    return began === undefined ? [] : [{ pid, began, command: commandOf(pid) }];
  });
}

function statusOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8');
  } catch {
    return '';
  }
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  } catch {
    return '';
  }
}

/** Ends every one of them as a crash would. Children of PostgreSQL come and go: one that has just gone needs no end. */
export function killAtOnce(family: readonly Relative[]): void {
  for (const { pid } of family) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
    }
  }
}

/** The relatives that still live. */
export function living(family: readonly Relative[]): Relative[] {
  return family.filter(({ pid, began }) => isSameProcess(pid, began));
}

/** The engine's process and PostgreSQL's first process. */
export function enginesIn(family: readonly Relative[]): { readonly postgres: Relative; readonly clickhouse: Relative } {
  const postgres = family.find(({ command }) => /bin\/postgres -D /.test(command));
  const clickhouse = family.find(({ command }) => command.includes('engine-process'));
  if (postgres === undefined || clickhouse === undefined) throw new Error(`No engines in ${JSON.stringify(family)}`);
  return { postgres, clickhouse };
}

/** Takes a data folder away, and what root's PostgreSQL keeps for it elsewhere. */
export function removeData(folder: string): void {
  const instance = join(folder, 'instance');
  if (existsSync(instance))
    rmSync(join('/var/lib/samspel', readFileSync(instance, 'utf8').trim()), { recursive: true, force: true });
  rmSync(folder, { recursive: true, force: true });
}
