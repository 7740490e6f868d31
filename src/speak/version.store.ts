import type { Instant } from '../kernel/period.ts';
import type { Sql } from '../store/postgres.ts';

/** What has versions: each has a table of them, `message_versions` and `offer_versions`. */
export type Versioned = 'message' | 'offer';

export type NewVersion = {
  readonly id: string;
  readonly version: number;
  readonly body: object;
  readonly audienceSet: string | null;
  readonly savedAt: Instant;
  readonly savedBy: string;
  readonly restoredFrom: number | null;
};

export async function insertVersion(tx: Sql, of: Versioned, version: NewVersion): Promise<void> {
  await tx.query(
    `insert into ${of}_versions (${of}_id, version, body, audience_set, saved_at, saved_by, restored_from)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      version.id,
      version.version,
      JSON.stringify(version.body),
      version.audienceSet,
      new Date(version.savedAt),
      version.savedBy,
      version.restoredFrom,
    ],
  );
}
