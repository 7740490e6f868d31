import { formLights, messageLights, readForm, type Checked } from './light-rules.ts';
import { mayGoLive } from './light.ts';
import type { Form, Light } from './message.contract.ts';
import { fillForm } from './preview.ts';
import { scopeOf } from './scope.ts';

/** What stands for the customer's own link where no customer is meant: as long as a real one. */
export const SAMPLE_OPT_OUT = 'https://exempel.se/val/0123456789abcdef';

/** The lights of one form: what its texts say, and where they can be filled, what they come to. */
export async function lightsOfForm(form: Form, checked: Checked): Promise<Light[]> {
  const lights = formLights(readForm(form, checked.facts), checked);
  if (lights.some(({ code }) => code === 'template-unreadable')) return lights;
  const { facts, timeZone } = checked;
  const scope = scopeOf({ ...form, timeZone }, [...facts.values()], {}, SAMPLE_OPT_OUT);
  return [...lights, ...(await fillForm(form, scope)).lights];
}

/** Every light of a message, the faults first. */
export async function lightsOfMessage(checked: Checked): Promise<Light[]> {
  const ofForms: Light[][] = [];
  for (const form of checked.body.forms) ofForms.push(await lightsOfForm(form, checked));
  const all = [...messageLights(checked), ...ofForms.flat()];
  return [...all.filter((light) => !mayGoLive([light])), ...all.filter((light) => mayGoLive([light]))];
}
