import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { compare, isHeldBack, type LabelledText, scoreOf } from './labelled-texts.ts';
import { readText } from './text-reading.ts';

/** A Thursday in week 48: what the labels' days are counted from. */
const now = Date.parse('2026-11-26T09:00:00Z');
const texts = ['newsletter', 'call-script', 'chat'].flatMap((name) =>
  readFileSync(join(import.meta.dirname, 'labelled', `${name}.ndjson`), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as LabelledText),
);

function scored(chosen: readonly LabelledText[]) {
  const each = chosen.map((text) => {
    const { terms } = readText({ text: text.text, form: text.html === true ? 'html' : 'plain' }, { now });
    return { found: terms.length, ...compare(text, terms) };
  });
  const sum = (of: (one: (typeof each)[number]) => number) => each.reduce((total, one) => total + of(one), 0);
  const right = sum((one) => one.right);
  return scoreOf(
    right,
    sum((one) => one.found),
    right + sum((one) => one.missed.length),
  );
}

describe('the labelled texts', () => {
  test('are 340 newsletters, call scripts and chats, 204 in Swedish and 136 in English, a third of the newest held back', () => {
    expect(texts).toHaveLength(340);
    expect(texts.filter((text) => text.language === 'sv')).toHaveLength(204);
    expect(texts.filter((text) => text.html)).toHaveLength(44);
    expect(texts.filter(isHeldBack)).toHaveLength(33);
    expect(new Set(texts.map((text) => text.id)).size).toBe(340);
  });

  test('quote what stands in the text', () => {
    for (const { text, terms } of texts)
      for (const { quote, at } of terms) expect(text.startsWith(quote, at ?? text.indexOf(quote))).toBe(true);
  });

  test.each([
    ['those held back', texts.filter(isHeldBack), 76],
    [
      'the third of the first 150 that was held back at first',
      texts.filter(({ id }) => id <= 150 && id % 3 === 0),
      145,
    ],
    ['all of them', texts, 894],
  ])('%s are read with a precision of 0.98 and a recall of 0.95 at least', (name, chosen, labelled) => {
    const score = scored(chosen);
    process.stdout.write(`${name}: ${JSON.stringify(score)}\n`);
    expect(score.labelled).toBe(labelled);
    expect(score.precision).toBeGreaterThanOrEqual(0.98);
    expect(score.recall).toBeGreaterThanOrEqual(0.95);
  });
});
