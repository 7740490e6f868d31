import { expect, test } from 'vitest';
import { judgeCall } from './event-check.ts';

const circumstances = {
  receivedAt: 0,
  sentAt: undefined,
  source: 'shop',
  keyChannel: null,
  newId: () => '',
  takesAnyIdentifier: false,
  usable: () => [],
};

test('every field of a call that is not as the spec says is told, however many they are', () => {
  const fields = ['event', 'name', 'userId', 'anonymousId', 'previousId', 'groupId', 'messageId', 'timestamp'];
  const wrong = [...fields, 'originalTimestamp', 'sentAt', 'properties', 'traits', 'context'];
  const call = Object.fromEntries(wrong.map((field) => [field, 4711]));
  const judged = judgeCall(call, circumstances);
  expect(judged.isGood ? [] : judged.faults.map(({ field }) => field)).toEqual(['type', ...wrong]);
});
