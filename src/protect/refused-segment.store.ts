import { createReadStream } from 'node:fs';
import { open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { isRefused } from '../collect/segment.ts';

const customerPattern = /^\{"customer":"([0-9a-f-]{36})"/;

/**
 * Takes the lines of erased customers out of segments that the history refused, which lie in the data folder until
 * somebody looks at them. Returns how many lines.
 */
export async function cleanRefusedSegments(dataFolder: string, customerIds: ReadonlySet<string>): Promise<number> {
  const root = join(dataFolder, 'segments');
  const folders = await readdir(root, { withFileTypes: true }).catch(() => []);
  let gone = 0;
  for (const folder of folders.filter((each) => each.isDirectory())) {
    const path = join(root, folder.name);
    for (const file of (await readdir(path)).filter(isRefused)) gone += await cleanFile(join(path, file), customerIds);
  }
  return gone;
}

async function cleanFile(path: string, customerIds: ReadonlySet<string>): Promise<number> {
  const clean = `${path}.clean`;
  const handle = await open(clean, 'w');
  let gone = 0;
  try {
    for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
      const [, customer = ''] = customerPattern.exec(line) ?? [];
      if (customerIds.has(customer)) gone += 1;
      else await handle.write(`${line}\n`);
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
  if (gone > 0) await rename(clean, path);
  else await rm(clean);
  return gone;
}
