import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import type { FindActor } from '../http/auth.ts';
import type { App } from '../http/server.ts';
import { sourceOf } from './ingest-door.routes.ts';
import { rudderSettings, segmentSettings, type Settings } from './ingest-settings.ts';

const SettingsSchema = Type.Record(Type.String(), Type.Unknown());
const Key = Type.String({ minLength: 1, maxLength: 200 });

// The client in browsers ends the address with a slash, whatever address it was given.
const rudderAddresses = ['/sourceConfig', '/sourceConfig/'];

function send(reply: FastifyReply, settings: Settings): FastifyReply {
  return reply.header('cache-control', 'private, max-age=300').send(settings);
}

/** What clients in browsers ask for before they send. */
export function settingsRoutes(app: App, findActor: FindActor, publicUrl: string | undefined): void {
  app.get(
    '/v1/projects/:key/settings',
    {
      config: { access: 'public' },
      schema: {
        summary: "Where Segment's client in browsers shall send",
        tags: ['events'],
        params: Type.Object({ key: Key }),
        response: { 200: SettingsSchema },
      },
    },
    async (request, reply) => {
      const { key } = request.params;
      await sourceOf(request, findActor, key);
      return send(reply, segmentSettings(key, publicUrl ?? `${request.protocol}://${request.host}`));
    },
  );

  for (const address of rudderAddresses) {
    app.get(
      address,
      {
        config: { access: 'write' },
        schema: {
          summary: "How RudderStack's client in browsers shall send",
          tags: ['events'],
          querystring: Type.Object({ writeKey: Type.Optional(Key) }),
          response: { 200: SettingsSchema },
        },
      },
      async (request, reply) => {
        const source = await sourceOf(request, findActor, request.query.writeKey);
        return send(reply, rudderSettings(source.id));
      },
    );
  }
}
