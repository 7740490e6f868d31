import { requestCheck } from '../../collect/check-request.service.ts';
import { type Actor, actorName } from '../../http/auth.ts';
import { DomainError, notListed } from '../../kernel/errors.ts';
import { recordDeeds } from '../../organisation/audit.service.ts';
import type { Deps } from '../../store/deps.ts';
import { inTransaction, type Sql } from '../../store/postgres.ts';
import { mayGoLive } from './light.ts';
import type { MessageState, MessageView } from './message.contract.ts';
import { answersFor } from '../answering.ts';
import { demandSeen } from '../version.ts';
import { ownersOfChannels } from '../../organisation/channel-owner.reads.ts';
import { demandMessage } from './message.service.ts';
import { type LockedMessage, lockMessage, saveApproval, saveEnd, saveLive, saveState } from './message.store.ts';
import { loadNamedProducts } from './told-price.reads.ts';

export type MessageStep = { readonly id: string; readonly by: Actor };

async function demandIn(tx: Sql, id: string, act: string, states: readonly MessageState[]): Promise<LockedMessage> {
  const message = await lockMessage(tx, id);
  if (message === undefined) throw notListed('a message', id);
  if (states.includes(message.state)) return message;
  const allowed = states.join(' or ');
  throw new DomainError('state-conflict', `The message is ${message.state}; to ${act} it, it must be ${allowed}.`, [
    { field: 'state', found: message.state, allowed },
  ]);
}

/** Moves a reviewed message on when every channel that it touches has its approval. */
async function settleApprovals(deps: Deps, tx: Sql, id: string): Promise<MessageView> {
  const seen = await demandMessage(deps, tx, id);
  if (seen.channels.some(({ approval }) => approval === null)) return seen;
  await saveState(tx, id, 'approved', seen.version);
  return { ...seen, state: 'approved' };
}

/** Asks those who answer for the channels. Where all have said yes to these very forms before, nobody is asked again. */
export async function submitForReview(deps: Deps, { id, by }: MessageStep): Promise<MessageView> {
  return inTransaction(deps.postgres, async (tx) => {
    const { version } = await demandIn(tx, id, 'send it to review', ['draft']);
    await saveState(tx, id, 'review', version);
    await recordDeeds(deps, tx, [{ by, action: 'submitted', subject: { kind: 'message', id }, detail: { version } }]);
    return settleApprovals(deps, tx, id);
  });
}

export type Approving = MessageStep & {
  readonly channel: string;
  readonly version: number;
  readonly note?: string | undefined;
};

/**
 * Who may say yes for a channel: its owner, and an owner of the whole deployment, who stands in where nobody answers for
 * it or they are away. Returns whether it was as a stand-in.
 */
async function demandMayApprove(tx: Sql, channel: string, by: Actor): Promise<boolean> {
  const owner = (await ownersOfChannels(tx, [channel])).get(channel)?.id ?? null;
  if (by.kind === 'member' && answersFor(by, owner)) return owner !== null && by.id !== owner;
  throw new DomainError(
    'not-permitted',
    `${by.name} does not answer for ${channel}, so somebody else must approve it.`,
    [{ field: 'channel', found: by.name, allowed: 'the owner of the channel, or a member with the role owner' }],
  );
}

/** Approves one channel's forms of the version that was looked at. Throws `state-conflict` when there is a newer one. */
export async function approveChannel(deps: Deps, approving: Approving): Promise<MessageView> {
  const { id, by, channel, version, note = null } = approving;
  return inTransaction(deps.postgres, async (tx) => {
    const message = await demandIn(tx, id, 'approve', ['review']);
    demandSeen(message.version, version);
    const { channels } = await demandMessage(deps, tx, id);
    if (!channels.some((each) => each.channel === channel))
      throw new DomainError('field-invalid', `The message does not touch ${channel}.`, [
        { field: 'channel', found: channel, allowed: channels.map((each) => each.channel).join(', ') },
      ]);
    const isStandIn = await demandMayApprove(tx, channel, by);
    const memberId = by.kind === 'member' ? by.id : null;
    await saveApproval(tx, { messageId: id, version, channel, by: actorName(by), memberId, at: deps.clock(), note });
    await recordDeeds(deps, tx, [
      { by, action: 'approved', subject: { kind: 'message', id }, detail: { version, channel, note, isStandIn } },
    ]);
    return settleApprovals(deps, tx, id);
  });
}

/** Puts the newest version live: customers meet it from now on, instead of the one before. Throws `state-conflict` that names each fault. */
export async function publishMessage(deps: Deps, { id, by }: MessageStep): Promise<MessageView> {
  return inTransaction(deps.postgres, async (tx) => {
    const { version } = await demandIn(tx, id, 'publish', ['approved']);
    const { lights, body } = await demandMessage(deps, tx, id);
    const faults = lights.filter((light) => light.severity === 'fault');
    if (!mayGoLive(lights))
      throw new DomainError(
        'state-conflict',
        `The message has ${faults.length} ${faults.length === 1 ? 'fault' : 'faults'} and cannot go live: ${faults[0]?.says}`,
        faults.map(({ place, says }) => ({
          field: [place.channel, place.kind, place.field, place.line].filter((part) => part !== null).join(' '),
          found: says,
          allowed: 'a message without faults',
        })),
      );
    await saveLive(tx, id, deps.clock());
    await requestCheck(tx, await loadNamedProducts(tx, body.references));
    await recordDeeds(deps, tx, [{ by, action: 'published', subject: { kind: 'message', id }, detail: { version } }]);
    return demandMessage(deps, tx, id);
  });
}

/** Ends a message: no channel carries it any more. */
export async function endMessage(deps: Deps, { id, by }: MessageStep): Promise<MessageView> {
  return inTransaction(deps.postgres, async (tx) => {
    const { version } = await demandIn(tx, id, 'end', ['draft', 'review', 'approved', 'live']);
    await saveEnd(tx, id, deps.clock());
    await recordDeeds(deps, tx, [{ by, action: 'ended', subject: { kind: 'message', id }, detail: { version } }]);
    const ended = await demandMessage(deps, tx, id);
    await requestCheck(tx, await loadNamedProducts(tx, ended.body.references));
    return ended;
  });
}
