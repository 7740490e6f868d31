import type { Postgres } from '../store/postgres.ts';

/** The tables in which something of a customer may have stood. A room that keeps something of customers adds its own. */
const tables = [
  'addressees',
  'attribute_facts',
  'cannot_links',
  'contradiction_spells',
  'contradictions',
  'customer_export_chunks',
  'customer_exports',
  'customers',
  'dead_letters',
  'dead_requests',
  'decisions',
  'former_identifiers',
  'frozen_customers',
  'identifier_secrets',
  'identifiers',
  'identity_changes',
  'identity_edges',
  'import_chunks',
  'inflow_rows',
  'memberships',
  'promises',
  'redemptions',
  'replays',
  'text_claims',
  'text_terms',
  'texts',
];

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

/**
 * Writes the tables anew without what was deleted from them, and what the planner knows of their values. An ordinary
 * VACUUM leaves the bytes in the pages until something else is put there. Each table is locked while it is written.
 * Returns the tables that our role may not do it to.
 */
export async function rewriteTables(postgres: Postgres): Promise<string[]> {
  const refused: string[] = [];
  const connection = await postgres.connect();
  try {
    for (const table of tables) await connection.query(`vacuum (full, analyze) ${table}`);
    // Samples of values, as most common addresses: their rows are deleted too when the tables are analysed anew.
    for (const statement of ['vacuum full pg_catalog.pg_statistic', 'checkpoint']) {
      try {
        await connection.query(statement);
      } catch (error) {
        if (codeOf(error) !== '42501') throw error;
        refused.push(statement);
      }
    }
    return refused;
  } finally {
    connection.release();
  }
}
