import { DomainError } from '../kernel/errors.ts';

/** An origin as browsers send it, or `undefined` when the text names none: `HTTPS://Shop.example/` is `https://shop.example`. */
export function readOrigin(written: string): string | undefined {
  if (!/^https?:\/\//i.test(written) || !URL.canParse(written)) return undefined;
  const url = new URL(written);
  const isBare =
    url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '' && url.password === '';
  return isBare ? url.origin : undefined;
}

/** The origins, each once and as browsers send them. Throws `field-invalid` for what names none. */
export function readOrigins(written: readonly string[]): string[] {
  return [...new Set(written.map(demandOrigin))];
}

function demandOrigin(written: string): string {
  const origin = readOrigin(written);
  if (origin !== undefined) return origin;
  throw new DomainError('field-invalid', `"${written}" is no origin. Write scheme and host, as https://shop.example.`, [
    { field: 'origins', found: written, allowed: 'an origin, as https://shop.example' },
  ]);
}
