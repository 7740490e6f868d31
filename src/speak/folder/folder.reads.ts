import { join, normalize } from 'node:path';
import { readMapping } from '../../collect/mapping.ts';
import type { Mapping } from '../../collect/mapping.contract.ts';
import { readTableFile } from '../../collect/table.reads.ts';
import { DomainError } from '../../kernel/errors.ts';
import type { Instant } from '../../kernel/period.ts';
import type { BadRow } from '../check-result.ts';
import type { Claim } from '../claim.ts';
import { type ClaimFile, type ClaimsRead, readClaimFiles, readZones } from '../claim-file.reads.ts';
import { type ToldTerms, toldInText } from '../told-terms.ts';
import { claimsOfText } from '../text/claims-of-text.ts';
import { readCatalogue, readWholeText } from '../text/text-input.reads.ts';
import { listFolder } from './folder-list.reads.ts';
import { type FolderPlan, planFolder, settingsFiles } from './folder-plan.ts';
import { type FolderSettings, readFolderSettings, saidOf, strayPaths, usualSettings } from './folder-settings.ts';
import { type ListedException, readListedExceptions } from './listed-exception.ts';
import { type ListedOffer, readListedOffers } from './listed-offer.ts';
import { type ListedRedemption, readRedemptionRow, redemptionColumns } from './redemption-row.ts';

const MOST_SOURCE_NAME = 300;
const BAD_ROWS_KEPT = 10;

export type FolderQuestion = {
  readonly folder: string;
  /** Where days begin and end when the folder does not say it. */
  readonly timeZone: string;
  /** Until when it is looked, and when what does not say it was seen. */
  readonly timesIn: (timeZone: string) => FolderTimes;
  /** The channel of a feed by the path that was typed; under '' that of those without one. */
  readonly feedChannels: ReadonlyMap<string, string>;
  /** As `--zones`; without it `zones.csv` of the folder. */
  readonly zones: string | undefined;
};

type FolderTimes = { readonly now: Instant; readonly seenAt: Instant };

/** What the files of a folder say, and what in it nobody understands. */
export type FolderRead = ClaimsRead & {
  /** What its texts state beside prices. */
  readonly told: readonly ToldTerms[];
  readonly timeZone: string;
  readonly now: Instant;
  readonly offers: readonly ListedOffer[];
  readonly exceptions: readonly ListedException[];
  readonly redemptions: readonly ListedRedemption[];
  readonly redemptionFile: string;
  readonly owners: Readonly<Record<string, string>>;
  /** Channels that a mapping says are not ours. */
  readonly foreign: ReadonlySet<string>;
  /** The files that say something, by the names that statements give as their source. */
  readonly files: ReadonlySet<string>;
  readonly unread: readonly { readonly file: string; readonly reason: string }[];
};

/** Reads every file of a folder. Throws `file-unreadable`, `mapping-invalid` and `field-invalid`, with the file's name. */
export async function readFolder(question: FolderQuestion): Promise<FolderRead> {
  const { folder } = question;
  const inFolder = (path: string): string => join(folder, path);
  const { files, links } = await listFolder(folder);
  const settings = await settingsOf(files, question.timeZone, inFolder);
  const { timeZone } = settings;
  const times = question.timesIn(timeZone);
  const { now } = times;
  const plan = planFolder(files, settings);
  const zones = question.zones ?? (plan.zones === undefined ? undefined : inFolder(plan.zones));
  const tables = await tablesOf(plan, settings, { ...question, ...times }, inFolder);
  const priced = await readClaimFiles(tables, { zoneOf: await readZones(zones), now, timeZone });
  const spoken = await textClaims(plan, settings, times, inFolder);
  const offers = await offersOf(plan, settings, inFolder);
  const exceptions = await exceptionsOf(plan, settings, now, inFolder);
  const redeemed = await redemptionsOf(plan, settings, inFolder);
  const mappings = tables.flatMap(({ mapping }) => mapping ?? []);
  const bad = [...spoken.bad, ...redeemed.bad];
  const unread = [...plan.unread, ...links.map((path) => ({ path, reason: 'a link is not followed' }))];
  const names = [...tables.map(({ name }) => name), ...plan.texts.map(({ path }) => nameOf(inFolder(path)))];
  return {
    claims: [...priced.claims, ...spoken.claims],
    productNames: new Map([...spoken.productNames, ...priced.productNames]),
    badRows: {
      count: priced.badRows.count + bad.length,
      first: [...priced.badRows.first, ...bad].slice(0, BAD_ROWS_KEPT),
    },
    told: spoken.told,
    timeZone,
    now,
    offers,
    exceptions,
    redemptions: redeemed.redemptions,
    redemptionFile: plan.redemptions === undefined ? '' : nameOf(inFolder(plan.redemptions)),
    owners: Object.assign({}, ...mappings.map((each) => each.owners), settings.owners) as Record<string, string>,
    foreign: foreignChannels(mappings),
    files: new Set(names),
    unread: unread.map(({ path, reason }) => ({ file: inFolder(path), reason })),
  };
}

type InFolder = (path: string) => string;

function nameOf(path: string): string {
  return path.slice(-MOST_SOURCE_NAME);
}

async function settingsOf(files: readonly string[], timeZone: string, inFolder: InFolder): Promise<FolderSettings> {
  const path = settingsFiles.find((each) => files.includes(each));
  if (path === undefined) return usualSettings(timeZone);
  const settings = readFolderSettings(await readWholeText(inFolder(path)), inFolder(path), timeZone);
  const [stray] = strayPaths(settings, files);
  if (stray !== undefined)
    throw new DomainError(
      'file-unreadable',
      `${inFolder(path)} names "${stray}", and there is no such file or folder; allowed is a path from the folder, as feeds/app.xml.`,
    );
  return settings;
}

async function tablesOf(
  { tables }: FolderPlan,
  settings: FolderSettings,
  { feedChannels: typed, seenAt }: FolderQuestion & FolderTimes,
  inFolder: InFolder,
): Promise<ClaimFile[]> {
  const feedChannels = new Map([...typed].map(([path, channel]) => [path === '' ? '' : normalize(path), channel]));
  const known = new Set(tables.map(({ path }) => inFolder(path)));
  const stray = [...feedChannels.keys()].find((path) => path !== '' && !known.has(path));
  if (stray !== undefined)
    throw new DomainError('field-invalid', `--channel: found "${stray}", allowed is a table or feed of the folder.`);
  const files: ClaimFile[] = [];
  for (const { path, mapping } of tables) {
    const source = inFolder(path);
    const channel = feedChannels.get(source) ?? saidOf(path, settings.channels) ?? feedChannels.get('');
    if (channel === undefined && /\.xml(?:\.gz)?$/i.test(path))
      throw new DomainError(
        'field-invalid',
        `${source} is a feed, and a feed does not say whose prices it holds: name the channel, by --channel ${source}=web, or in samspel.yaml, as channels: {${path}: web}.`,
        [{ field: 'channel', found: 'nothing', allowed: 'a channel, as web' }],
      );
    files.push({
      source,
      name: nameOf(source),
      mapping:
        mapping === undefined ? undefined : readMapping(await readWholeText(inFolder(mapping)), inFolder(mapping)),
      channel,
      seenAt: saidOf(path, settings.seenAt) ?? seenAt,
    });
  }
  return files;
}

async function textClaims(plan: FolderPlan, settings: FolderSettings, { seenAt }: FolderTimes, inFolder: InFolder) {
  const catalogue = plan.catalogue === undefined ? [] : await readCatalogue(inFolder(plan.catalogue));
  const claims: Claim[] = [];
  const told: ToldTerms[] = [];
  const bad: BadRow[] = [];
  for (const { path, channel } of plan.texts) {
    const spokenBy = { channel, source: nameOf(inFolder(path)), seenAt: saidOf(path, settings.seenAt) ?? seenAt };
    const said = claimsOfText({
      text: await readWholeText(inFolder(path)),
      form: /\.html?$/i.test(path) ? 'html' : 'plain',
      ...spokenBy,
      timeZone: settings.timeZone,
      catalogue,
      catalogueName: 'products.csv',
    });
    claims.push(...said.claims);
    told.push(...said.beside.map((each) => toldInText({ ...each, ...spokenBy })));
    bad.push(...said.bad);
  }
  const productNames = new Map(
    catalogue.flatMap(({ product, name }) => (name === undefined || name === '' ? [] : [[product, name] as const])),
  );
  return { claims, told, bad, productNames };
}

async function offersOf(plan: FolderPlan, { timeZone }: FolderSettings, inFolder: InFolder): Promise<ListedOffer[]> {
  const offers: ListedOffer[] = [];
  for (const path of plan.offers)
    offers.push(...readListedOffers(await readWholeText(inFolder(path)), inFolder(path), timeZone));
  const known = new Map<string, ListedOffer>();
  for (const offer of offers) {
    const { id } = offer.stated;
    const other = known.get(id)?.place;
    if (other !== undefined)
      throw new DomainError(
        'file-unreadable',
        `${offer.place.file}:${offer.place.line} and ${other.file}:${other.line} are both called "${id}"; give each offer an id of its own.`,
      );
    known.set(id, offer);
  }
  return offers;
}

async function exceptionsOf(
  plan: FolderPlan,
  { timeZone }: FolderSettings,
  now: Instant,
  inFolder: InFolder,
): Promise<ListedException[]> {
  const exceptions: ListedException[] = [];
  for (const path of plan.exceptions)
    exceptions.push(...readListedExceptions(await readWholeText(inFolder(path)), inFolder(path), timeZone, now));
  return exceptions;
}

async function redemptionsOf({ redemptions: path }: FolderPlan, { timeZone }: FolderSettings, inFolder: InFolder) {
  const redemptions: ListedRedemption[] = [];
  const bad: BadRow[] = [];
  if (path === undefined) return { redemptions, bad };
  const file = inFolder(path);
  for await (const { header, rows } of readTableFile(file, { name: file })) {
    const missing = redemptionColumns.filter((column) => !header.includes(column));
    if (missing.length > 0)
      throw new DomainError(
        'file-unreadable',
        `${file} must have the columns ${redemptionColumns.join(', ')}; it has ${header.join(', ') || 'none'}.`,
      );
    for (const each of rows) {
      const { line } = each;
      const reading = 'row' in each ? readRedemptionRow(each.row, line, timeZone) : each;
      if ('reason' in reading) bad.push({ file, line, field: reading.field, reason: reading.reason });
      else redemptions.push(reading);
    }
  }
  return { redemptions, bad };
}

function foreignChannels(mappings: readonly Mapping[]): ReadonlySet<string> {
  const parts = mappings.flatMap(({ sightings }) => sightings);
  return new Set(
    parts.flatMap(({ channel, ours }) => (ours === false && typeof channel === 'string' ? [channel] : [])),
  );
}
