import { hashToken, newToken } from '../http/auth.ts';
import { DomainError } from '../kernel/errors.ts';
import { isUuid } from '../kernel/id.ts';
import type { Deps } from '../store/deps.ts';
import type { KeyInput, NewKey } from './key.contract.ts';
import { readOrigin } from './key-origin.ts';
import { revokeKey, saveKeys } from './key.store.ts';

type Made = NewKey & Omit<KeyInput, 'origins'> & { readonly origins: readonly string[] };

function makeKey(deps: Deps, input: KeyInput): Made {
  const origins = [...new Set((input.origins ?? []).map(demandOrigin))];
  if (origins.length > 0 && input.kind !== 'write')
    throw new DomainError(
      'field-invalid',
      'A channel key may ask and promise, so it is used from no page. Leave the origins out, or make a write key.',
      [{ field: 'origins', found: `origins of a ${input.kind} key`, allowed: 'origins of a write key' }],
    );
  return { ...input, id: deps.newId(), key: newToken(input.kind === 'write' ? 'wk' : 'sk'), origins };
}

function demandOrigin(written: string): string {
  const origin = readOrigin(written);
  if (origin !== undefined) return origin;
  throw new DomainError('field-invalid', `"${written}" is no origin. Write scheme and host, as https://shop.example.`, [
    { field: 'origins', found: written, allowed: 'an origin, as https://shop.example' },
  ]);
}

async function keep(deps: Deps, keys: readonly Made[]): Promise<void> {
  const rows = keys.map(({ key, ...rest }) => ({ ...rest, channel: rest.channel ?? null, keyHash: hashToken(key) }));
  if (await saveKeys(deps.postgres, rows, deps.clock())) return;
  const named = keys.flatMap((each) => each.channel ?? []).join(', ');
  throw new DomainError(
    'field-invalid',
    `The channel ${named} is not known. GET /v1/channels lists the channels; PUT /v1/channels/{id} makes one.`,
    [{ field: 'channel', found: named, allowed: 'a channel of this deployment' }],
  );
}

/** Makes a key, and returns it this once: only its hash is kept. */
export async function addKey(deps: Deps, input: KeyInput): Promise<NewKey> {
  const made = makeKey(deps, input);
  await keep(deps, [made]);
  return { id: made.id, key: made.key };
}

/** Makes several keys at once, in the order asked for. */
export async function addKeys(deps: Deps, inputs: readonly KeyInput[]): Promise<NewKey[]> {
  const made = inputs.map((input) => makeKey(deps, input));
  await keep(deps, made);
  return made.map(({ id, key }) => ({ id, key }));
}

/** Revokes a key, at once and for every process. Revoking twice is revoking once. */
export async function withdrawKey(deps: Deps, id: string): Promise<void> {
  if (isUuid(id) && (await revokeKey(deps.postgres, id, deps.clock()))) return;
  throw new DomainError('not-found', `There is no key with the id ${id}. \`samspel keys\` lists the keys there are.`, [
    { field: 'id', found: id, allowed: 'the id of a key' },
  ]);
}
