import { type FolderSettings, saidOf } from './folder-settings.ts';

/** The file in which a company says what its folder does not say by itself. */
export const settingsFiles: readonly string[] = ['samspel.yaml', 'samspel.yml'];

/** Folders whose files are texts that people write, each a channel of its own unless the settings say otherwise. */
const textFolders = ['newsletter', 'scripts', 'chat'];
const textPattern = /\.(?:html?|txt|md)$/i;
const tablePattern = /\.(?:csv|tsv|txt|ndjson|jsonl|xml)(?:\.gz)?$/i;
const mappingPattern = /\.mapping\.(?:json|ya?ml)$/i;

export type PlannedTable = { readonly path: string; readonly mapping: string | undefined };
export type PlannedText = { readonly path: string; readonly channel: string };

/** What each file of a folder is read as. Paths are from the folder. */
export type FolderPlan = {
  readonly offers: readonly string[];
  readonly exceptions: readonly string[];
  readonly tables: readonly PlannedTable[];
  readonly texts: readonly PlannedText[];
  readonly catalogue: string | undefined;
  readonly redemptions: string | undefined;
  readonly zones: string | undefined;
  /** What nobody understands, and why. */
  readonly unread: readonly { readonly path: string; readonly reason: string }[];
};

/** Says by its name and place what each file is. What is neither known nor to be ignored is told of as unread. */
export function planFolder(paths: readonly string[], settings: FolderSettings): FolderPlan {
  const ignored = new Map(settings.ignore.map((path) => [path, true]));
  const texts = new Set([...textFolders, ...settings.texts]);
  const files = paths.filter((path) => saidOf(path, ignored) === undefined && !settingsFiles.includes(path));
  const mappings = new Map(
    files.filter((path) => mappingPattern.test(path)).map((path) => [path.replace(mappingPattern, ''), path]),
  );
  const plan = {
    offers: [] as string[],
    exceptions: [] as string[],
    tables: [] as PlannedTable[],
    texts: [] as PlannedText[],
    unread: [] as { path: string; reason: string }[],
  };
  const single = new Map<string, string>();
  const mapped = new Set<string>();
  for (const path of files) {
    if (mappingPattern.test(path)) continue;
    if (/(?:^|\/)offers\.(?:json|ya?ml)$/i.test(path)) plan.offers.push(path);
    else if (/(?:^|\/)exceptions\.(?:json|ya?ml)$/i.test(path)) plan.exceptions.push(path);
    else if (/^(?:products|redemptions|zones)\.[ct]sv$/i.test(path)) single.set(path.slice(0, -4).toLowerCase(), path);
    else if (folderOfText(path, texts) !== undefined) {
      const channel = saidOf(path, settings.channels) ?? folderOfText(path, texts) ?? '';
      if (textPattern.test(path)) plan.texts.push({ path, channel });
      else plan.unread.push({ path, reason: 'a text is .html, .htm, .txt or .md' });
    } else if (tablePattern.test(path)) {
      const stem = path.replace(tablePattern, '');
      mapped.add(stem);
      plan.tables.push({ path, mapping: mappings.get(stem) });
    } else plan.unread.push({ path, reason: 'no file that a check reads; name it under ignore in samspel.yaml' });
  }
  for (const [stem, path] of mappings)
    if (!mapped.has(stem)) plan.unread.push({ path, reason: 'no table lies beside it that the mapping could be of' });
  const [catalogue, redemptions, zones] = ['products', 'redemptions', 'zones'].map((name) => single.get(name));
  return { ...plan, catalogue, redemptions, zones };
}

/** The last part of the folder of texts that a file lies in, which names the channel. */
function folderOfText(path: string, texts: ReadonlySet<string>): string | undefined {
  for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) {
    const folder = path.slice(0, at);
    if (texts.has(folder)) return folder.slice(folder.lastIndexOf('/') + 1);
  }
  return undefined;
}
