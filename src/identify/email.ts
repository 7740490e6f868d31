import { domainToASCII } from 'node:url';
import { isBlockedEmail } from './blocked-value.ts';

/** A name of the internet in ASCII with at least two parts; the last one is no number, so that no bare IP address is one. */
const domainPattern = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])$/;
const unfitForLocal = /[\s@<>,;:"()[\]\\]/;
const LONGEST_LOCAL = 64;
const LONGEST_DOMAIN = 253;

const gmailDomains = new Set(['gmail.com', 'googlemail.com']);

/**
 * Lower case, the domain in its ASCII form: `Åsa@Räksmörgås.SE` becomes `åsa@xn--rksmrgs-5wao1o.se`. What stands after a
 * plus is kept: with most providers it may be another person's. `undefined` for what is no address.
 */
export function normaliseEmail(text: string, ignoresGmailDots = false): string | undefined {
  const value = text.replace(/^mailto:/i, '');
  const at = value.lastIndexOf('@');
  const local = value.slice(0, at).toLowerCase();
  if (at < 1 || local.length > LONGEST_LOCAL || unfitForLocal.test(local)) return undefined;
  const domain = domainToASCII(
    value
      .slice(at + 1)
      .toLowerCase()
      .replace(/\.$/, ''),
  );
  if (domain.length > LONGEST_DOMAIN || !domainPattern.test(domain)) return undefined;
  const address =
    ignoresGmailDots && gmailDomains.has(domain)
      ? `${local.replace(/\+.*$/, '').replaceAll('.', '')}@gmail.com`
      : `${local}@${domain}`;
  return address.startsWith('@') || isBlockedEmail(address) ? undefined : address;
}
