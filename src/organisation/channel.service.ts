import type { Deps } from '../store/deps.ts';
import { inTransaction } from '../store/postgres.ts';
import { saveChannels, saveDepartments, saveOwners } from './channel.store.ts';
import type { Channel } from './session.contract.ts';

function namesOf(channels: readonly Channel[], key: 'department' | 'owner', newId: () => string) {
  const names = new Set(channels.map((each) => each[key]).filter((name) => name !== null));
  return [...names].map((name) => ({ name, id: newId() }));
}

/** Writes who answers for channels: their names, departments and owners. New ones are made by name. */
export async function describeChannels(deps: Deps, channels: readonly Channel[]): Promise<void> {
  await inTransaction(deps.postgres, async (tx) => {
    await saveDepartments(tx, namesOf(channels, 'department', deps.newId));
    await saveOwners(tx, namesOf(channels, 'owner', deps.newId), deps.clock());
    await saveChannels(tx, channels);
  });
}
