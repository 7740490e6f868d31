import type { App } from '../http/server.ts';
import { DomainError } from '../kernel/errors.ts';
import { isUuid } from '../kernel/id.ts';
import type { Deps } from '../store/deps.ts';
import { AuditPageSchema, AuditQuerySchema } from './audit.contract.ts';
import { listDeeds } from './audit.reads.ts';

function readCursor(cursor: string | undefined): string | undefined {
  if (cursor === undefined || isUuid(cursor)) return cursor;
  throw new DomainError('field-invalid', 'The cursor is not one that this address has given. Begin without it.', [
    { field: 'cursor', found: cursor, allowed: 'the `next` of the page before' },
  ]);
}

/** Who changed what, and when. Only members see it, and nobody writes it over HTTP. */
export function auditRoutes(app: App, deps: Deps): void {
  app.get(
    '/v1/audit',
    {
      config: { access: 'member' },
      schema: {
        summary: 'Who changed what, the newest first',
        tags: ['organisation'],
        querystring: AuditQuerySchema,
        response: { 200: AuditPageSchema },
      },
    },
    (request) => {
      const { cursor, ...query } = request.query;
      return listDeeds(deps.postgres, { ...query, after: readCursor(cursor) });
    },
  );
}
