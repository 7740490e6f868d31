import type { NotRead } from './crawl-fault.ts';
import type { CrawlFaultCode } from './crawl-site.contract.ts';

/** What a site asks of those who read it by machine (RFC 9309): whether an address may be read, how slowly, and its sitemaps. */
export type Robots = {
  /** Why an address is to be left alone, if it is. */
  readonly refusal: (pathAndQuery: string) => NotRead | undefined;
  readonly delayMs: number;
  readonly sitemaps: readonly string[];
};

type Rule = { readonly allow: boolean; readonly pattern: string };
type Group = { readonly agents: string[]; readonly rules: Rule[]; delayMs: number };

const MOST_LINES = 20_000;
const LONGEST_DELAY_MS = 30_000;

/** No robots.txt asks nothing. */
export const noRobots: Robots = { refusal: () => undefined, delayMs: 0, sitemaps: [] };

/** What is wrong with the machine, not with its robots.txt: no page of it could be read either. */
const ofTheMachine: ReadonlySet<CrawlFaultCode> = new Set(['inward', 'no-machine', 'unreachable', 'too-slow']);

/** One that cannot be read may ask anything, so that nothing is read. */
export function unreadRobots(why: NotRead): Robots {
  const reason = `Its robots.txt cannot be read, and until it can no page is: ${why.reason}`;
  const code = ofTheMachine.has(why.code) ? why.code : 'robots-unread';
  return { refusal: () => ({ code, reason }), delayMs: 0, sitemaps: [] };
}

/** Reads a robots.txt for the agent (small letters). The groups that name it count; else those for everybody. */
export function readRobots(text: string, agent: string): Robots {
  const groups: Group[] = [];
  const sitemaps: string[] = [];
  let group: Group | undefined;
  let namesGoOn = false;
  for (const line of text.split(/\r\n?|\n/, MOST_LINES)) {
    const [key = '', ...rest] = (line.split('#', 1)[0] ?? '').split(':');
    const value = rest.join(':').trim();
    const name = key.trim().toLowerCase();
    if (name === 'sitemap') sitemaps.push(value);
    if (name === 'user-agent') {
      if (group === undefined || !namesGoOn) groups.push((group = { agents: [], rules: [], delayMs: 0 }));
      group.agents.push(value.toLowerCase());
      namesGoOn = true;
    } else if (name === 'allow' || name === 'disallow' || name === 'crawl-delay') {
      namesGoOn = false;
      if (name === 'crawl-delay') addDelay(group, value);
      else if (value !== '') group?.rules.push({ allow: name === 'allow', pattern: value });
    }
  }
  const named = groups.filter(({ agents }) => agents.includes(agent));
  const ours = named.length > 0 ? named : groups.filter(({ agents }) => agents.includes('*'));
  const rules = ours.flatMap((each) => each.rules);
  const delayMs = Math.max(0, ...ours.map((each) => each.delayMs));
  const refusal = (path: string): NotRead | undefined =>
    isAllowed(rules, path) ? undefined : { code: 'robots', reason: 'Its robots.txt asks that it be left alone.' };
  return { refusal, delayMs, sitemaps };
}

function addDelay(group: Group | undefined, text: string): void {
  const seconds = Number(text);
  if (group !== undefined && seconds > 0) group.delayMs = Math.min(seconds * 1000, LONGEST_DELAY_MS);
}

/** The longest pattern that fits decides; of two as long, the one that allows. */
function isAllowed(rules: readonly Rule[], path: string): boolean {
  let best: Rule | undefined;
  for (const rule of rules) {
    const isLonger = best === undefined || rule.pattern.length > best.pattern.length;
    const isAsLong = best?.pattern.length === rule.pattern.length;
    if ((isLonger || (isAsLong && rule.allow)) && fits(rule.pattern, path)) best = rule;
  }
  return best?.allow ?? true;
}

/** `*` stands for anything and `$` for the end. Each part is looked for once, from left to right: no backtracking. */
function fits(pattern: string, path: string): boolean {
  const toTheEnd = pattern.endsWith('$');
  const parts = (toTheEnd ? pattern.slice(0, -1) : pattern).split('*');
  const [first = '', ...others] = parts;
  if (!path.startsWith(first)) return false;
  if (others.length === 0) return !toTheEnd || path.length === first.length;
  const last = toTheEnd ? (others.pop() ?? '') : '';
  let at = first.length;
  for (const part of others) {
    const found = path.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return !toTheEnd || (path.length - last.length >= at && path.endsWith(last));
}
