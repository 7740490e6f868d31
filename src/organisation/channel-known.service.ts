import { DomainError } from '../kernel/errors.ts';
import type { Sql } from '../store/postgres.ts';
import { unknownAmong } from './channel.reads.ts';

/** Throws `field-invalid` that names the channels which this deployment does not have. */
export async function demandKnownChannels(sql: Sql, channels: readonly string[], field: string): Promise<void> {
  const unknown = await unknownAmong(sql, channels);
  if (unknown.length > 0) throw unknownChannel(unknown.join(', '), field);
}

/** What is said of a channel that this deployment does not have. */
export function unknownChannel(channel: string, field = 'channel'): DomainError {
  return new DomainError(
    'field-invalid',
    `The channel ${channel} is not known. GET /v1/channels lists the channels; PUT /v1/channels/{id} makes one.`,
    [{ field, found: channel, allowed: 'a channel of this deployment' }],
  );
}
