import { Type } from 'typebox';
import type { App } from '../http/server.ts';
import type { Deps } from '../store/deps.ts';
import { listMembers } from './member.reads.ts';
import { SessionSchema } from './session.contract.ts';

const MemberListSchema = Type.Object({ members: Type.Array(SessionSchema.properties.member) });

/** Who works in the tool. For members only. */
export function memberRoutes(app: App, deps: Deps): void {
  app.get(
    '/v1/members',
    {
      config: { access: 'member' },
      schema: { summary: 'The members, by name', tags: ['organisation'], response: { 200: MemberListSchema } },
    },
    async () => ({ members: await listMembers(deps.postgres) }),
  );
}
