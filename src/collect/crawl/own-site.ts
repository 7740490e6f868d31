import { DomainError } from '../../kernel/errors.ts';
import { show } from '../sighting.ts';
import type { NotRead } from './crawl-fault.ts';
import { USUAL_PAGES } from './crawl-site.contract.ts';

/** Sites of ours: whose prices they show, where reading begins, and the only origins that may ever be asked. */
export type OwnSite = {
  readonly channel: string;
  readonly origins: readonly string[];
  readonly starts: readonly string[];
  readonly mostPages: number;
};

const LONGEST_ADDRESS = 2_000;

/**
 * An address that may be asked, in one form, or why it may not: only http and https, no password in it, and only the
 * origins that somebody named as ours. Whether the machine behind it may be reached is seen when it is connected to.
 */
export function askable(text: string, origins: readonly string[], base?: string): URL | NotRead {
  if (text.length > LONGEST_ADDRESS || !URL.canParse(text, base))
    return { code: 'no-address', reason: `${show(text)} is no address.` };
  const url = new URL(text, base);
  url.hash = '';
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    return { code: 'no-address', reason: `Allowed are http and https, found ${show(url.protocol)}.` };
  if (url.username !== '' || url.password !== '')
    return { code: 'no-address', reason: 'An address may hold no name and no password.' };
  if (!origins.includes(url.origin))
    return {
      code: 'not-ours',
      reason: `${show(url.origin)} is none of the origins that are ours: ${origins.join(', ')}.`,
    };
  return url;
}

/** Checks a site as somebody names it. Without origins, those of its start addresses are ours. Throws `field-invalid`. */
export function ownSite(
  channel: string,
  starts: readonly string[],
  given: { readonly origins?: readonly string[] | undefined; readonly mostPages?: number | undefined } = {},
): OwnSite {
  const named = (given.origins ?? starts).map((each) => originOf(each));
  const origins = [...new Set(named)];
  const addresses = starts.map((start) => {
    const url = askable(start, origins);
    if (!('reason' in url)) return url.href;
    throw bad('starts', start, url.reason);
  });
  return { channel, origins, starts: [...new Set(addresses)], mostPages: given.mostPages ?? USUAL_PAGES };
}

function originOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol))
    throw bad('origins', text, 'Allowed is an address as https://www.fjallro.example.');
  return url.origin;
}

function bad(field: string, found: string, reason: string): DomainError {
  return new DomainError('field-invalid', `${field}: ${reason}`, [
    { field, found: show(found), allowed: 'an address of a site of ours, as https://www.fjallro.example/sitemap.xml' },
  ]);
}
