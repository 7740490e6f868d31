import { randomFillSync } from 'node:crypto';
import { uuidv7 } from '../kernel/id.ts';

const BYTES_AN_ID = 10;
// Asking the system for randomness costs more than the rest of an id, so it is asked for many at a time.
const pool = Buffer.alloc(BYTES_AN_ID * 512);
let used = pool.length;

/** A new identifier: sorts by the time it was made, and cannot be guessed. */
export function newId(): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += BYTES_AN_ID;
  return uuidv7(Date.now(), pool.subarray(used - BYTES_AN_ID, used));
}
