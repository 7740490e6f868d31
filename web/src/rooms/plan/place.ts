import { addressOf } from '../../api/client.ts';

/** Where the page of one name of the plan is; the name travels in the query, since it may hold anything. */
export const PLAN_NAME_PATH = '/inflode/plan/handelse';

export function placeOf(type: string, name: string, more: Readonly<Record<string, string>> = {}): string {
  return addressOf(PLAN_NAME_PATH, { type, name, ...more });
}
