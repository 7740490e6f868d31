import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openApp, type TestApp } from '../../test/given.ts';
import type { CellCustomers } from './cell.contract.ts';
import type { NamedQuestion, Question } from './question.contract.ts';
import { judgeQuestion } from './readiness.service.ts';
import { shippedQuestions } from './shipped-question.ts';
import type { Verdict } from './verdict.contract.ts';

let given: TestApp;
beforeAll(async () => {
  given = await openApp();
  const at = (days: number): string => new Date(given.clock.now() - days * 86_400_000).toISOString();
  const batch = Array.from({ length: 90 }, (_, i) => ({
    type: 'track',
    messageId: `kvitto-${i}`,
    ...(i % 3 === 0 ? { anonymousId: `kvitto-${i}` } : { userId: `kund-${i % 10}` }),
    event: 'Receipt Issued',
    timestamp: at(i + 1),
    properties: { channel: 'store', store: i % 2 ? 'Umeå' : 'Kiruna', total: 100 + i },
  }));
  await given.app.inject({
    method: 'POST',
    url: '/v1/batch',
    headers: { authorization: `Basic ${Buffer.from(`${given.writeKey}:`).toString('base64')}` },
    payload: { batch },
  });
  await given.flush();
});
afterAll(() => given.close());

const question: Question = {
  title: { sv: 'Hur stora är kvittona?', en: 'How large are the receipts?' },
  population: { channels: ['store'], events: ['Receipt Issued'] },
  measure: { kind: 'reach', identifier: 'email' },
  compare: 'none',
  strata: { by: 'field', field: 'store' },
  days: 100,
  precision: { points: 10, confidence: 90 },
};

type Method = 'GET' | 'POST' | 'DELETE';
const call = (method: Method, url: string, payload?: object, headers = given.member) =>
  given.app.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) });

describe('/v1/readiness', () => {
  test('the shipped questions are listed, at least eight, each with a verdict of its own', async () => {
    const { questions } = (await call('GET', '/v1/readiness/questions')).json<{ questions: NamedQuestion[] }>();
    expect(questions).toEqual(shippedQuestions);
    expect(questions.length).toBeGreaterThanOrEqual(8);
    for (const { id } of questions) {
      const answer = await call('GET', `/v1/readiness/questions/${id}/verdict`, undefined, given.channelKey);
      expect({ id, status: answer.statusCode }).toEqual({ id, status: 200 });
      const { verdict } = answer.json<{ verdict: Verdict }>();
      expect(verdict.verdict).toBe(verdict.criteria[0]?.grade);
    }
  });

  test('a question that names no zone is asked by the clocks of the deployment', async () => {
    const byHour: Question = { ...question, compare: 'stratum', strata: { by: 'day-part' } };
    const partsIn = async (timeZone: string): Promise<string[]> => {
      const { cells } = await judgeQuestion({ ...given.deps, timeZone }, byHour);
      return [...new Set(cells.map(({ stratum }) => stratum))].toSorted();
    };
    // All receipts were issued at nine by the clocks of UTC, in summer time and in winter time.
    expect(await partsIn('Europe/Stockholm')).toEqual(['midday', 'morning']);
    expect(await partsIn('Asia/Tokyo')).toEqual(['evening']);
  });

  test('a question that is asked once is judged on the receipts as they are: a third says of nobody', async () => {
    const verdict = (await call('POST', '/v1/readiness/verdicts', question)).json<Verdict>();
    expect(verdict.totals).toEqual({ events: 90, identified: 60, customers: 10 });
    expect(verdict.criteria.find(({ about }) => about === 'identified')).toMatchObject({
      code: 'population-identified',
      grade: 'usable',
      found: 60 / 90,
      subject: 'store',
      params: { anonymous: 30 },
    });
    expect(verdict.cells.map(({ stratum, events }) => `${stratum} ${events}`)).toEqual(['Kiruna 45', 'Umeå 45']);
    expect(verdict.verdict).toBe('not-enough');
    expect(verdict.criteria[0]).toMatchObject({ about: 'number', found: 10, goodFrom: 68 });
  });

  test('a question is kept, judged, opened down to its customers, and taken away; a shipped one stays', async () => {
    const kept = await call('POST', '/v1/readiness/questions', question);
    expect(kept.statusCode).toBe(201);
    const { id } = kept.json<NamedQuestion>();
    const path = `/v1/readiness/questions/${id}`;
    const { questions } = (await call('GET', '/v1/readiness/questions')).json<{ questions: NamedQuestion[] }>();
    expect(questions[0]).toEqual({ id, shipped: false, question });
    expect((await call('GET', `${path}/verdict`)).json()).toMatchObject({ id, shipped: false });
    const behind = (
      await call('GET', `${path}/customers?channel=store&stratum=Ume%C3%A5&known=false`)
    ).json<CellCustomers>();
    expect(behind.total).toBe(15);
    expect(behind.customers.every(({ isIdentified, events }) => !isIdentified && events === 1)).toBe(true);
    const known = (await call('GET', `${path}/customers?known=true&limit=3`)).json<CellCustomers>();
    expect({ total: known.total, shown: known.customers.length }).toEqual({ total: 10, shown: 3 });
    expect((await call('DELETE', path)).statusCode).toBe(204);
    expect((await call('GET', `${path}/verdict`)).statusCode).toBe(404);
    expect((await call('DELETE', path)).statusCode).toBe(404);
    expect((await call('DELETE', '/v1/readiness/questions/store-readers')).json()).toMatchObject({
      code: 'state-conflict',
    });
  });

  test.each([
    ['a zone that is none', { timeZone: 'Mars/Olympus' }, 'field-invalid'],
    ['strata that there are none of', { compare: 'stratum', strata: { by: 'none' } }, 'field-invalid'],
    ['no event', { population: { channels: [], events: [] } }, 'body-invalid|field-invalid'],
    ['a channel that is SQL', { population: { channels: ["x' or 1"], events: ['a'] } }, 'body-invalid|field-invalid'],
    ['a period of a century', { days: 36_500 }, 'body-invalid|field-invalid'],
    ['a zero byte', { population: { channels: [], events: ['a\u0000'] } }, 'body-invalid|field-invalid'],
  ])('%s is refused in words', async (_what, wrong, code) => {
    const answer = await call('POST', '/v1/readiness/verdicts', { ...question, ...wrong });
    expect(answer.statusCode).toBe(400);
    expect(answer.json<{ code: string }>().code).toMatch(new RegExp(`^(${code})$`));
  });

  test('names that would be SQL are only names', async () => {
    const nasty = `'); DROP TABLE events; -- \\' {from:String} "`;
    const asked = {
      ...question,
      population: { channels: [], events: [nasty] },
      measure: { kind: 'rate', channels: [], events: [nasty], field: nasty.slice(0, 90) },
      strata: { by: 'field', field: nasty.slice(0, 90) },
      value: nasty.slice(0, 90),
    };
    expect((await call('POST', '/v1/readiness/verdicts', asked)).statusCode).toBe(200);
    expect((await call('POST', '/v1/readiness/verdicts', question)).json<Verdict>().totals.events).toBe(90);
  });

  test('a source may not ask, and a system may not keep questions', async () => {
    const write = { authorization: `Bearer ${given.writeKey}` };
    expect((await call('GET', '/v1/readiness/questions', undefined, write)).statusCode).toBe(403);
    expect((await call('POST', '/v1/readiness/questions', question, given.channelKey)).statusCode).toBe(403);
  });
});
