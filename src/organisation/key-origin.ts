/** An origin as browsers send it, or `undefined` when the text names none: `HTTPS://Shop.example/` is `https://shop.example`. */
export function readOrigin(written: string): string | undefined {
  if (!/^https?:\/\//i.test(written) || !URL.canParse(written)) return undefined;
  const url = new URL(written);
  const isBare =
    url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '' && url.password === '';
  return isBare ? url.origin : undefined;
}
