import type { Logger } from 'pino';
import { ingestRoutes } from './collect/ingest.routes.ts';
import { deadLetterJobs, EXPIRY_JOB } from './collect/dead-letters/replay-many.service.ts';
import { type Intake, openIntake } from './collect/intake.service.ts';
import { planReportRoutes } from './collect/plan/plan-report.routes.ts';
import { planRoutes } from './collect/plan/plan.routes.ts';
import { lifeRoutes } from './decide/life.routes.ts';
import { customerRoutes } from './identify/customer.routes.ts';
import { erasedAmong, newErasedMemory } from './identify/erased.service.ts';
import { reviewRoutes } from './identify/review/review.routes.ts';
import { usableIdentifiers } from './identify/identifier.ts';
import { attributeRoutes } from './identify/attribute.routes.ts';
import { identityRoutes } from './identify/graph/identity.routes.ts';
import { keepingLastSeen } from './identify/last-seen.service.ts';
import { KnownSets } from './identify/known-sets.ts';
import { resolveUsable } from './identify/resolve.service.ts';
import { CHECK_JOB } from './collect/check-request.service.ts';
import { openInternet } from './collect/crawl/crawl-door.reads.ts';
import { CRAWL_ALL_JOB, crawlJobs } from './collect/crawl/crawl-run.service.ts';
import { crawlSiteRoutes } from './collect/crawl/crawl-site.routes.ts';
import { importRoutes } from './collect/import.routes.ts';
import { eventImportRoutes } from './collect/imports/event-import.routes.ts';
import { importJobs, RESUME_IMPORTS_JOB } from './collect/imports/import-start.service.ts';
import { EventLog } from './collect/segment.store.ts';
import { sightingRoutes } from './collect/sighting.routes.ts';
import { decisionRoutes } from './decide/decision.routes.ts';
import { type App, buildServer } from './http/server.ts';
import { serveWeb } from './http/web.ts';
import { findActor } from './organisation/actor.reads.ts';
import { auditRoutes } from './organisation/audit.routes.ts';
import { channelRoutes } from './organisation/channel.routes.ts';
import { keyRoutes } from './organisation/key.routes.ts';
import { notingUse } from './organisation/key-use.service.ts';
import { loginRoutes } from './organisation/login.routes.ts';
import { memberRoutes } from './organisation/member.routes.ts';
import { sourceRoutes } from './organisation/source.routes.ts';
import { MAINTAIN_JOB, protectionJobs } from './protect/protection-jobs.service.ts';
import { erasureRoutes } from './protect/erasure.routes.ts';
import { privacyRequestRoutes } from './protect/privacy-request.routes.ts';
import { exportRoutes } from './protect/export.routes.ts';
import { freezeRoutes } from './protect/freeze.routes.ts';
import { promiseRoutes } from './promise/promise.routes.ts';
import { todayRoutes } from './promise/today.routes.ts';
import { contradictionRoutes } from './speak/contradiction.routes.ts';
import { contradictionJobs } from './speak/contradiction.service.ts';
import { exceptionRoutes } from './speak/exception.routes.ts';
import { handlingRoutes } from './speak/handling.routes.ts';
import { commentRoutes } from './speak/comment.routes.ts';
import { messageRoutes } from './speak/message/message.routes.ts';
import { portfolioRoutes } from './speak/message/portfolio.routes.ts';
import { priceRuleRoutes } from './speak/price-rule.routes.ts';
import { PROMISE_LOOK_JOB, promiseLookJobs } from './speak/promise-look.service.ts';
import { textRoutes } from './speak/text/text.routes.ts';
import { spellRoutes } from './speak/spell.routes.ts';
import { offerRoutes } from './speak/offer.routes.ts';
import type { Deps } from './store/deps.ts';
import { readinessRoutes } from './understand/readiness.routes.ts';
import { segmentRoutes } from './understand/segment.routes.ts';
import { drainJobs, type Jobs, type Timetable } from './store/queue.ts';

/** What one process is built from. */
export type ApiDeps = Deps & {
  readonly log: Logger;
  /** Where this process keeps its files; the segments of its events have a folder of their own in it. */
  readonly dataFolder: string;
  /** How long what was not taken in is kept. */
  readonly deadLetterDays?: number | undefined;
  /** The most that events may take on the disk while the history is away. */
  readonly segmentsMb?: number | undefined;
  /** How people reach this server, where it stands behind a proxy. */
  readonly publicUrl?: string | undefined;
};

export type Api = {
  readonly app: App;
  /** Brings everything acknowledged into the history, and does every job that waits. */
  readonly flush: () => Promise<void>;
  /** Answers what has been asked, and stops. */
  readonly close: () => Promise<void>;
};

/** What the doors and the jobs of one process share. */
export type Parts = {
  readonly intake: Intake;
  readonly jobs: Jobs;
  /** Writes down what is kept in the background. */
  readonly settle: () => Promise<void>;
  /** Hands over what it can, and leaves the rest to the next start. */
  readonly close: () => Promise<void>;
};

/** Opens what the doors and the jobs of one process share. */
export async function openParts(given: ApiDeps): Promise<Parts> {
  const kept = given.segmentsMb === undefined ? {} : { keptBytes: given.segmentsMb * 1_000_000 };
  const eventLog = await EventLog.open(given, given.dataFolder, (notice) => given.log.warn(notice), kept);
  const sets = new KnownSets();
  const seen = keepingLastSeen(given, (error) => given.log.warn({ event: 'last_seen_not_kept', err: error }));
  const erased = newErasedMemory();
  const intake = openIntake(given, eventLog, {
    usable: usableIdentifiers,
    resolve: (...asked) => resolveUsable(...asked, sets, seen.note),
    erasedAmong: (...asked) => erasedAmong(...asked, erased),
  });
  async function settle(): Promise<void> {
    await Promise.all([intake.tally.flush(), seen.settled()]);
  }
  return {
    intake,
    jobs: jobsOf(given, intake),
    settle,
    async close() {
      await eventLog.close();
      await intake.live.close();
      await settle();
    },
  };
}

/** Builds the server with every room's doors. Opens no port and starts no job. */
export async function buildApi(given: ApiDeps, parts?: Parts): Promise<Api> {
  const { intake, jobs, settle, close } = parts ?? (await openParts(given));
  const deps = { ...given, eventLog: intake.log };
  const use = notingUse(findActor(deps), deps, (error) => deps.log.warn({ event: 'key_use_not_noted', err: error }));
  const actors = use.findActor;
  intake.live.start();
  const app = await buildServer({
    logger: deps.log,
    findActor: actors,
    async routes(server) {
      // Each room hangs its doors here, in the order that the data flows.
      loginRoutes(server, deps, { publicUrl: deps.publicUrl });
      channelRoutes(server, deps);
      memberRoutes(server, deps);
      sourceRoutes(server, deps);
      keyRoutes(server, deps);
      auditRoutes(server, deps);
      sightingRoutes(server, deps);
      importRoutes(server, deps);
      crawlSiteRoutes(server, deps);
      eventImportRoutes(server, intake);
      ingestRoutes(server, intake, { findActor: actors, publicUrl: deps.publicUrl });
      planRoutes(server, deps, intake.plan);
      planReportRoutes(server, deps, intake.plan);
      customerRoutes(server, deps);
      reviewRoutes(server, deps);
      identityRoutes(server, deps);
      attributeRoutes(server, deps);
      readinessRoutes(server, deps);
      segmentRoutes(server, deps);
      contradictionRoutes(server, deps);
      spellRoutes(server, deps);
      priceRuleRoutes(server, deps);
      exceptionRoutes(server, deps);
      handlingRoutes(server, deps);
      textRoutes(server, deps);
      offerRoutes(server, deps);
      messageRoutes(server, deps);
      commentRoutes(server, deps);
      portfolioRoutes(server, deps);
      promiseRoutes(server, deps);
      todayRoutes(server, deps);
      decisionRoutes(server, deps);
      lifeRoutes(server, deps);
      privacyRequestRoutes(server, deps);
      exportRoutes(server, deps);
      freezeRoutes(server, deps);
      erasureRoutes(server, deps, { flushLog: () => intake.log.flush() });
      await serveWeb(server);
    },
  });
  return {
    app,
    async flush() {
      await intake.log.flush();
      await Promise.all([settle(), use.settled()]);
      await drainJobs(deps.postgres, jobs);
      // A job may have taken in events itself.
      await intake.log.flush();
    },
    async close() {
      await app.close();
      await use.settled();
      if (parts === undefined) await close();
    },
  };
}

/** The jobs of all rooms, by name. Each room adds its own here. */
function jobsOf(deps: ApiDeps, intake: Intake): Jobs {
  return {
    ...contradictionJobs(deps),
    ...promiseLookJobs(deps),
    ...importJobs(intake),
    ...crawlJobs(deps, openInternet(deps.clock)),
    ...deadLetterJobs(intake, { keptDays: deps.deadLetterDays ?? DEAD_LETTER_DAYS }),
    ...protectionJobs(deps, { dataFolder: deps.dataFolder }),
  };
}

const DEAD_LETTER_DAYS = 30;

/** What is done by itself. */
export const timetable: Timetable = {
  minutely: [PROMISE_LOOK_JOB],
  hourly: [CHECK_JOB, EXPIRY_JOB, RESUME_IMPORTS_JOB],
  nightly: [MAINTAIN_JOB, CRAWL_ALL_JOB],
};
