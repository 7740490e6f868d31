import { findCustomer } from '../../identify/customer.reads.ts';
import { DomainError } from '../../kernel/errors.ts';
import type { Deps } from '../../store/deps.ts';
import { keptAudience } from '../audience.ts';
import { lightsOfForm, SAMPLE_OPT_OUT } from './check-message.ts';
import type { Form, Preview, PreviewInput } from './message.contract.ts';
import { demandFound } from './message.service.ts';
import { fillForm } from './preview.ts';
import { loadReferences } from './reference.reads.ts';
import { customerFacts, scopeOf } from './scope.ts';

function formFor(forms: readonly Form[], { channel, kind, language }: PreviewInput): Form {
  const fitting = forms.filter((form) => form.channel === channel && (kind === undefined || form.kind === kind));
  const form = fitting.find((each) => each.language === language) ?? (language === undefined ? fitting[0] : undefined);
  if (form !== undefined) return form;
  const asked = [channel, kind, language].filter((part) => part !== undefined).join(' ');
  throw new DomainError('not-found', `The message has no form for ${asked}.`, [
    {
      field: 'channel',
      found: asked,
      allowed: forms.map((each) => `${each.channel} ${each.kind} ${each.language}`).join(', ') || 'no form yet',
    },
  ]);
}

async function demandCustomer(deps: Deps, id: string) {
  const customer = await findCustomer(deps.postgres, id);
  if (customer !== undefined) return customer;
  throw new DomainError('not-found', `There is no customer with the id ${id}.`, [
    { field: 'customerId', found: id, allowed: 'the id of a customer' },
  ]);
}

/**
 * One form as a customer meets it, or as nobody in particular does. With `message`, what is being written is shown
 * instead of what is saved. Writes nothing.
 */
export async function previewMessage(deps: Deps, id: string, input: PreviewInput): Promise<Preview> {
  const saved = await demandFound(deps.postgres, id);
  const body = input.message ?? saved.body;
  const form = formFor(body.forms, input);
  const facts = await loadReferences(deps.postgres, body.references);
  const customer = input.customerId === undefined ? undefined : await demandCustomer(deps, input.customerId);
  const { timeZone } = deps;
  const scope = scopeOf(
    { ...form, timeZone },
    [...facts.values()],
    customerFacts(customer?.attributes ?? {}),
    SAMPLE_OPT_OUT,
  );
  const { lights: _own, ...filled } = await fillForm(form, scope);
  const audience =
    input.message?.audience === undefined ? saved.body.audience : keptAudience(input.message.audience, null);
  const lights = await lightsOfForm(form, { body: { ...body, audience }, facts, now: deps.clock(), timeZone });
  return { ...filled, lights, customer: customer === undefined ? null : { id: customer.id, name: customer.name } };
}
