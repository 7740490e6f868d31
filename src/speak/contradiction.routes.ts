import { Readable } from 'node:stream';
import { Type } from 'typebox';
import type { App } from '../http/server.ts';
import { Time, Uuid } from '../kernel/contract.ts';
import type { Deps } from '../store/deps.ts';
import { readBoard } from './board.reads.ts';
import { tableHead, tableLines } from './contradiction-table.ts';
import {
  BoardQuerySchema,
  BoardSchema,
  ContradictionPageSchema,
  ContradictionQuerySchema,
  ContradictionSchema,
} from './contradiction.contract.ts';
import { type ContradictionQuestion, listContradictions } from './contradiction.reads.ts';
import { demandContradiction } from './handling.service.ts';
import { checkContradictions } from './contradiction.service.ts';

const DEFAULT_LIMIT = 50;
const EXPORT_PAGE = 200;

const CheckReportSchema = Type.Object({
  checkedAt: Time,
  claims: Type.Integer(),
  found: Type.Integer(),
  opened: Type.Integer(),
  open: Type.Integer(),
  answered: Type.Integer(),
  excepted: Type.Integer(),
  accepted: Type.Integer(),
  closed: Type.Integer(),
});

/** Where our channels contradict each other, one by one and on the board. */
export function contradictionRoutes(app: App, deps: Deps): void {
  listRoutes(app, deps);

  app.post(
    '/v1/contradictions/check',
    { schema: { summary: 'Compare now what all channels say', response: { 200: CheckReportSchema } } },
    () => checkContradictions(deps),
  );

  app.get(
    '/v1/board',
    {
      schema: {
        summary: 'What each channel says of each product, the most harmful contradictions first',
        querystring: BoardQuerySchema,
        response: { 200: BoardSchema },
      },
    },
    ({ query: { at, ...query } }) =>
      readBoard(
        deps.postgres,
        { ...query, at: at === undefined ? undefined : Date.parse(at), limit: query.limit ?? DEFAULT_LIMIT },
        deps.clock(),
      ),
  );
}

function listRoutes(app: App, deps: Deps): void {
  app.get(
    '/v1/contradictions',
    {
      schema: {
        summary: 'The contradictions, the most harmful first',
        querystring: ContradictionQuerySchema,
        response: { 200: ContradictionPageSchema },
      },
    },
    ({ query }) =>
      listContradictions(deps.postgres, { ...query, now: deps.clock(), limit: query.limit ?? DEFAULT_LIMIT }),
  );

  app.get(
    '/v1/contradictions.csv',
    { schema: { summary: 'The contradictions as a table for spreadsheets', querystring: ContradictionQuerySchema } },
    async ({ query }, reply) => {
      const table = await tableOf(deps, { ...query, now: deps.clock(), limit: EXPORT_PAGE });
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', 'attachment; filename="contradictions.csv"')
        .send(table);
    },
  );

  app.get(
    '/v1/contradictions/:id',
    {
      schema: {
        summary: 'One contradiction with its witness',
        params: Type.Object({ id: Uuid }),
        response: { 200: ContradictionSchema },
      },
    },
    ({ params }) => demandContradiction(deps.postgres, params.id),
  );
}

/** The whole table, a page at a time, so that its length does not fill the memory. The first page is asked for at once. */
async function tableOf(deps: Deps, question: ContradictionQuestion): Promise<Readable> {
  const first = await listContradictions(deps.postgres, question);
  async function* parts(): AsyncGenerator<string> {
    yield tableHead();
    let page = first;
    yield tableLines(page.contradictions);
    while (page.next !== null) {
      page = await listContradictions(deps.postgres, { ...question, cursor: page.next });
      yield tableLines(page.contradictions);
    }
  }
  return Readable.from(parts());
}
