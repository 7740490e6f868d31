/** Types whose values may not stand in the clear anywhere: they are kept as a keyed hash and an encrypted value. */
export const secretTypes = ['personnummer', 'organisation_number'] as const;
export type SecretType = (typeof secretTypes)[number];

export function isSecretType(type: string): type is SecretType {
  return secretTypes.some((each) => each === type);
}

/** What stands where a value would, in everything that is kept or shown. */
export const PROTECTED = '(protected)';

/** What makes keyed hashes and seals values. The keys stay inside. */
export type Vault = {
  /** Names the key that is used now, without telling it. */
  readonly keyId: string;
  /** The key before it, while values by that one may still be found. */
  readonly formerKeyId: string | undefined;
  readonly hash: (type: string, value: string) => string;
  /** The hash by the key before; `undefined` when there is none. */
  readonly formerHash: (type: string, value: string) => string | undefined;
  readonly seal: (type: string, value: string) => string;
  /** The value that was sealed; `undefined` when none of our keys opens it. */
  readonly open: (type: string, sealed: string) => string | undefined;
  /** A key of its own, sealed: for hashes that must outlive every change of the vault's keys. */
  readonly sealNewKey: () => string;
  /** The keyed hash by such a key. Throws when none of our keys opens it. */
  readonly hasherOf: (sealedKey: string) => (text: string) => string;
  /** The same key sealed by the vault's key of now; `undefined` when it is already, or cannot be opened. */
  readonly reseal: (sealedKey: string) => string | undefined;
};

/** How a deployment reads identifiers. */
export type IdentifierSettings = {
  /** Whose phone numbers are written without a country: ISO 3166, as SE. */
  readonly country: string;
  /** Whether a.b@gmail.com and ab@gmail.com are one address, as Google says they are. */
  readonly ignoresGmailDots: boolean;
  /** The secret types that are taken in. None: what comes of them is left out, and that is noted. */
  readonly takes: ReadonlySet<string>;
  readonly vault: Vault | undefined;
};

export const usualIdentifierSettings: IdentifierSettings = {
  country: 'SE',
  ignoresGmailDots: false,
  takes: new Set(),
  vault: undefined,
};
