import { expect, test } from 'vitest';
import { crawlFaultCodes, pageFaultCodes } from '../../../src/collect/crawl/crawl-site.contract.ts';
import { reasonCodes } from '../../../src/decide/reason.ts';
import { sources } from '../../../src/understand/criterion.ts';
import { notClaimedReasons, notComparedReasons } from '../../../src/speak/text/text.contract.ts';
import { correctionWords, criterionWords, remedyWords } from '../../../src/understand/verdict-words.ts';
import en from './en.json' with { type: 'json' };
import sv from './sv.json' with { type: 'json' };

type Words = { readonly [key: string]: string | Words };

/** Every sentence under its whole key, with the names of what is filled into it. */
const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function sentences(words: Words, under = ''): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(words)) {
    if (typeof value === 'string')
      found.set(
        under + key,
        [...value.matchAll(/\{\{(\w+)\}\}/g)]
          .map((match) => match[1] ?? '')
          .toSorted(byText)
          .join(' '),
      );
    else for (const [inner, holes] of sentences(value, `${under}${key}.`)) found.set(inner, holes);
  }
  return found;
}

test('Swedish and English say the same things, with the same values filled in', () => {
  expect(sentences(en)).toEqual(sentences(sv));
});

test('every reason that a decision can give has its sentence', () => {
  const said = new Set(Object.keys(sv.reason).map((key) => key.replace(/_(zero|one|other)$/, '')));
  expect([...said].toSorted(byText)).toEqual(Object.keys(reasonCodes).toSorted(byText));
});

test('everything that can keep a page from being read has its sentence', () => {
  expect(Object.keys(sv.crawl.fault).toSorted(byText)).toEqual([...crawlFaultCodes].toSorted(byText));
});

test('everything that can be wrong with a price on a page has its sentence', () => {
  expect(Object.keys(sv.crawl.priceFault).toSorted(byText)).toEqual([...pageFaultCodes].toSorted(byText));
});

test('every reason why a price in a text is not compared has its sentence', () => {
  const known = [...notClaimedReasons, ...notComparedReasons];
  expect(Object.keys(sv.text.because).toSorted(byText)).toEqual(known.toSorted(byText));
});

test.each([
  ['criterion', sv.readiness.criterion, criterionWords],
  ['correction', sv.readiness.correction, correctionWords],
  ['remedy', sv.readiness.remedy, remedyWords],
  ['source', sv.readiness.source, sources],
])('every %s that a verdict on the data can name has its sentence', (_what, said, known) => {
  expect(Object.keys(said).toSorted(byText)).toEqual(Object.keys(known).toSorted(byText));
});
