import { SESSION_COOKIE } from '../src/http/auth.ts';
import { describeChannels } from '../src/organisation/channel.service.ts';
import { createLoginLink, openSession } from '../src/organisation/login.service.ts';
import type { TestApp } from './given.ts';

/** Headers of the browser of a member who answers for the channel, and so is known by name. */
export async function memberOf(
  { deps }: TestApp,
  { name, role, channel }: { readonly name: string; readonly role: 'editor' | 'reader'; readonly channel: string },
): Promise<Record<string, string>> {
  const about = { id: channel, nameSv: channel, nameEn: channel, isOurs: true, department: null };
  await describeChannels(deps, [{ ...about, owner: name }]);
  const session = await openSession(deps, await createLoginLink(deps, { name, role }));
  return { cookie: `${SESSION_COOKIE}=${session}` };
}
