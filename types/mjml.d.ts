/** The parts of MJML's own packages that we call; they come without types. */
declare module 'mjml-core' {
  type MjmlResult = {
    readonly html: string;
    readonly errors: readonly { readonly line?: number; readonly message: string }[];
  };
  type MjmlPreset = { readonly components: readonly object[]; readonly dependencies: object };
  type MjmlOptions = {
    readonly presets: readonly MjmlPreset[];
    readonly ignoreIncludes: boolean;
    readonly fonts: Readonly<Record<string, string>>;
    readonly keepComments: boolean;
    readonly validationLevel: 'strict' | 'soft' | 'skip';
    readonly minify: boolean;
    readonly beautify: boolean;
  };
  type Mjml2Html = (mjml: string, options: MjmlOptions) => Promise<MjmlResult>;
  /** What the package exports lies under `default` or is the function itself, as whoever loads it sees CommonJS. */
  const core: Mjml2Html | { readonly default: Mjml2Html };
  export default core;
}
declare module 'mjml-preset-core' {
  const preset: { readonly components: readonly object[]; readonly dependencies: object };
  export default preset;
}
