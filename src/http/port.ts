import { createServer } from 'node:net';
import { DomainError } from '../kernel/errors.ts';

/** Where to listen. */
type Place = { readonly host: string; readonly port: number };

/** Asked before the databases are started, so that a taken port is told at once. */
export async function demandFreePort({ host, port }: Place): Promise<void> {
  if (port === 0) return;
  const probe = createServer();
  try {
    await new Promise<void>((resolve, reject) => {
      probe.once('error', reject);
      probe.listen({ host, port }, resolve);
    });
  } catch (error) {
    throw asPortFault(error, { host, port });
  }
  await new Promise((resolve) => probe.close(resolve));
}

/** What the system says of a place that cannot be listened on, in the words of whoever chose it; anything else as it is. */
export function asPortFault(error: unknown, { host, port }: Place): unknown {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'EADDRINUSE') {
    return new DomainError(
      'port-in-use',
      `Port ${port} is taken by another process. Start with --port ${port + 1}, or stop that process.`,
    );
  }
  if (code === 'EACCES')
    return new DomainError('config-invalid', `Port ${port} may not be opened by this user. Start with --port 4000.`);
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return new DomainError(
      'config-invalid',
      `SAMSPEL_HOST is "${host}", which is no address of this machine. 127.0.0.1 is.`,
    );
  }
  return error;
}
