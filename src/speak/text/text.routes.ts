import { Type } from 'typebox';
import { actorOf } from '../../http/auth.ts';
import { ownIdempotencyKeyOf } from '../../http/idempotency.ts';
import type { App } from '../../http/server.ts';
import { Uuid } from '../../kernel/contract.ts';
import type { Deps } from '../../store/deps.ts';
import { LONGEST_TEXT, TextInputSchema, TextListSchema, TextQuerySchema, TextSchema } from './text.contract.ts';
import { listTexts } from './text.reads.ts';
import { demandText, receiveText } from './text.service.ts';

const tags = ['contradictions'];
const DEFAULT_LIMIT = 50;

/** The texts of our channels, in and out again with what was read in them. A channel's key hands in its own channel's. */
export function textRoutes(app: App, deps: Deps): void {
  app.post(
    '/v1/texts',
    {
      // A sign takes at most six bytes in JSON.
      bodyLimit: LONGEST_TEXT * 6 + 10_000,
      schema: {
        summary:
          'Hand in a newsletter, a call script, a chat answer or a page: the prices it states are held against other channels',
        tags,
        body: TextInputSchema,
        response: { 200: TextSchema, 201: TextSchema },
      },
    },
    async (request, reply) => {
      const { text, isNew } = await receiveText(deps, {
        input: request.body,
        by: actorOf(request),
        idempotencyKey: ownIdempotencyKeyOf(request),
      });
      return reply.status(isNew ? 201 : 200).send(text);
    },
  );

  app.get(
    '/v1/texts',
    {
      schema: {
        summary: 'The texts that came last, of a channel if asked',
        tags,
        querystring: TextQuerySchema,
        response: { 200: TextListSchema },
      },
    },
    async ({ query }) => ({ texts: await listTexts(deps.postgres, query.channel, query.limit ?? DEFAULT_LIMIT) }),
  );

  app.get(
    '/v1/texts/:id',
    {
      schema: {
        summary: 'One text, with what was read in it and where',
        tags,
        params: Type.Object({ id: Uuid }),
        response: { 200: TextSchema },
      },
    },
    ({ params: { id } }) => demandText(deps.postgres, id, deps.clock()),
  );
}
