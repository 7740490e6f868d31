import { DomainError } from '../kernel/errors.ts';
import type { IdentifierSettings, Vault } from '../kernel/identifier-settings.ts';
import type { Deps } from '../store/deps.ts';
import { inTransaction, type Sql } from '../store/postgres.ts';
import { erasureKey, replaceErasureKey } from './erased.store.ts';
import type { Identifier } from './identifier.ts';
import {
  keepSecrets,
  keysInUse,
  noteKey,
  rehash,
  type Rehashed,
  retireOtherKeys,
  sealedByOthers,
  type SealedRow,
  type SecretIdentifier,
} from './secret.store.ts';

function isSecret(identifier: Identifier): identifier is SecretIdentifier {
  return identifier.secret !== undefined;
}

/**
 * Keeps what stands beside the secret ones of these identifiers, before anybody is looked up by them. While there is a
 * key before, those known by its hash get their new one here, so that nobody becomes two customers by a change of keys.
 */
export async function keepSecretsOf(deps: Deps, sql: Sql, identifiers: readonly Identifier[]): Promise<void> {
  const { vault } = deps.identifierSettings ?? {};
  const secret = identifiers.filter(isSecret);
  if (secret.length === 0 || vault === undefined) return;
  const changes: Rehashed[] = secret.flatMap(({ type, value, secret: { sealed, formerValue } }) =>
    formerValue === undefined ? [] : [{ type, from: formerValue, to: value, sealed }],
  );
  if (changes.length > 0) await rehash(sql, changes, vault.keyId);
  await keepSecrets(sql, secret, vault.keyId);
}

/** Throws when something was hashed by a key that this process does not have: it would take known people for new ones. */
export async function demandKeysInUse(deps: Deps): Promise<void> {
  const { vault } = deps.identifierSettings ?? {};
  const used = await keysInUse(deps.postgres);
  const missing = used.filter((id) => id !== vault?.keyId && id !== vault?.formerKeyId);
  if (missing.length > 0) {
    throw new DomainError(
      'config-invalid',
      `Personal numbers and erasures are kept by the key ${missing.join(', ')}, which is not here. Put back identifier.key in the data folder, or set SAMSPEL_IDENTIFIER_KEY (or, in a change of keys, SAMSPEL_IDENTIFIER_KEY_BEFORE) to it.`,
    );
  }
  if (vault !== undefined) await noteKey(deps.postgres, vault.keyId, deps.clock());
}

// Each is a few microseconds of AES; the rows are locked for as long as one statement takes.
const ROWS_A_STATEMENT = 2000;

export type Rotation = { readonly changed: number; readonly unopened: number };

/** Hashes and seals anew everything that is kept by the key before. May be stopped and begun again at any time. */
export async function rotateSecrets(deps: Deps, vault: Vault): Promise<Rotation> {
  let after: Pick<SealedRow, 'type' | 'value'> = { type: '', value: '' };
  let [changed, unopened] = [0, 0];
  for (;;) {
    const rows = await sealedByOthers(deps.postgres, vault.keyId, after, ROWS_A_STATEMENT);
    const last = rows.at(-1);
    if (last === undefined) break;
    after = last;
    const changes = rows.flatMap((row) => changeOf(vault, row));
    unopened += rows.length - changes.length;
    changed += await inTransaction(deps.postgres, (tx) => rehash(tx, changes, vault.keyId));
  }
  const sealedKey = await erasureKey(deps.postgres);
  const again = sealedKey && vault.reseal(sealedKey);
  if (sealedKey && again) await replaceErasureKey(deps.postgres, sealedKey, again);
  if (unopened === 0) await retireOtherKeys(deps.postgres, vault.keyId, deps.clock());
  return { changed, unopened };
}

function changeOf(vault: Vault, { type, value, sealed }: SealedRow): Rehashed[] {
  const number = vault.open(type, sealed);
  if (number === undefined) return [];
  return [{ type, from: value, to: vault.hash(type, number), sealed: vault.seal(type, number) }];
}

/** The vault of a deployment that has one, or the fault that says how to get one. */
export function demandVault(settings: IdentifierSettings | undefined): Vault {
  if (settings?.vault !== undefined) return settings.vault;
  throw new DomainError(
    'config-invalid',
    'There is no key for personal numbers and erasures. Set SAMSPEL_IDENTIFIER_KEY to 32 random bytes in base64 (openssl rand -base64 32), the same for every process.',
  );
}
