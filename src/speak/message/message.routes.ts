import { Type } from 'typebox';
import { actorOf } from '../../http/auth.ts';
import { ownIdempotencyKeyOf } from '../../http/idempotency.ts';
import type { App } from '../../http/server.ts';
import { Uuid } from '../../kernel/contract.ts';
import type { Deps } from '../../store/deps.ts';
import { VersionNumber } from '../version.contract.ts';
import {
  ApprovalInputSchema,
  DifferenceSchema,
  DraftSchema,
  MessageInputSchema,
  MessageListSchema,
  MessageQuerySchema,
  MessageSchema,
  PreviewInputSchema,
  PreviewSchema,
} from './message.contract.ts';
import { listMessages } from './message.reads.ts';
import { compareVersions, createMessage, demandMessage, restoreVersion, saveDraft } from './message.service.ts';
import { approveChannel, endMessage, publishMessage, submitForReview } from './message-step.service.ts';
import { previewMessage } from './preview.service.ts';

const params = Type.Object({ id: Uuid });
const config = { access: 'member' } as const;
const tags = ['messages'];
const response = { 200: MessageSchema };

/** Messages: written, looked at, approved by those who answer for the channels, put live and ended. For members. */
export function messageRoutes(app: App, deps: Deps): void {
  writingRoutes(app, deps);
  versionRoutes(app, deps);
  stepRoutes(app, deps);
}

function writingRoutes(app: App, deps: Deps): void {
  app.get(
    '/v1/messages',
    {
      config,
      schema: {
        summary: 'The messages that were changed last, at most 500',
        tags,
        querystring: MessageQuerySchema,
        response: { 200: MessageListSchema },
      },
    },
    async (request) => ({ messages: await listMessages(deps.postgres, request.query.state) }),
  );

  app.post(
    '/v1/messages',
    {
      config,
      schema: {
        summary: 'Write a message as a draft; an Idempotency-Key header makes it safe to send again',
        tags,
        body: MessageInputSchema,
        response: { 200: MessageSchema, 201: MessageSchema },
      },
    },
    async (request, reply) => {
      const { message, isNew } = await createMessage(deps, {
        message: request.body,
        by: actorOf(request),
        idempotencyKey: ownIdempotencyKeyOf(request),
      });
      return reply.status(isNew ? 201 : 200).send(message);
    },
  );

  app.get(
    '/v1/messages/:id',
    { config, schema: { summary: 'One message, with its versions and lights', tags, params, response } },
    async (request) => demandMessage(deps, deps.postgres, request.params.id),
  );

  app.put(
    '/v1/messages/:id/draft',
    {
      config,
      schema: { summary: 'Save what was written as the next version', tags, params, body: DraftSchema, response },
    },
    async (request) => saveDraft(deps, { id: request.params.id, ...request.body, by: actorOf(request) }),
  );

  app.post(
    '/v1/messages/:id/preview',
    {
      config,
      schema: {
        summary: 'One form as a customer meets it, also of what is not saved yet',
        tags,
        params,
        body: PreviewInputSchema,
        response: { 200: PreviewSchema },
      },
    },
    async (request) => previewMessage(deps, request.params.id, request.body),
  );
}

function versionRoutes(app: App, deps: Deps): void {
  app.get(
    '/v1/messages/:id/difference',
    {
      config,
      schema: {
        summary: 'What was changed from one version to another',
        tags,
        params,
        querystring: Type.Object({ from: VersionNumber, to: VersionNumber }),
        response: { 200: DifferenceSchema },
      },
    },
    async ({ params: { id }, query: { from, to } }) => compareVersions(deps.postgres, id, from, to),
  );

  app.post(
    '/v1/messages/:id/versions/:version/restoration',
    {
      config,
      schema: {
        summary: 'Save an old version as the newest',
        tags,
        params: Type.Object({ id: Uuid, version: VersionNumber }),
        response,
      },
    },
    async (request) => restoreVersion(deps, { ...request.params, by: actorOf(request) }),
  );
}

const steps = [
  { address: 'review', act: submitForReview, summary: 'Ask those who answer for the channels' },
  { address: 'publication', act: publishMessage, summary: 'Put the newest version live; faults keep it from that' },
  { address: 'ending', act: endMessage, summary: 'End a message in all channels' },
] as const;

function stepRoutes(app: App, deps: Deps): void {
  for (const { address, act, summary } of steps) {
    app.post(`/v1/messages/:id/${address}`, { config, schema: { summary, tags, params, response } }, async (request) =>
      act(deps, { id: request.params.id, by: actorOf(request) }),
    );
  }
  app.post(
    '/v1/messages/:id/approvals',
    {
      config,
      schema: {
        summary: "Approve one channel's forms of the version in review",
        tags,
        params,
        body: ApprovalInputSchema,
        response,
      },
    },
    async (request) => approveChannel(deps, { id: request.params.id, ...request.body, by: actorOf(request) }),
  );
}
