import { Type } from 'typebox';
import { actorOf } from '../http/auth.ts';
import type { App } from '../http/server.ts';
import { Uuid } from '../kernel/contract.ts';
import type { Deps } from '../store/deps.ts';
import { CommentedSchema, CommentInputSchema, CommentListSchema } from './comment.contract.ts';
import { closeComment, commentsOn, writeComment } from './comment.service.ts';

const config = { access: 'member' } as const;
const params = Type.Object({ of: CommentedSchema, id: Uuid });
const about = { tags: ['messages'], response: { 200: CommentListSchema } };

/** What members say to each other of a message or an offer. */
export function commentRoutes(app: App, deps: Deps): void {
  app.get(
    '/v1/comments/:of/:id',
    { config, schema: { summary: 'What has been said of a message or an offer', params, ...about } },
    async ({ params: { of, id } }) => ({ comments: await commentsOn(deps.postgres, of, id) }),
  );
  app.post(
    '/v1/comments/:of/:id',
    {
      config,
      schema: {
        summary: 'Say something of the version that was looked at',
        params,
        body: CommentInputSchema,
        ...about,
      },
    },
    async (request) => ({
      comments: await writeComment(deps, { ...request.params, by: actorOf(request) }, request.body),
    }),
  );
  app.post(
    '/v1/comments/:of/:id/:comment/settlement',
    {
      config,
      schema: {
        summary: 'Say that a comment has been seen to',
        params: Type.Object({ ...params.properties, comment: Uuid }),
        ...about,
      },
    },
    async (request) => {
      const { comment, ...subject } = request.params;
      return { comments: await closeComment(deps, { ...subject, by: actorOf(request) }, comment) };
    },
  );
}
