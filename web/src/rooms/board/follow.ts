import type { QueryClient } from '@tanstack/react-query';
import type { Contradiction } from '../../../../src/speak/contradiction.contract.ts';
import { contradiction } from '../../api/queries.ts';

/** The channels are compared anew by a worker; for so long it is asked whether that has been done. */
const ASK_AGAIN_MS = 500;
const ASK_AT_MOST = 20;

/** Waits until the contradiction stands otherwise than it did, then has every screen ask again. */
export async function followStatus(client: QueryClient, found: Contradiction): Promise<void> {
  await client.invalidateQueries();
  for (let asked = 0; asked < ASK_AT_MOST; asked += 1) {
    const now = await client.fetchQuery({ ...contradiction(found.id), staleTime: 0 });
    if (now.status !== found.status) break;
    await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS));
  }
  await client.invalidateQueries();
}
