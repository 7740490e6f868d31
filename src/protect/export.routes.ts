import { Readable } from 'node:stream';
import { Type } from 'typebox';
import { actorOf } from '../http/auth.ts';
import type { App } from '../http/server.ts';
import { Uuid } from '../kernel/contract.ts';
import { DomainError } from '../kernel/errors.ts';
import type { Deps } from '../store/deps.ts';
import { CustomerExportListSchema, CustomerExportSchema, NewExportSchema } from './export.contract.ts';
import { askForExport, demandExport, exportsOf, readExport } from './export.service.ts';

const Params = Type.Object({ id: Uuid });
const tags = ['data protection'];

/** The doors to exports of a customer: ask, see how far it has come, and fetch the file. For members only. */
export function exportRoutes(app: App, deps: Deps): void {
  app.post(
    '/v1/customers/:id/exports',
    {
      config: { access: 'member' },
      schema: {
        summary: 'Ask for a file with everything that is kept of the customer',
        tags,
        params: Params,
        body: NewExportSchema,
        response: { 202: CustomerExportSchema },
      },
    },
    async (request, reply) => {
      const { language = 'sv' } = request.body;
      const asked = { customerId: request.params.id, language, by: actorOf(request) };
      return await reply.status(202).send(await askForExport(deps, asked));
    },
  );
  app.get(
    '/v1/customers/:id/exports',
    {
      config: { access: 'member' },
      schema: {
        summary: 'The exports of the customer that may still be fetched',
        tags,
        params: Params,
        response: { 200: CustomerExportListSchema },
      },
    },
    async (request) => ({ exports: await exportsOf(deps, request.params.id) }),
  );
  app.get(
    '/v1/exports/:id/file',
    { config: { access: 'member' }, schema: { summary: 'The file of an export, as ZIP', tags, params: Params } },
    async (request, reply) => {
      const { id, state } = await demandExport(deps, request.params.id);
      if (state !== 'ready') {
        throw new DomainError('state-conflict', `The export is ${state}. Ask again in a moment.`, [
          { field: '(path)', found: state, allowed: 'an export that is ready' },
        ]);
      }
      return await reply
        .type('application/zip')
        .header('content-disposition', `attachment; filename="samspel-${id}.zip"`)
        .header('cache-control', 'no-store')
        .send(Readable.from(readExport(deps, id)));
    },
  );
}
