import { Type } from 'typebox';
import { actorName, actorOf } from '../http/auth.ts';
import type { App } from '../http/server.ts';
import { Uuid } from '../kernel/contract.ts';
import type { Deps } from '../store/deps.ts';
import { AttributeCorrectionSchema, AttributeFactsSchema, AttributeName } from './attribute.contract.ts';
import { correctAttribute, demandAttributeFacts } from './attribute.service.ts';

/** The doors to what was told of a customer: by whom and when, and how it is put right. For members only. */
export function attributeRoutes(app: App, deps: Deps): void {
  app.get(
    '/v1/customers/:id/attributes',
    {
      config: { access: 'member' },
      schema: {
        summary: 'Where each attribute of the customer comes from, also what stands no more',
        tags: ['customers'],
        params: Type.Object({ id: Uuid }),
        response: { 200: AttributeFactsSchema },
      },
    },
    async ({ params }) => ({ facts: await demandAttributeFacts(deps, params.id) }),
  );
  app.put(
    '/v1/customers/:id/attributes/:name',
    {
      config: { access: 'member' },
      schema: {
        summary: 'Correct an attribute; what was told before is kept beside it',
        tags: ['customers'],
        params: Type.Object({ id: Uuid, name: AttributeName }),
        body: AttributeCorrectionSchema,
        response: { 200: AttributeFactsSchema },
      },
    },
    async (request) => {
      const { id: customerId, name } = request.params;
      const by = actorName(actorOf(request));
      return { facts: await correctAttribute(deps, { customerId, name, by, value: request.body.value }) };
    },
  );
}
