import { once } from 'node:events';
import { type FileHandle, mkdir, open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { DomainError } from '../kernel/errors.ts';
import type { Deps } from '../store/deps.ts';
import { isAnswerOfHistory } from '../store/line-insert.ts';
import { openFile, retryDelayMs, sealedFile, segmentName } from './segment.ts';
import { drainSegment } from './segment-drain.store.ts';
import { adoptOrphans, bytesOf, leaveFolder, makeFolder, sealedSegments, syncFolder } from './segment-folder.store.ts';

export type EventLogOptions = {
  readonly sealAfterMs: number;
  readonly sealAtBytes: number;
  /** A segment of this many bytes is sealed as soon as nothing is being handed over: it is worth a hand-over of its own. */
  readonly sealIdleAtBytes: number;
  /** The most bytes that wait for the disk. More than this is refused, not kept in memory. */
  readonly waitingBytes: number;
  /** The most bytes that wait on the disk for a history that is away. More than this is refused, not heaped up. */
  readonly keptBytes: number;
  readonly adoptEveryMs: number;
  readonly closeWithinMs: number;
};
const usual: EventLogOptions = {
  sealAfterMs: 1000,
  sealAtBytes: 64_000_000,
  sealIdleAtBytes: 4_000_000,
  waitingBytes: 64_000_000,
  keptBytes: 10_000_000_000,
  adoptEveryMs: 30_000,
  closeWithinMs: 5000,
};

/** What the log tells of itself; the composition root writes it where logs go. */
export type Notice = {
  readonly event: string;
  readonly segment?: string;
  readonly segments?: number;
  readonly lines?: number;
  readonly bytes?: number;
  readonly err?: unknown;
};

type Waiting = { readonly lines: Buffer; readonly done: () => void; readonly failed: (error: Error) => void };
type Segment = { readonly name: string; readonly handle: FileHandle; bytes: number };

/**
 * Where an event is safe. `append` answers when the lines are on the disk; everyone who waits shares one write and
 * one fdatasync. Segments are sealed after a second and handed to the history, in the background and again and
 * again until it has them: a history that is away neither stops nor loses what is taken in.
 */
export class EventLog {
  readonly #deps: Pick<Deps, 'clickhouse' | 'postgres'>;
  readonly #root: string;
  readonly #folder: string;
  readonly #processId: string;
  readonly #options: EventLogOptions;
  readonly #notice: (notice: Notice) => void;
  #waiting: Waiting[] = [];
  #waitingBytes = 0;
  #keptBytes = 0;
  #isFull = false;
  #segment: Segment | undefined;
  #made = 0;
  #sealWaiting: (() => void)[] = [];
  #isWriting = false;
  #sealTimer: NodeJS.Timeout | undefined;
  #drainTimer: NodeJS.Timeout | undefined;
  #adoptTimer: NodeJS.Timeout | undefined;
  #draining: Promise<void> | undefined;
  #isDrainWanted = false;
  #failures = 0;
  #isClosed = false;

  private constructor(
    deps: Pick<Deps, 'clickhouse' | 'postgres'>,
    place: { readonly root: string; readonly folder: string; readonly processId: string },
    options: EventLogOptions,
    notice: (notice: Notice) => void,
  ) {
    this.#deps = deps;
    this.#root = place.root;
    this.#folder = place.folder;
    this.#processId = place.processId;
    this.#options = options;
    this.#notice = notice;
  }

  /** Opens the log of this process, and takes over what dead processes left in the same folder. */
  static async open(
    deps: Pick<Deps, 'clickhouse' | 'postgres' | 'newId'>,
    dataFolder: string,
    notice: (notice: Notice) => void = () => undefined,
    options: Partial<EventLogOptions> = {},
  ): Promise<EventLog> {
    const root = join(dataFolder, 'segments');
    await mkdir(root, { recursive: true });
    const processId = deps.newId();
    const folder = await makeFolder(root, processId);
    const log = new EventLog(deps, { root, folder, processId }, { ...usual, ...options }, notice);
    await log.#adopt();
    log.#adoptTimer = setInterval(() => void log.#adopt(), log.#options.adoptEveryMs).unref();
    return log;
  }

  /** How many bytes wait for the disk. */
  get waitingBytes(): number {
    return this.#waitingBytes;
  }

  /** How many bytes wait on the disk for the history. */
  get keptBytes(): number {
    return this.#keptBytes;
  }

  /** Refuses more work while the disk or the history is behind; called before anything is done for a request. */
  demandRoom(bytes = 0): void {
    if (this.#waitingBytes + bytes > this.#options.waitingBytes)
      throw new DomainError('too-busy', 'More events wait for the disk than memory may hold. Send again in 2 seconds.');
    const isFull = this.#keptBytes + this.#waitingBytes + bytes > this.#options.keptBytes;
    if (isFull !== this.#isFull) {
      this.#isFull = isFull;
      this.#notice({ event: isFull ? 'segments_full' : 'segments_have_room', bytes: this.#keptBytes });
    }
    if (!isFull) return;
    const detail =
      'The history takes no events just now, and the disk holds all that may wait for it. Send again later.';
    throw new DomainError('too-busy', detail);
  }

  /** Keeps lines (each ended by a newline). When it returns they survive the death of the process. */
  async append(lines: string): Promise<void> {
    const buffer = Buffer.from(lines);
    if (this.#isClosed) throw new DomainError('engine-unavailable', 'The server is stopping.');
    this.demandRoom(buffer.length);
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#waiting.push({ lines: buffer, done: resolve, failed: reject });
    this.#waitingBytes += buffer.length;
    if (!this.#isWriting) void this.#write();
    await promise;
  }

  /** The only one that touches the open segment. Everything that arrives during one write goes together into the next. */
  async #write(): Promise<void> {
    this.#isWriting = true;
    while (this.#waiting.length > 0 || this.#sealWaiting.length > 0) {
      if (this.#waiting.length > 0) await this.#acceptGroup();
      const sealed = this.#sealWaiting.splice(0);
      if (sealed.length === 0) continue;
      await this.#seal().catch((error: unknown) => this.#notice({ event: 'segment_seal_failed', err: error }));
      for (const done of sealed) done();
    }
    this.#isWriting = false;
  }

  async #acceptGroup(): Promise<void> {
    const group = this.#waiting;
    this.#waiting = [];
    const buffer = Buffer.concat(group.map((each) => each.lines));
    try {
      await this.#writeGroup(buffer);
      for (const each of group) each.done();
    } catch (error) {
      this.#notice({ event: 'segment_write_failed', err: error });
      const fault = new DomainError('engine-unavailable', 'The disk did not take the events. Send them again.');
      for (const each of group) each.failed(fault);
    } finally {
      this.#waitingBytes -= buffer.length;
    }
  }

  async #writeGroup(buffer: Buffer): Promise<void> {
    const segment = this.#segment ?? (await this.#openSegment());
    try {
      await segment.handle.appendFile(buffer);
      await segment.handle.datasync();
      segment.bytes += buffer.length;
      this.#keptBytes += buffer.length;
    } catch (error) {
      // Half a group may stand in the file. It was never acknowledged, and the next line must not grow onto it.
      await segment.handle.truncate(segment.bytes);
      await this.#seal();
      throw error;
    }
    const { sealAtBytes, sealIdleAtBytes } = this.#options;
    if (segment.bytes >= (this.#draining === undefined ? sealIdleAtBytes : sealAtBytes)) await this.#seal();
  }

  async #openSegment(): Promise<Segment> {
    this.#made += 1;
    const name = segmentName(this.#processId, this.#made);
    const handle = await open(join(this.#folder, openFile(name)), 'ax');
    await syncFolder(this.#folder);
    this.#segment = { name, handle, bytes: 0 };
    this.#sealTimer = setTimeout(() => void this.#sealBetweenWrites(), this.#options.sealAfterMs).unref();
    return this.#segment;
  }

  /** Asks the write loop to seal what is open; returns when it has. */
  #sealBetweenWrites(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#sealWaiting.push(resolve);
    if (!this.#isWriting) void this.#write();
    return promise;
  }

  async #seal(): Promise<void> {
    const segment = this.#segment;
    if (segment === undefined) return;
    clearTimeout(this.#sealTimer);
    this.#segment = undefined;
    await segment.handle.close();
    await rename(join(this.#folder, openFile(segment.name)), join(this.#folder, sealedFile(segment.name)));
    this.#drainSoon(0);
  }

  #drainSoon(delayMs: number): void {
    this.#isDrainWanted = true;
    if (this.#isClosed) return;
    clearTimeout(this.#drainTimer);
    this.#drainTimer = setTimeout(() => {
      this.#drain().catch((error: unknown) => {
        this.#failures += 1;
        this.#notice({ event: 'segment_waits_for_history', err: error });
        this.#drainSoon(retryDelayMs(this.#failures));
      });
    }, delayMs).unref();
  }

  /** Hands over everything that is sealed; one hand-over at a time, whoever asks. */
  #drain(): Promise<void> {
    this.#draining ??= this.#drainAll().finally(() => {
      this.#draining = undefined;
    });
    return this.#draining;
  }

  async #drainAll(): Promise<void> {
    while (this.#isDrainWanted) {
      this.#isDrainWanted = false;
      let fault: unknown;
      for (const segment of await sealedSegments(this.#folder)) {
        try {
          await this.#drainOne(segment);
        } catch (error) {
          // What the history says no to for a reason of its own must not keep the segments behind it waiting.
          if (!isAnswerOfHistory(error)) throw error;
          fault ??= error;
        }
      }
      if (fault !== undefined) throw fault as Error;
    }
  }

  async #drainOne(segment: string): Promise<void> {
    const { bytes, refusedLines } = await drainSegment(this.#deps, this.#folder, segment);
    this.#failures = 0;
    this.#keptBytes = Math.max(0, this.#keptBytes - bytes);
    if (refusedLines > 0) this.#notice({ event: 'segment_lines_refused', segment, lines: refusedLines });
  }

  async #adopt(): Promise<void> {
    try {
      const segments = await adoptOrphans(this.#root, this.#folder);
      if (segments.length > 0) this.#notice({ event: 'segments_adopted', segments: segments.length });
      this.#keptBytes += await bytesOf(this.#folder, segments);
    } catch (error) {
      this.#notice({ event: 'segment_adoption_failed', err: error });
    }
    this.#drainSoon(0);
  }

  /** Brings everything that was acknowledged into the history, now. Rejects when the history does not take it. */
  async flush(): Promise<void> {
    await this.#sealBetweenWrites();
    // A hand-over under way may have listed the folder before the last segment was sealed.
    await this.#draining?.catch(() => undefined);
    this.#isDrainWanted = true;
    await this.#drain();
  }

  /** Stops taking in, hands over what it can in a few seconds, and leaves the rest to the next start. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    clearInterval(this.#adoptTimer);
    clearTimeout(this.#drainTimer);
    const late = AbortSignal.timeout(this.#options.closeWithinMs);
    const tooLate = once(late, 'abort').then(() => Promise.reject(new Error('the history did not take them in time')));
    await Promise.race([this.flush(), tooLate]).catch((error: unknown) =>
      this.#notice({ event: 'segments_left_for_next_start', err: error }),
    );
    clearTimeout(this.#sealTimer);
    await leaveFolder(this.#folder);
  }
}
