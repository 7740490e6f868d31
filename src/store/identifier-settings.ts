import { DomainError } from '../kernel/errors.ts';
import type { IdentifierSettings, Vault } from '../kernel/identifier-settings.ts';
import { makeKeyFile, readKeyFile, replaceKeyFile } from './key-file.ts';
import { newId } from './new-id.ts';
import { createVault, newSecret } from './vault.ts';

/** The part of the configuration that says how identifiers are read. */
export type IdentifierPlaces = {
  readonly dataFolder: string;
  readonly country: string;
  readonly gmailDots: 'kept' | 'ignored';
  readonly personalNumbers: readonly string[];
  readonly identifierKey: Buffer | undefined;
  readonly identifierKeyBefore: Buffer | undefined;
};

function vaultOf(config: IdentifierPlaces): Vault | undefined {
  if (config.identifierKey !== undefined) return createVault(config.identifierKey, config.identifierKeyBefore);
  const [secret, former] = readKeyFile(config.dataFolder);
  return secret === undefined ? undefined : createVault(secret, former);
}

/** How this deployment reads identifiers. `makesKey`: a data folder without a key is given one. */
export function identifierSettingsOf(config: IdentifierPlaces, makesKey = false): IdentifierSettings {
  if (makesKey && config.identifierKey === undefined && readKeyFile(config.dataFolder).length === 0) {
    makeKeyFile(config.dataFolder, newId());
  }
  const vault = vaultOf(config);
  if (vault === undefined && config.personalNumbers.length > 0) {
    throw new DomainError(
      'config-invalid',
      'SAMSPEL_PERSONAL_NUMBERS is set, but there is no key to protect them with. Set SAMSPEL_IDENTIFIER_KEY to 32 random bytes in base64 (openssl rand -base64 32), the same for every process.',
    );
  }
  return {
    country: config.country,
    ignoresGmailDots: config.gmailDots === 'ignored',
    takes: new Set(config.personalNumbers),
    vault,
  };
}

/** Puts a new secret before the one in the data folder's key file: both count until the change has been ended. */
export function beginKeyChange(config: IdentifierPlaces): void {
  if (config.identifierKey !== undefined) {
    throw new DomainError(
      'state-conflict',
      'The key comes from SAMSPEL_IDENTIFIER_KEY. Set that to a new key, and SAMSPEL_IDENTIFIER_KEY_BEFORE to the one it was.',
    );
  }
  const secrets = readKeyFile(config.dataFolder);
  const [secret] = secrets;
  if (secret === undefined || secrets.length > 1) {
    throw new DomainError(
      'state-conflict',
      secret === undefined
        ? `There is no key in ${config.dataFolder}: the first start of the server makes one.`
        : 'A change of keys is under way. Start the server anew if you have not, then: samspel secrets rotate',
    );
  }
  replaceKeyFile(config.dataFolder, [newSecret(), secret.toString('base64')], newId());
}

/** Takes the former secret out of the key file, when nothing is kept by it any more. */
export function endKeyChange(config: IdentifierPlaces): void {
  if (config.identifierKey !== undefined) return;
  const secrets = readKeyFile(config.dataFolder);
  const [secret] = secrets;
  if (secret === undefined || secrets.length < 2) return;
  replaceKeyFile(config.dataFolder, [secret.toString('base64')], newId());
}
