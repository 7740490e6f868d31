import { Type } from 'typebox';
import type { App } from '../http/server.ts';
import { ChannelId } from '../kernel/contract.ts';
import type { Deps } from '../store/deps.ts';
import { listChannels } from './channel.reads.ts';
import { describeChannels } from './channel.service.ts';
import { ChannelInputSchema, ChannelListSchema, ChannelSchema } from './session.contract.ts';

/** Which channels there are, and who answers for them. */
export function channelRoutes(app: App, deps: Deps): void {
  app.get(
    '/v1/channels',
    { schema: { summary: 'The channels with their departments and owners', response: { 200: ChannelListSchema } } },
    async () => ({ channels: await listChannels(deps.postgres) }),
  );

  app.put(
    '/v1/channels/:id',
    {
      config: { access: 'member' },
      schema: {
        summary: 'Write what a channel is called and who answers for it',
        params: Type.Object({ id: ChannelId }),
        body: ChannelInputSchema,
        response: { 200: ChannelSchema },
      },
    },
    async (request) => {
      const channel = { id: request.params.id, ...request.body };
      await describeChannels(deps, [channel]);
      return channel;
    },
  );
}
