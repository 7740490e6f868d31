import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/**
 * `npm ci` wants every optional package of every platform in the lock file, and npm leaves out those that the registry it
 * asked did not serve. This writes an entry without a source for each; npm skips it on every platform but its own.
 * Run it after `npm install`.
 */
type Locked = {
  readonly version: string;
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
};

const path = join(resolve(import.meta.dirname, '..'), 'package-lock.json');
const lock = JSON.parse(readFileSync(path, 'utf8')) as { packages: Record<string, Locked> };

const systems = ['android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'aix', 'win32'];
const processors = ['arm64', 'arm', 'x64', 'ia32', 'ppc64', 'riscv64', 'loong64', 's390x', 'mips64el', 'wasm32'];

/** The system and the processor that a package's name is for, or `undefined` when it is not for one platform. */
function platformOf(name: string): { os?: string[]; cpu: string[] } | undefined {
  const words = name.split(/[-/]/);
  const os = systems.find((each) => words.includes(each));
  const cpu = processors.find((each) => words.includes(each));
  if (cpu === undefined) return undefined;
  return os === undefined ? { cpu: [cpu] } : { os: [os], cpu: [cpu] };
}

let added = 0;
for (const { optionalDependencies = {}, dev } of Object.values(lock.packages)) {
  for (const [name, version] of Object.entries(optionalDependencies)) {
    const platform = platformOf(name);
    const key = `node_modules/${name}`;
    if (platform === undefined || !/^\d/.test(version) || key in lock.packages) continue;
    lock.packages[key] = { version, ...platform, ...(dev === true ? { dev } : {}), optional: true };
    added += 1;
  }
}
const sorted = Object.fromEntries(Object.entries(lock.packages).toSorted(([a], [b]) => a.localeCompare(b, 'en')));
writeFileSync(path, `${JSON.stringify({ ...lock, packages: sorted }, null, 2)}\n`);
console.log(`${added} entries added to package-lock.json`);
