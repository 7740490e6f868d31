import { type Static, Type } from 'typebox';
import { Value } from 'typebox/value';
import { parse as parseYaml } from 'yaml';
import { readInstant } from '../../collect/instant-text.ts';
import { schemaFaults } from '../../collect/mapping-fault.ts';
import { show } from '../../collect/sighting.ts';
import { ChannelId } from '../../kernel/contract.ts';
import { DomainError, type FieldFault } from '../../kernel/errors.ts';
import type { Instant } from '../../kernel/period.ts';
import { isTimeZone } from '../../kernel/time-zone.ts';

const byPath = <T extends Parameters<typeof Type.Record>[1]>(value: T) => Type.Record(Type.String(), value);

/** What `samspel.yaml` may hold. Paths are of files or folders, from the folder that is checked. */
const FolderSettingsSchema = Type.Object(
  {
    channels: Type.Optional(byPath(ChannelId)),
    owners: Type.Optional(byPath(Type.String({ minLength: 1, maxLength: 200 }))),
    texts: Type.Optional(Type.Array(Type.String({ minLength: 1 }))),
    ignore: Type.Optional(Type.Array(Type.String({ minLength: 1 }))),
    seenAt: Type.Optional(byPath(Type.String())),
    timeZone: Type.Optional(Type.String()),
  },
  { additionalProperties: false },
);

/** What a company says of its folder. */
export type FolderSettings = {
  /** Whose words a file or a folder holds. */
  readonly channels: ReadonlyMap<string, string>;
  readonly owners: Readonly<Record<string, string>>;
  /** Folders of texts, beside newsletter, scripts and chat. */
  readonly texts: readonly string[];
  readonly ignore: readonly string[];
  /** When a file was seen or a text sent. */
  readonly seenAt: ReadonlyMap<string, Instant>;
  readonly timeZone: string;
};

/** What is said of a folder that says nothing of itself. */
export function usualSettings(timeZone: string): FolderSettings {
  return { channels: new Map(), owners: {}, texts: [], ignore: [], seenAt: new Map(), timeZone };
}

/** Reads `samspel.yaml`; days begin in `usualZone` where it does not say. Throws `file-unreadable` with every key that is wrong. */
export function readFolderSettings(text: string, name: string, usualZone: string): FolderSettings {
  const value = valueIn(text, name);
  if (!Value.Check(FolderSettingsSchema, value)) throw faulty(name, schemaFaults(FolderSettingsSchema, value));
  const timeZone = value.timeZone ?? usualZone;
  const faults: FieldFault[] = [];
  if (!isTimeZone(timeZone))
    faults.push({ field: 'timeZone', found: show(timeZone), allowed: 'a time zone as Europe/Stockholm' });
  const seenAt = instantsOf(value, timeZone, faults);
  if (faults.length > 0) throw faulty(name, faults);
  return {
    channels: new Map(Object.entries(value.channels ?? {}).map(([path, channel]) => [pathOf(path), channel])),
    owners: value.owners ?? {},
    texts: (value.texts ?? []).map(pathOf),
    ignore: (value.ignore ?? []).map(pathOf),
    seenAt,
    timeZone,
  };
}

/** What is said of a file: of itself, or else of the nearest folder that it lies in. */
export function saidOf<T>(path: string, said: ReadonlyMap<string, T>): T | undefined {
  for (let part = path; part !== ''; part = part.slice(0, Math.max(part.lastIndexOf('/'), 0))) {
    const found = said.get(part);
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * The paths that the settings say something of and that the folder does not have: most likely written wrongly. What is to
 * be ignored need not be there.
 */
export function strayPaths(settings: FolderSettings, files: readonly string[]): string[] {
  const named = [...settings.channels.keys(), ...settings.texts, ...settings.seenAt.keys()];
  const there = new Set(files);
  for (const file of files)
    for (let at = file.indexOf('/'); at !== -1; at = file.indexOf('/', at + 1)) there.add(file.slice(0, at));
  return [...new Set(named)].filter((path) => !there.has(path));
}

function valueIn(text: string, name: string): unknown {
  try {
    return parseYaml(text) ?? {};
  } catch (error) {
    const why = error instanceof Error ? error.message.split('\n', 1)[0] : String(error);
    throw new DomainError('file-unreadable', `${name} is no YAML: ${why}`);
  }
}

function instantsOf(
  value: Static<typeof FolderSettingsSchema>,
  timeZone: string,
  faults: FieldFault[],
): Map<string, Instant> {
  const instants = new Map<string, Instant>();
  if (faults.length > 0) return instants;
  for (const [path, text] of Object.entries(value.seenAt ?? {})) {
    const at = readInstant(text, 'iso', timeZone) ?? readInstant(text, 'YYYY-MM-DD', timeZone);
    if (at === undefined)
      faults.push({ field: `seenAt.${path}`, found: show(text), allowed: '2026-11-22 or 2026-11-22T08:00:00Z' });
    else instants.set(pathOf(path), at);
  }
  return instants;
}

function pathOf(text: string): string {
  return text.replace(/^(?:\.\/)+/, '').replace(/\/+$/, '');
}

function faulty(name: string, faults: readonly FieldFault[]): DomainError {
  const lines = faults.map(
    ({ field, found, allowed }) => `${field || '(all of it)'}: found ${found}, allowed is ${allowed}`,
  );
  return new DomainError('file-unreadable', `${name}: ${lines.join('; ')}.`, faults);
}
