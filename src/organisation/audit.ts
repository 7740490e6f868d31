/**
 * The audit says who changed what, and when. Whoever makes a change writes it down in the same transaction, so that there
 * is no change without its row and no row without its change. A row holds no secret.
 */

/** Who did it. A caller over HTTP is a member or a key; `command` is somebody at the machine itself. */
export type Doer = {
  readonly kind: 'member' | 'key' | 'command' | 'system';
  readonly id: string | null;
  readonly name: string;
};

/** What is done by nobody in particular, as when a new deployment is given its example. */
export const theSystem = { kind: 'system', id: null, name: 'samspel' } as const satisfies Doer;

/** Somebody who may run commands where Samspel is installed. */
export const atTheMachine: Doer = { kind: 'command', id: null, name: 'samspel' };

/** One thing that was done: `changed` of the `source` `web-shop`, with what there is to know. */
export type Deed = {
  readonly by: Doer;
  readonly action: string;
  readonly subject: { readonly kind: string; readonly id: string };
  readonly detail?: Readonly<Record<string, unknown>>;
};
