import { existsSync, globSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

/**
 * Builds the web app into web/dist when its sources are newer than what stands there.
 * `--if-possible` (npm's prepare script): without vite, as in a production install, says so and goes on.
 */
const root = resolve(import.meta.dirname, '..');
const built = join(root, 'web/dist/index.html');

function newestSource(): number {
  const files = globSync(['web/index.html', 'web/vite.config.ts', 'web/{src,public}/**/*.*', 'src/kernel/*.ts'], {
    cwd: root,
  });
  return Math.max(...[...files, 'package-lock.json'].map((file) => statSync(join(root, file)).mtimeMs));
}

async function viteIsInstalled(): Promise<boolean> {
  try {
    await import('vite');
    return true;
  } catch {
    return false;
  }
}

async function main(): Promise<void> {
  if (existsSync(built) && statSync(built).mtimeMs >= newestSource()) {
    console.log('The web app is up to date.');
    return;
  }
  if (!(await viteIsInstalled())) {
    console.log('The web app was not built: vite is not installed. Run `npm ci && npm run build` to build it.');
    if (!process.argv.includes('--if-possible')) process.exitCode = 1;
    return;
  }
  const { build } = await import('vite');
  await build({ configFile: join(root, 'web/vite.config.ts'), logLevel: 'warn' });
  console.log('The web app is built in web/dist.');
}

await main();
