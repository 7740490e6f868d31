/**
 * The page behind a login link. It asks for a press of a button, because mail and chat programs open links to show
 * a picture of them, and that must not spend the link. It is a plain form: it works without JavaScript.
 */
function page(lines: readonly string[]): string {
  return `<!doctype html>
<html lang="sv">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>Samspel</title>
<link rel="icon" href="/mark.svg">
<style>
  :root { color-scheme: light dark; font: 1.125rem/1.5 system-ui, sans-serif; }
  body { display: grid; place-content: center; min-height: 90vh; margin: 0 1.5rem; text-align: center; }
  button { font: inherit; padding: 0.6em 1.6em; cursor: pointer; }
</style>
</head>
<body>
<main>
<h1>Samspel</h1>
${lines.join('\n')}
</main>
</body>
</html>
`;
}

/** The page that a login link shows. The form posts to the page's own address. */
export function loginPage(): string {
  return page([
    '<form method="post"><button type="submit" autofocus>Logga in · <span lang="en">Log in</span></button></form>',
    '<p>Länken gäller en gång. <span lang="en">The link works once.</span></p>',
  ]);
}

/** The page for a link that lets nobody in: unknown, used or out of date, it does not say which. */
export function spentLinkPage(): string {
  return page([
    '<p>Länken är använd eller för gammal. <span lang="en">The link has been used or is too old.</span></p>',
    '<p>Ny länk · <span lang="en">new link</span>: <code>npm run -s samspel -- login</code></p>',
  ]);
}
