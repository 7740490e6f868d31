import { bringHomesUpToDate } from '../src/identify/home.service.ts';
import { readRule } from '../src/kernel/rule/read-rule.ts';
import type { Deps } from '../src/store/deps.ts';
import { countByRule, judgeCustomer, listByRule } from '../src/understand/rule.reads.ts';
import { withOwnEngines } from '../test/guarantees/own-engines.ts';
import type { Bench } from './run.ts';

/**
 * How long it takes to count who keeps a rule among all customers, to read the first page of them, and to judge one.
 * Ten events a customer over a year; every tenth customer was merged into another. `--records` is how many customers.
 */
const CUSTOMERS = 200_000;
const EVENTS_EACH = 10;
const COUNTED_TIMES = 3;
const JUDGED = 10;

const rules = {
  attributes: {
    all: [
      { attribute: 'city', equals: 'Umeå' },
      { attribute: 'age', atLeast: 40 },
    ],
  },
  event: { did: 'Order Completed', within: { days: 30 } },
  never: { never: 'Order Completed' },
  property: { did: 'Order Completed', atLeast: 2, properties: [{ property: 'total', atLeast: 500 }] },
  four: {
    all: [
      { attribute: 'city', equals: 'Umeå' },
      { did: 'Product Viewed', within: { days: 60 } },
      { any: [{ seenIn: 'store' }, { first: 'Order Completed', within: { days: 90 } }] },
    ],
  },
};

const idOf = (n: string): string => `('00000000-0000-7000-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`;

async function fill({ postgres, clickhouse }: Deps, customers: number): Promise<void> {
  await postgres.query(
    `insert into customers (id, created_at, first_seen_at, last_seen_at, attributes)
     select ${idOf('n')}, now(), now(), now(),
       jsonb_build_object('city', (array['Umeå', 'Lund', 'Malmö'])[n % 3 + 1], 'age', n % 90)
     from generate_series(1, $1::int) n`,
    [customers],
  );
  await postgres.query(
    `with merged as (
       update customers c set merged_into = ${idOf('n - 1')} from generate_series(10, $1::int, 10) n where c.id = ${idOf('n')}
       returning c.id, c.merged_into
     ) insert into identity_changes (id, kind, customer_id, other_id, at, made_by, because)
     select gen_random_uuid(), 'merge', merged_into, id, now(), 'rules', '{}' from merged`,
    [customers],
  );
  await postgres.query('analyze');
  await clickhouse.command({
    query: `INSERT INTO events (customer, subject, at, message_id, type, name, channel, source, identifiers, properties,
        context, products, received_at)
      SELECT toUUID(concat('00000000-0000-7000-8000-', leftPad(lower(hex(1 + cityHash64(number) % {customers: UInt64})), 12, '0'))),
        generateUUIDv4(), now64(3, 'UTC') - cityHash64(number, 1) % 31536000, toString(number), 'track',
        ['Page Viewed', 'Product Viewed', 'Order Completed', 'Product Added'][1 + number % 4],
        ['web', 'app', 'store'][1 + number % 3], 's', '[]', concat('{"total":', toString(number % 1000), '}'), '{}', [],
        now64(3, 'UTC')
      FROM numbers({events: UInt64})`,
    query_params: { customers, events: customers * EVENTS_EACH },
  });
}

async function msOf(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

export const bench: Bench = ({ records = CUSTOMERS }) =>
  withOwnEngines(async ({ deps }) => {
    await fill(deps, records);
    const now = Date.now();
    const homesMs = Math.round(await msOf(() => bringHomesUpToDate(deps)));
    process.stdout.write(
      `${records} customers, ${records * EVENTS_EACH} events; homes brought up to date in ${homesMs} ms\n`,
    );
    const figures: Record<string, unknown> = { customers: records, events: records * EVENTS_EACH, homesMs };
    for (const [name, written] of Object.entries(rules)) {
      const rule = readRule(written);
      let found = 0;
      const counts: number[] = [];
      for (let i = 0; i < COUNTED_TIMES; i += 1)
        counts.push(await msOf(async () => void ({ customers: found } = await countByRule(deps, rule, now))));
      const page = await msOf(() => listByRule(deps, rule, { now, after: null, limit: 50 }));
      const one = await msOf(async () => {
        for (let i = 0; i < JUDGED; i += 1)
          await judgeCustomer(
            deps,
            `00000000-0000-7000-8000-${(1001 + i).toString(16).padStart(12, '0')}`,
            [rule],
            now,
          );
      });
      const countMs = Math.round(counts.toSorted((a, b) => a - b)[1] ?? 0);
      const oneMs = Number((one / JUDGED).toFixed(1));
      process.stdout.write(
        `${name.padEnd(11)} ${String(found).padStart(7)} found   count ${countMs} ms   page ${Math.round(page)} ms   one ${oneMs} ms\n`,
      );
      figures[name] = { found, countMs, pageMs: Math.round(page), oneMs };
    }
    return figures;
  });
