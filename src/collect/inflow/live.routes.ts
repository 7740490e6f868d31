import type { ServerResponse } from 'node:http';
import { actorOf } from '../../http/auth.ts';
import type { App } from '../../http/server.ts';
import type { Intake } from '../intake.service.ts';
import { TestCallSchema, TestResultSchema } from './live.contract.ts';
import { LiveHub } from './live-hub.service.ts';
import { sendTest } from './test-sender.service.ts';

const HEARTBEAT_MS = 15_000;
/** A stream ends after this time and the browser opens another, so that whoever has logged out sees no more. */
const LONGEST_MS = 600_000;
/** What may wait for a slow reader. More than this is not kept for it, and it is told how much it lost. */
const MOST_WAITING_BYTES = 1_000_000;

/** Writes messages to one reader, as fast as it reads. */
function writerTo(raw: ServerResponse): (message: string) => void {
  let lost = 0;
  return (message) => {
    if (raw.writableLength > MOST_WAITING_BYTES) {
      lost += 1;
      return;
    }
    if (lost > 0) raw.write(`event: lost\ndata: ${JSON.stringify({ lost })}\n\n`);
    lost = 0;
    raw.write(message);
  };
}

function lastIdIn(header: string | string[] | undefined): number | undefined {
  return typeof header === 'string' && /^\d{1,15}$/.test(header) ? Number(header) : undefined;
}

async function openStream(hub: LiveHub, raw: ServerResponse, lastId: number | undefined): Promise<void> {
  const write = writerTo(raw);
  const beat = setInterval(() => write(': here\n\n'), HEARTBEAT_MS).unref();
  const late = setTimeout(() => raw.end(), LONGEST_MS).unref();
  let leave: (() => void) | undefined;
  raw.once('close', () => {
    clearInterval(beat);
    clearTimeout(late);
    leave?.();
  });
  write('retry: 2000\n\n');
  leave = await hub.join({ send: write, end: () => raw.end() }, lastId);
  if (raw.destroyed) leave();
}

/** What comes in, as it comes in, and a sender to try it with. */
export function liveRoutes(app: App, intake: Intake): void {
  const hub = new LiveHub(intake.deps.postgres, intake.live);
  app.addHook('preClose', (done) => {
    hub.close();
    done();
  });
  app.get(
    '/v1/inflow/stream',
    {
      config: { access: 'member' },
      schema: {
        summary: 'What comes in, as server-sent events: rows, and how many were skipped or lost',
        tags: ['events'],
        produces: ['text/event-stream'],
      },
    },
    async (request, reply) => {
      hub.demandRoom();
      reply.hijack();
      const { raw } = reply;
      raw.writeHead(200, {
        ...(reply.getHeaders() as Record<string, string>),
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      });
      await openStream(hub, raw, lastIdIn(request.headers['last-event-id'])).catch((err: unknown) => {
        request.log.warn({ event: 'stream_failed', err });
        raw.end();
      });
    },
  );
  app.post(
    '/v1/inflow/test',
    {
      config: { access: 'member' },
      schema: {
        summary: 'Hand in one call as the source "test", and see what it became',
        tags: ['events'],
        body: TestCallSchema,
        response: { 200: TestResultSchema },
      },
    },
    async (request) => ({ row: await sendTest(intake, request.body, actorOf(request).id) }),
  );
}
