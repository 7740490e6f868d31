import { type Actor, actorName } from '../http/auth.ts';
import { maskPersonalData } from '../identify/personal-data.ts';
import { usualIdentifierSettings } from '../kernel/identifier-settings.ts';
import { DomainError, notListed } from '../kernel/errors.ts';
import { recordDeeds } from '../organisation/audit.service.ts';
import { demandKnownChannels } from '../organisation/channel-known.service.ts';
import type { Deps } from '../store/deps.ts';
import { inTransaction, type Sql } from '../store/postgres.ts';
import type { Comment, CommentInput, Commented } from './comment.contract.ts';
import { listComments } from './comment.reads.ts';
import { insertComment, settleComment, type Subject } from './comment.store.ts';
import { demandFound } from './message/message.service.ts';
import { demandOffer } from './offer.service.ts';
import { noVersion } from './version.ts';

/** Which message or offer is meant, and its newest version. Throws `not-found`. */
async function demandSubject(sql: Sql, of: Commented, id: string): Promise<Subject & { readonly version: number }> {
  const kind = of === 'messages' ? 'message' : 'offer';
  const { version } = kind === 'message' ? await demandFound(sql, id) : await demandOffer(sql, id);
  return { kind, id, version };
}

/** What has been said of it, in the order of time. Throws `not-found`. */
export async function commentsOn(sql: Sql, of: Commented, id: string): Promise<Comment[]> {
  const { kind } = await demandSubject(sql, of, id);
  return listComments(sql, kind, id);
}

type About = { readonly of: Commented; readonly id: string; readonly by: Actor };

/**
 * Writes down what a member says of the version that they looked at. An address, a telephone number or a personal number is
 * masked first: comments are for colleagues, and no erasure looks through them. Throws `not-found`, `field-invalid`.
 */
export async function writeComment(deps: Deps, { of, id, by }: About, said: CommentInput): Promise<Comment[]> {
  const now = deps.clock();
  const { country } = deps.identifierSettings ?? usualIdentifierSettings;
  const { text } = maskPersonalData(said.text.trim(), { now, country });
  if (text === '')
    throw new DomainError('field-invalid', 'text has no words.', [
      { field: 'text', found: 'only spaces', allowed: 'what you want to say' },
    ]);
  if (said.channel !== undefined) await demandKnownChannels(deps.postgres, [said.channel], 'channel');
  return inTransaction(deps.postgres, async (tx) => {
    const { version, ...subject } = await demandSubject(tx, of, id);
    if (said.version > version) throw noVersion(said.version, version);
    const commentId = deps.newId();
    await insertComment(tx, { ...subject, commentId, said: { ...said, text }, at: now, by: actorName(by) });
    await recordDeeds(deps, tx, [{ by, action: 'commented', subject, detail: { comment: commentId } }]);
    return listComments(tx, subject.kind, id);
  });
}

/** Says that what was said has been seen to. Done twice it is done once. Throws `not-found`. */
export async function closeComment(deps: Deps, { of, id, by }: About, commentId: string): Promise<Comment[]> {
  return inTransaction(deps.postgres, async (tx) => {
    const { version: _newest, ...subject } = await demandSubject(tx, of, id);
    if (!(await settleComment(tx, subject, commentId, { at: deps.clock(), by: actorName(by) })))
      throw notListed('a comment', commentId);
    return listComments(tx, subject.kind, id);
  });
}
