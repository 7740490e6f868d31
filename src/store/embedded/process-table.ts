import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** When the process began, in the kernel's own ticks: with the pid it names one process for as long as the machine runs. */
export function startedAt(pid: number): string | undefined {
  const fields = statOf(pid);
  return fields?.state === 'Z' || fields?.state === 'X' ? undefined : fields?.startTicks;
}

/** The command line of a process that lives; a zombie has none. */
export function commandLineOf(pid: number): readonly string[] | undefined {
  if (startedAt(pid) === undefined) return undefined;
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').slice(0, -1);
  } catch {
    return undefined;
  }
}

/** True when the process lives and is the one that began then. Where the system tells no start time, the pid alone decides. */
export function isSameProcess(pid: number, began: string | undefined): boolean {
  const found = startedAt(pid);
  if (process.platform === 'linux') return found !== undefined && (began === undefined || found === began);
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Sends each signal in turn until the process has gone; the wait is what each one is given. */
export async function endProcess(
  pid: number,
  steps: readonly { readonly signal: NodeJS.Signals; readonly waitMs: number }[],
): Promise<void> {
  const began = startedAt(pid);
  for (const step of steps) {
    if (!isSameProcess(pid, began)) return;
    try {
      process.kill(pid, step.signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ESRCH') return;
      throw error;
    }
    if (await becomesTrue(() => !isSameProcess(pid, began), step.waitMs)) return;
  }
}

/**
 * Lets the process not outlive ours: when ours ends without having stopped it, it is told to end at once. PostgreSQL
 * leaves without a checkpoint then, and recovers at its next start. Returns how to take this back.
 */
export function endWithUs(pid: number): () => void {
  const end = (): void => {
    try {
      process.kill(pid, 'SIGQUIT');
    } catch {
      // It has gone already.
    }
  };
  process.once('exit', end);
  return () => void process.removeListener('exit', end);
}

const LOOK_AGAIN_MS = 10;

/** Looks again and again until it holds or the time is out. For other processes, which tell us nothing by themselves. */
export async function becomesTrue(holds: () => boolean | Promise<boolean>, withinMs: number): Promise<boolean> {
  const end = performance.now() + withinMs;
  while (!(await holds())) {
    if (performance.now() > end) return false;
    await sleep(LOOK_AGAIN_MS);
  }
  return true;
}

function statOf(pid: number): { readonly state: string; readonly startTicks: string } | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name stands in parentheses and may hold spaces and parentheses itself; the fields begin after the last.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { state: fields[0] ?? '', startTicks: fields[19] ?? '' };
  } catch {
    return undefined;
  }
}
