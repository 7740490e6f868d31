import { reasonOf, takeIn } from '../ingest.service.ts';
import type { Intake } from '../intake.service.ts';
import type { LiveRow } from './live.contract.ts';
import { withCustomers } from './live-customer.reads.ts';
import { refusedRow, takenRow } from './live.ts';

/** What a member sends to try the way in is told from everything else by its source, and by a mark in its context. */
const TEST_SOURCE = 'test';

export type TestCall = {
  readonly channel?: string | undefined;
  readonly call: Readonly<Record<string, unknown>>;
};

function marked(call: TestCall['call'], memberId: string): Record<string, unknown> {
  const { context } = call;
  const isFields = typeof context === 'object' && context !== null && !Array.isArray(context);
  // What is no context is left as it is, to be refused as it would be.
  if (context !== undefined && context !== null && !isFields) return { ...call };
  return { ...call, context: { ...context, isTest: true, sentBy: memberId } };
}

/** Hands in one call by the very way that sources' calls take, and tells what became of it. */
export async function sendTest(intake: Intake, { channel, call }: TestCall, memberId: string): Promise<LiveRow> {
  const { postgres, clock } = intake.deps;
  const receivedAt = clock();
  const calls = [marked(call, memberId)];
  const taken = await takeIn(intake, { calls, isBatch: false, source: TEST_SOURCE, keyChannel: channel ?? null });
  const [good] = taken.good;
  const [resolved] = taken.customers;
  const [bad] = taken.refused;
  const row =
    good !== undefined && resolved !== undefined
      ? takenRow(call, good.call, resolved, receivedAt)
      : refusedRow(
          call,
          {
            source: TEST_SOURCE,
            code: bad?.bad.code ?? 'internal',
            reason: bad === undefined ? '' : reasonOf(bad.bad),
          },
          receivedAt,
        );
  const [shown] = await withCustomers(postgres, [row]);
  if (shown === undefined) throw new Error('a row was lost on its way to the sender');
  return shown;
}
