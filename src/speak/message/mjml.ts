import { MadeOfTexts } from '../../kernel/made-of-texts.ts';

// MJML and what it needs are a sixth of all the files there are to read at a start, and many a process never compiles a mail.
async function loadMjml() {
  const [{ default: core }, { default: preset }] = await Promise.all([import('mjml-core'), import('mjml-preset-core')]);
  return { mjml2html: typeof core === 'function' ? core : core.default, preset };
}

/** A mail of eight products is some 400 tags; a thousand of them would hold up everybody else's calls. */
const MOST_TAGS = 1500;
const KEPT_SIGNS = 2_000_000;

export type Compiled =
  | { readonly ok: true; readonly html: string; readonly faults: readonly MjmlFault[] }
  | { readonly ok: false; readonly why: string };
export type MjmlFault = { readonly line: number | null; readonly why: string };

// Compiling takes some 20 ms, and the same text is compiled for every customer that it is previewed for.
const compiled = new MadeOfTexts<Compiled>(KEPT_SIGNS);

async function compile(mjml: string): Promise<Compiled> {
  if (/<mj-include\b/iu.test(mjml)) return { ok: false, why: '<mj-include> is not allowed: a form is whole in itself' };
  const tags = mjml.match(/<\w/gu)?.length ?? 0;
  if (tags > MOST_TAGS) return { ok: false, why: `it has ${tags} tags; at most ${MOST_TAGS} are allowed` };
  try {
    const { mjml2html, preset } = await loadMjml();
    const { html, errors } = await mjml2html(mjml, {
      presets: [preset],
      ignoreIncludes: true,
      fonts: {},
      keepComments: false,
      validationLevel: 'soft',
      minify: false,
      beautify: false,
    });
    return { ok: true, html, faults: errors.map(({ line, message }) => ({ line: line ?? null, why: message })) };
  } catch (error) {
    const why = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    return { ok: false, why: why.slice(0, 200) };
  }
}

/** MJML as HTML with the Liquid still inside: compiled once, filled for each customer. */
export async function compileMjml(mjml: string): Promise<Compiled> {
  return compiled.find(mjml) ?? compiled.keep(mjml, await compile(mjml));
}
