import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { type Agent, request } from 'node:http';
import { join } from 'node:path';
import type { Deps } from '../../../src/store/deps.ts';
import type { Sent } from './mutation.ts';

const PATIENCE_MS = 30_000;

/** The databases and the folder that a server under test works on. */
export type ServerPlace = {
  readonly deps: Deps;
  readonly databaseUrl: string;
  readonly clickhouseUrl: string;
  readonly folder: string;
};

export type RunningServer = { readonly child: ChildProcess; readonly url: string };

/** A server in a process of its own. */
export async function startServer(place: ServerPlace, segmentsMb?: number): Promise<RunningServer> {
  const script = join(import.meta.dirname, '..', 'api-child.ts');
  const bound = segmentsMb === undefined ? [] : [String(segmentsMb)];
  const child = spawn(process.execPath, [script, place.databaseUrl, place.clickhouseUrl, place.folder, ...bound], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, url: line.toString().trim() };
}

export async function stopServer(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

/** The most memory the process has had, in MB. */
export async function peakMbOf(child: ChildProcess): Promise<number> {
  const status = await readFile(`/proc/${child.pid}/status`, 'utf8');
  return Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
}

/** Returns when every segment has been handed to the history. */
export async function drained(folder: string, withinMs = PATIENCE_MS): Promise<void> {
  const until = Date.now() + withinMs;
  for (;;) {
    const files = await readdir(join(folder, 'segments'), { recursive: true });
    const left = files.filter((file) => /\.(?:open|ndjson)$/.test(file));
    if (left.length === 0) return;
    if (Date.now() > until) throw new Error(`segments wait still: ${left.slice(0, 5).join(', ')}`);
    await new Promise((later) => setTimeout(later, 50));
  }
}

function basic(name: string): string {
  return `Basic ${Buffer.from(`${name}:`).toString('base64')}`;
}

function authorizationOf({ caller }: Sent, key: string): Record<string, string> {
  if (caller === 'none' || caller === 'in body') return {};
  const shown = {
    bearer: `Bearer ${key}`,
    basic: basic(key),
    unknown: basic('wk_unknown'),
    garbled: 'Basic ====\u00ff',
  };
  return { authorization: shown[caller] };
}

export type Answer = { readonly status: number; readonly type: string; readonly body: string };

export function send(agent: Agent, url: string, sent: Sent, key: string): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const length = sent.isChunked ? {} : { 'content-length': String(sent.body.length) };
  const headers = { ...sent.headers, ...authorizationOf(sent, key), ...length };
  const going = request(url + sent.draft.path, { method: 'POST', agent, headers }, (answer) => {
    const parts: Buffer[] = [];
    answer.on('data', (part: Buffer) => parts.push(part));
    answer.on('error', reject);
    answer.on('end', () =>
      resolve({
        status: answer.statusCode ?? 0,
        type: answer.headers['content-type'] ?? '',
        body: Buffer.concat(parts).toString(),
      }),
    );
  });
  going.on('error', reject);
  if (sent.isChunked) {
    const middle = Math.floor(sent.body.length / 2);
    going.write(sent.body.subarray(0, middle));
    going.end(sent.body.subarray(middle));
  } else going.end(sent.body);
  return promise;
}
