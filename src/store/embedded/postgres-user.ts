import { execFileSync, spawnSync } from 'node:child_process';

/** The user that PostgreSQL runs as. Absent: the user that we ourselves are. */
export type SystemUser = { readonly uid: number; readonly gid: number };

/** PostgreSQL refuses to run as root, so root lends it another user: `postgres`, made when it is missing, else `nobody`. */
export function userForPostgres(): SystemUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const known = lookUp('postgres');
  if (known !== undefined) return known;
  spawnSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres']);
  return lookUp('postgres') ?? lookUp('nobody') ?? { uid: 65_534, gid: 65_534 };
}

/** Whether the user can really run the program: asked by running it, since modes, ACLs and mounts all have a say. */
export function mayRun(user: SystemUser | undefined, program: string, args: readonly string[]): boolean {
  const { status } = spawnSync(program, args, { ...user, cwd: '/', stdio: 'ignore', timeout: 10_000 });
  return status === 0;
}

/** Whether the user can really write in the folder. */
export function mayWriteIn(user: SystemUser | undefined, folder: string): boolean {
  return mayRun(user, 'test', ['-w', `${folder}/.`, '-a', '-x', `${folder}/.`]);
}

function lookUp(name: string): SystemUser | undefined {
  try {
    const [, , uid, gid] = execFileSync('getent', ['passwd', name], { encoding: 'utf8' }).split(':');
    return { uid: Number(uid), gid: Number(gid) };
  } catch {
    return undefined;
  }
}
