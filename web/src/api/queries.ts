import type { Static } from 'typebox';
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type {
  DeadLetterPage,
  DeadLetterView,
  LetterGroupList,
  ReplayJob,
} from '../../../src/collect/dead-letters/dead-letter.contract.ts';
import type { Health } from '../../../src/collect/inflow/health.contract.ts';
import type { PlanDetail, PlanView, ViolatingEvent } from '../../../src/collect/plan/plan-report.contract.ts';
import type { SightingView } from '../../../src/collect/sighting.contract.ts';
import type { Decision, DecisionListSchema } from '../../../src/decide/decision.contract.ts';
import type { Life } from '../../../src/decide/life.contract.ts';
import type { CustomerSearch, ProfileView } from '../../../src/identify/customer.contract.ts';
import type { IdentityView } from '../../../src/identify/graph/identity.contract.ts';
import type { AuditPage } from '../../../src/organisation/audit.contract.ts';
import type { KeyListSchema } from '../../../src/organisation/key.contract.ts';
import type { SuggestionPage } from '../../../src/identify/review/review.contract.ts';
import type { ChannelListSchema, Session } from '../../../src/organisation/session.contract.ts';
import type { SourceListSchema, SourceView } from '../../../src/organisation/source.contract.ts';
import type { PromiseListSchema, PromisePage } from '../../../src/promise/promise.contract.ts';
import type { ErasureReach } from '../../../src/protect/erasure.contract.ts';
import type { CustomerExport } from '../../../src/protect/export.contract.ts';
import type { Today } from '../../../src/promise/today.contract.ts';
import type { Board, Contradiction, ContradictionPage, OfferCheck } from '../../../src/speak/contradiction.contract.ts';
import type { ExceptionList, ExceptionView } from '../../../src/speak/exception.contract.ts';
import type { Difference, MessageList, MessageView } from '../../../src/speak/message/message.contract.ts';
import type { Portfolio } from '../../../src/speak/message/portfolio.contract.ts';
import type { Commented, CommentList } from '../../../src/speak/comment.contract.ts';
import type { PriorPriceLine } from '../../../src/speak/prior-price-line.contract.ts';
import type { NamedOffer, OfferDifference, OfferListSchema } from '../../../src/speak/offer.contract.ts';
import type { CellCustomers } from '../../../src/understand/cell.contract.ts';
import type {
  Members,
  RuleCountView,
  RuleNamesView,
  SegmentListSchema,
  SegmentView,
} from '../../../src/understand/segment.contract.ts';
import type { QuestionListSchema } from '../../../src/understand/question.contract.ts';
import type { NamedVerdictSchema } from '../../../src/understand/verdict.contract.ts';
import type { NamedPriceRule } from '../../../src/speak/price-rule.contract.ts';
import type { TextListSchema, TextView } from '../../../src/speak/text/text.contract.ts';
import type { ContradictionHours } from '../../../src/speak/spell.contract.ts';
import { addressOf, ask, type Query, tell } from './client.ts';

/** How often a visible page asks again, in milliseconds: new enough to work by, light on the server. */
const LIVE_MS = 10_000;
const PAGE_ROWS = 50;

/** One answer of the server under its own address; `live` asks again while the page is visible. */
function question<T>(address: string, live = true) {
  return queryOptions({
    queryKey: [address],
    queryFn: ({ signal }) => ask<T>(address, signal),
    ...(live ? { refetchInterval: LIVE_MS } : { staleTime: Infinity }),
  });
}

/** An answer that comes in pages, each with the cursor of the next. */
function pages<T extends { next: string | null }>(path: string, query: Query, limit = PAGE_ROWS) {
  return infiniteQueryOptions({
    queryKey: [addressOf(path, query), 'pages'],
    queryFn: ({ pageParam, signal }) => ask<T>(addressOf(path, { ...query, limit, cursor: pageParam }), signal),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
    refetchInterval: LIVE_MS,
  });
}

const customerPath = (id: string): string => `/v1/customers/${encodeURIComponent(id)}`;

export const session = question<Session>('/v1/session', false);
export const channels = question<Static<typeof ChannelListSchema>>('/v1/channels', false);
export const members = question<{ readonly members: readonly Session['member'][] }>('/v1/members', false);
export const today = question<Today>('/v1/today');
export const offers = question<Static<typeof OfferListSchema>>('/v1/offers');
const offerPath = (id: string): string => `/v1/offers/${encodeURIComponent(id)}`;
export const offer = (id: string) => question<NamedOffer>(offerPath(id));
export const commentPath = (of: Commented, id: string): string => `/v1/comments/${of}/${encodeURIComponent(id)}`;
/** What members have said of a message or an offer. */
export const comments = (of: Commented, id: string) => question<CommentList>(commentPath(of, id));
/** What was changed from one version of the offer to another. */
export const offerDifference = (id: string, from: number, to: number) =>
  question<OfferDifference>(addressOf(`${offerPath(id)}/difference`, { from, to }), false);
/** What the offer would contradict now; asking writes nothing. */
export const offerCheck = (id: string) =>
  queryOptions({ queryKey: [offerPath(id), 'check'], queryFn: () => tell<OfferCheck>(`${offerPath(id)}/check`) });
export const board = (query: Query) => pages<Board>('/v1/board', query);
export const contradictions = (query: Query) => pages<ContradictionPage>('/v1/contradictions', query);
export const contradictionHours = question<ContradictionHours>('/v1/contradiction-hours');
export const contradiction = (id: string) => question<Contradiction>(`/v1/contradictions/${encodeURIComponent(id)}`);
export const exception = (id: string) => question<ExceptionView>(`/v1/exceptions/${encodeURIComponent(id)}`);
export const exceptions = (query: Query) => question<ExceptionList>(addressOf('/v1/exceptions', query));
export const texts = (query: Query) =>
  question<Static<typeof TextListSchema>>(addressOf('/v1/texts', { ...query, limit: 200 }));
/** A text that was taken in does not change; from when it is replaced may. */
export const text = (id: string) => question<TextView>(`/v1/texts/${encodeURIComponent(id)}`);
export const priceRule = question<NamedPriceRule>('/v1/price-rule', false);
export const promises = (query: Query) => pages<PromisePage>('/v1/promises', query);
export const deadLetters = (query: Query) => pages<DeadLetterPage>('/v1/dead-letters', query);
/** The lowest price of the 30 days before, day by day. */
export const priorPrices = (product: string) => question<PriorPriceLine>(addressOf('/v1/prior-prices', { product }));
export const sightings = (product: string, channel: string) =>
  question<{ sightings: SightingView[] }>(addressOf('/v1/sightings', { product, channel }));
const sourcePath = (id: string): string => `/v1/sources/${encodeURIComponent(id)}`;
export const sources = question<Static<typeof SourceListSchema>>('/v1/sources');
export const source = (id: string) => question<SourceView>(sourcePath(id));
export const sourceKeys = (id: string) => question<Static<typeof KeyListSchema>>(`${sourcePath(id)}/keys`);
export const sourceDeeds = (id: string) => pages<AuditPage>('/v1/audit', { subjectKind: 'source', subjectId: id }, 10);
type Freeze = { readonly since: string | null; readonly by: string | null; readonly because: string | null };
export const erasureReach = (id: string) => question<ErasureReach>(`${customerPath(id)}/erasure`, false);
export const exportsOfCustomer = (id: string) =>
  question<{ readonly exports: readonly CustomerExport[] }>(`${customerPath(id)}/exports`);
export const freezeOfCustomer = (id: string) => question<Freeze>(`${customerPath(id)}/freeze`);
export const identity = (id: string) => question<IdentityView>(`${customerPath(id)}/identity`);
export const matchSuggestions = (query: Query) => question<SuggestionPage>(addressOf('/v1/match-suggestions', query));
export const customer = (id: string) => question<ProfileView>(customerPath(id));
export const customerPromises = (id: string) =>
  question<Static<typeof PromiseListSchema>>(`${customerPath(id)}/promises`);
export const customerDecisions = (id: string) =>
  question<Static<typeof DecisionListSchema>>(`${customerPath(id)}/decisions`);
export const customerLife = (id: string, channel: string) => pages<Life>(`${customerPath(id)}/timeline`, { channel });
export const decision = (id: string) => question<Decision>(`/v1/decisions/${encodeURIComponent(id)}`);
export const customerSearch = (q: string) =>
  queryOptions({ ...question<CustomerSearch>(addressOf('/v1/customers', { q })), placeholderData: keepPreviousData });
/** The products whose name or number fits, among them the one that is asked for. */
export const productRows = (product: string) =>
  question<Board>(addressOf('/v1/board', { q: product, limit: PAGE_ROWS }));
/** The few products whose name or number fits, for the palette. */
export const productSearch = (q: string) =>
  queryOptions({ ...question<Board>(addressOf('/v1/board', { q, limit: 6 })), placeholderData: keepPreviousData });
export const portfolio = question<Portfolio>('/v1/portfolio');
export const segments = question<Static<typeof SegmentListSchema>>('/v1/segments');
const segmentPath = (id: string): string => `/v1/segments/${encodeURIComponent(id)}`;
export const segment = (id: string) => question<SegmentView>(segmentPath(id));
export const segmentVersions = (id: string) =>
  question<Static<typeof SegmentListSchema>>(`${segmentPath(id)}/versions`);
/** Counting looks at every customer, so it is asked for once of each version. */
export const segmentCount = (id: string, version: number | undefined) =>
  queryOptions({
    queryKey: [`${segmentPath(id)}/count`, version],
    queryFn: ({ signal }) => ask<RuleCountView>(`${segmentPath(id)}/count`, signal),
    staleTime: Infinity,
  });
/** Who is in a version of a segment, page by page; every page is of the moment of the first. */
export const segmentMembers = (id: string, version: number) =>
  infiniteQueryOptions({
    queryKey: [`${segmentPath(id)}/members`, version],
    queryFn: ({ pageParam, signal }) =>
      ask<Members>(addressOf(`${segmentPath(id)}/members`, { ...pageParam, limit: PAGE_ROWS }), signal),
    initialPageParam: {},
    getNextPageParam: ({ next, at }) => (next === null ? undefined : { after: next, at }),
    staleTime: Infinity,
  });
/** What a rule that is being written comes to; `rule` is its JSON. Asking writes nothing. */
const ofRule = <T>(address: string, rule: string) =>
  queryOptions({
    queryKey: [address, rule],
    queryFn: () => tell<T>(address, { rule: JSON.parse(rule) as unknown }),
    staleTime: Infinity,
    placeholderData: keepPreviousData,
  });
export const ruleCount = (rule: string) => ofRule<RuleCountView>('/v1/rules/count', rule);
export const ruleSample = (rule: string) => ofRule<Members>('/v1/rules/sample', rule);
export const messages = question<MessageList>('/v1/messages');
const messagePath = (id: string) => `/v1/messages/${encodeURIComponent(id)}`;
export const message = (id: string) => question<MessageView>(messagePath(id));
/** Versions never change, so what sets two of them apart does not either. */
export const messageDifference = (id: string, from: number, to: number) =>
  question<Difference>(addressOf(`${messagePath(id)}/difference`, { from, to }), false);

/** Counting a week of events is no small question: it is asked again when somebody comes back, not all the time. */
const COUNTED_FOR_MS = 30_000;
export const plan = { ...question<PlanView>('/v1/plan', false), staleTime: COUNTED_FOR_MS };
export const planName = (type: string, name: string) => ({
  ...question<PlanDetail>(addressOf('/v1/plan/event', { type, name }), false),
  staleTime: COUNTED_FOR_MS,
});
/** What rules can ask of customers, by what the newest of them have. */
export const ruleNames = { ...question<RuleNamesView>('/v1/rules/names', false), staleTime: COUNTED_FOR_MS };
export const violatingEvents = (query: Query) => ({
  ...question<{ events: ViolatingEvent[] }>(addressOf('/v1/plan/violations', query), false),
  staleTime: COUNTED_FOR_MS,
});

const readinessPath = '/v1/readiness/questions';
/** A verdict goes through the whole period, so it is not asked for again every few seconds. */
const VERDICT_FRESH_MS = 60_000;
export const readinessQuestions = question<Static<typeof QuestionListSchema>>(readinessPath);
export const readinessVerdict = (id: string) =>
  queryOptions({
    ...question<Static<typeof NamedVerdictSchema>>(`${readinessPath}/${encodeURIComponent(id)}/verdict`, false),
    staleTime: VERDICT_FRESH_MS,
  });
/** Who is behind a cell; a stratum may be the empty one, of events that do not say. */
export const readinessCell = (id: string, query: Query, stratum: string | undefined) => {
  const address = addressOf(`${readinessPath}/${encodeURIComponent(id)}/customers`, query);
  const joint = address.includes('?') ? '&' : '?';
  return question<CellCustomers>(
    stratum === undefined ? address : `${address}${joint}stratum=${encodeURIComponent(stratum)}`,
    false,
  );
};
export const letterGroups = (query: Query) => question<LetterGroupList>(addressOf('/v1/dead-letters/groups', query));
export const deadLetter = (id: string) => question<DeadLetterView>(`/v1/dead-letters/${encodeURIComponent(id)}`, false);
export const inflowSources = question<Health>('/v1/inflow/sources');
/** A replay is followed closely while it runs. */
const REPLAY_MS = 1000;
export const replays = queryOptions({
  ...question<{ replays: ReplayJob[] }>('/v1/dead-letters/replays'),
  refetchInterval: ({ state }) =>
    state.data?.replays.some((each) => each.finishedAt === null) === true ? REPLAY_MS : LIVE_MS,
});
