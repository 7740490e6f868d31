import type { Sent } from './mutation.ts';
import type { Verdict } from './oracle.ts';
import type { EventVerdict } from './oracle-event.ts';
import type { Answer } from './server.ts';

function isAsExpected(verdict: Verdict, { status, type }: Answer): boolean {
  const isRefusal = status >= 400 && status < 500 && status !== 429 && type.startsWith('application/problem+json');
  if (verdict.kind === 'refused') return isRefusal;
  if (verdict.kind === 'decision') return status === 200 || (!verdict.isSure && isRefusal);
  const good = verdict.kind === 'sightings' ? verdict.good : verdict.events.filter((each) => each.isGood).length;
  const isEmpty = verdict.kind === 'events' && verdict.events.length === 0;
  return good > 0 || isEmpty ? status === 200 : isRefusal;
}

/** What was sent, as the oracle sees it, and where an answer was another. */
export class Tally {
  readonly statuses: Record<string, number> = {};
  readonly surprises: string[] = [];
  readonly refused: string[] = [];
  readonly ids = new Set<string>();
  readonly shared = new Set<string>();
  readonly byUser = new Map<string, Set<string>>();
  nameless = 0;
  good = 0;
  bad = 0;
  repeated = 0;
  sightings = 0;
  badSightings = 0;
  decisions = 0;

  add(sent: Sent, verdict: Verdict, answer: Answer): void {
    this.statuses[answer.status] = (this.statuses[answer.status] ?? 0) + 1;
    if (!isAsExpected(verdict, answer)) this.surprises.push(described(sent, verdict, answer));
    if (verdict.kind === 'refused') this.refused.push(verdict.why);
    if (verdict.kind === 'decision' && answer.status === 200) this.decisions += 1;
    if (verdict.kind === 'sightings') {
      this.sightings += verdict.good;
      this.badSightings += verdict.bad;
    }
    if (verdict.kind === 'events') for (const each of verdict.events) this.#addEvent(each);
  }

  #addEvent(event: EventVerdict): void {
    if (!event.isGood) {
      this.bad += 1;
      return;
    }
    if (event.id === undefined) {
      this.good += 1;
      this.nameless += 1;
      return;
    }
    const id = event.id.toWellFormed();
    // A turned bit may make one id of another of its batch: it stands once, and whose it is nobody can say.
    if (this.ids.has(id)) {
      this.shared.add(id);
      this.repeated += 1;
    } else this.good += 1;
    this.ids.add(id);
    if (event.userId === undefined) return;
    const ofUser = this.byUser.get(event.userId) ?? new Set();
    this.byUser.set(event.userId, ofUser.add(id));
  }
}

function described(sent: Sent, verdict: Verdict, { status, body }: Answer): string {
  const { draft: from, headers, caller } = sent;
  const text = JSON.stringify(sent.body.toString('latin1'));
  const shown = text.length > 1500 ? `${text.slice(0, 1500)}… (${sent.body.length} bytes)` : text;
  return `${status} ${body.slice(0, 300)}\n  expected ${JSON.stringify(verdict).slice(0, 300)}\n  ${from.path} ${caller} ${JSON.stringify(headers)} ${shown}`;
}
