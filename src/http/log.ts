import { type DestinationStream, type Logger, pino, type SerializedError } from 'pino';

/**
 * The log: one line of JSON on stderr for each event, with a stable name. Of an error only its kind, code and words are
 * written: a driver's error also carries the connection, the statement and the row's values, which are people's.
 */
export function createLog(level: string, to: DestinationStream = pino.destination({ dest: 2, sync: true })): Logger {
  return pino({ level, base: { pid: process.pid }, serializers: { err: bareError } }, to);
}

function bareError(error: unknown): Partial<SerializedError> {
  if (!(error instanceof Error)) return { type: typeof error, message: String(error) };
  const { code } = error as NodeJS.ErrnoException;
  return { type: error.name, message: error.message, ...(code ? { code } : {}), stack: error.stack ?? '' };
}
