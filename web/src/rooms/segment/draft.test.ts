import { expect, test } from 'vitest';
import { joinedBy, joinOf, joins } from './builder.ts';
import { draftOf, turnedDraft, writtenIn } from './draft.ts';

const plain = { name: 'Umeåbor', rule: { attribute: 'city', equals: 'Umeå' } };
const rich = { name: 'Rik', rule: { did: 'Order Completed', atLeast: 1, atMost: 4, source: 'shop' } };

test('a kept rule is written by choosing where the fields can hold it, and else as the JSON that it is', () => {
  expect(writtenIn(draftOf(plain, 'sv'))).toEqual({ rule: plain.rule, faults: [] });
  const draft = draftOf(rich, 'sv');
  expect(draft.root).toBeUndefined();
  expect(writtenIn(draft)).toEqual({ rule: rich.rule, faults: [] });
});

test('a draft is turned into JSON and back, and only where nothing is lost by it', () => {
  const asJson = turnedDraft(draftOf(plain, 'sv'), 'sv');
  expect(asJson).toMatchObject({ name: 'Umeåbor', root: undefined });
  const back = asJson && turnedDraft(asJson, 'sv');
  expect(back && writtenIn(back).rule).toEqual(plain.rule);
  expect(turnedDraft(draftOf(rich, 'sv'), 'sv')).toBeUndefined();
  expect(turnedDraft({ name: '', root: undefined, text: '{ "all": [' }, 'sv')).toBeUndefined();
  expect(turnedDraft(draftOf(undefined, 'sv'), 'sv')).toBeUndefined();
});

test('each way to join conditions is one word, and the word is that way', () => {
  expect(joins.map((join) => joinOf(joinedBy(join)))).toEqual(joins);
});
