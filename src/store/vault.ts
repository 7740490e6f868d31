import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import type { Vault } from '../kernel/identifier-settings.ts';

const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_ID_CHARACTERS = 8;
/** What a key is sealed as: never opened as anything else. */
const LASTING_KEY = 'lasting key';

/** One secret, and what is made of it: never the same key for two purposes. */
type Key = { readonly id: string; readonly hashing: Buffer; readonly sealing: Buffer };

function derive(secret: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, Buffer.alloc(0), `samspel ${purpose}`, KEY_BYTES));
}

function keyOf(secret: Buffer): Key {
  return {
    id: derive(secret, 'key id').toString('hex').slice(0, KEY_ID_CHARACTERS),
    hashing: derive(secret, 'identifier hash'),
    sealing: derive(secret, 'identifier seal'),
  };
}

function hashBy({ id, hashing }: Key, type: string, value: string): string {
  return `${id}.${createHmac('sha256', hashing).update(`${type}\0${value}`).digest('base64url')}`;
}

function sealBy({ id, sealing }: Key, type: string, value: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', sealing, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(`${id}\0${type}`));
  const sealed = Buffer.concat([nonce, cipher.update(value, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return `${id}.${sealed.toString('base64url')}`;
}

function openBy({ id, sealing }: Key, type: string, sealed: string): string | undefined {
  const bytes = Buffer.from(sealed.slice(id.length + 1), 'base64url');
  if (!sealed.startsWith(`${id}.`) || bytes.length < NONCE_BYTES + TAG_BYTES) return undefined;
  const decipher = createDecipheriv('aes-256-gcm', sealing, bytes.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(Buffer.from(`${id}\0${type}`));
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
  try {
    const text = decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES));
    return Buffer.concat([text, decipher.final()]).toString('utf8');
  } catch {
    return undefined;
  }
}

/** A vault by one secret of 32 bytes, or by two while values by the former one are hashed and sealed anew. */
export function createVault(secret: Buffer, formerSecret?: Buffer): Vault {
  const key = keyOf(secret);
  const former = formerSecret === undefined ? undefined : keyOf(formerSecret);
  const open = (type: string, sealed: string): string | undefined =>
    openBy(key, type, sealed) ?? (former && openBy(former, type, sealed));
  return {
    keyId: key.id,
    formerKeyId: former?.id,
    hash: (type, value) => hashBy(key, type, value),
    formerHash: (type, value) => (former === undefined ? undefined : hashBy(former, type, value)),
    seal: (type, value) => sealBy(key, type, value),
    open,
    sealNewKey: () => sealBy(key, LASTING_KEY, newSecret()),
    hasherOf(sealedKey) {
      const lasting = open(LASTING_KEY, sealedKey);
      if (lasting === undefined)
        throw new Error('the key of the list of the erased is sealed by a key that is not here');
      return (text) => createHmac('sha256', lasting).update(text).digest('base64url');
    },
    reseal(sealedKey) {
      const lasting = sealedKey.startsWith(`${key.id}.`) ? undefined : open(LASTING_KEY, sealedKey);
      return lasting === undefined ? undefined : sealBy(key, LASTING_KEY, lasting);
    },
  };
}

/** A secret as it is configured: 32 bytes in base64. `undefined` when it is not that. */
export function readSecret(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64');
  return bytes.length === KEY_BYTES && /^[A-Za-z0-9+/_-]{43}=?$/.test(text) ? bytes : undefined;
}

export function newSecret(): string {
  return randomBytes(KEY_BYTES).toString('base64');
}
