import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Where a Chromium is, or `undefined`. `CHROMIUM` in the environment of the tests names one of your own. */
export function findChromium(): string | undefined {
  return [process.env['CHROMIUM'] ?? '', ...places].find((place) => place !== '' && existsSync(place));
}

function apt(...words: readonly string[]): boolean {
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync('apt-get', words, { stdio: 'ignore', env: environment }).status === 0;
}

/** Finds Chromium; as root on Debian installs it. Throws one line that says what to install. */
export function ensureChromium(): string {
  const found = findChromium();
  if (found !== undefined) return found;
  const packages = ['install', '-y', '--no-install-recommends', 'chromium', 'fonts-liberation'];
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.log('Installing Chromium for the browser tests (apt-get install chromium fonts-liberation) ...');
    if (apt('update') && apt(...packages)) {
      const installed = findChromium();
      if (installed !== undefined) return installed;
    }
  }
  throw new Error('The browser tests need Chromium: sudo apt-get install chromium fonts-liberation');
}
