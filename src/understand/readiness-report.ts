import { plain } from '../kernel/plain-text.ts';
import { sources } from './criterion.ts';
import type { Criterion, Verdict } from './verdict.contract.ts';
import { correctionWords, type CriterionCode, criterionWords, fillWords, remedyWords } from './verdict-words.ts';

const gradeWords = { good: 'good', usable: 'usable with a correction', 'not-enough': 'not enough' } as const;
const marks = { good: '+', usable: '~', 'not-enough': '-' } as const;
const STRATA_SHOWN = 25;

/** The verdict in words: what it is, each criterion with its number and threshold, the correction, the remedies. */
export function* verdictForPeople(verdict: Verdict, badRows: number): Generator<string> {
  const { question, totals, criteria, corrections, remedies } = verdict;
  yield `${plain(question.title.en)}\n`;
  yield `${gradeWords[verdict.verdict].toUpperCase()}, from ${verdict.from.slice(0, 10)} to ${verdict.to.slice(0, 10)}: `;
  yield `${count(totals.events)} events, ${count(totals.identified)} of them identified, ${count(totals.customers)} customers.\n\n`;
  for (const criterion of criteria)
    yield `  ${marks[criterion.grade]} ${plain(criterionText(criterion), 500)}${thresholdText(criterion)}\n`;
  yield* differenceLines(verdict);
  if (corrections.length > 0) yield '\nUse it so:\n';
  for (const { code, params, weights = [] } of corrections) {
    yield `  ${plain(fillWords(wordsIn(correctionWords, code), params), 500)}\n`;
    for (const { stratum, weight } of weights.slice(0, STRATA_SHOWN))
      yield `      ${plain(stratum, 40)}  ${weight.toFixed(3)}\n`;
  }
  if (remedies.length > 0) yield '\nWhat would help, the cheapest that lifts the verdict first:\n';
  for (const { code, params, effort, after } of remedies)
    yield `  ${plain(fillWords(wordsIn(remedyWords, code), params), 500)} [${effort}] -> ${gradeWords[after]}\n`;
  if (badRows > 0) yield `\n${count(badRows)} rows could not be read as events.\n`;
}

function criterionText({ code, params, subject, found }: Criterion): string {
  return fillWords(criterionWords[code as CriterionCode], { ...params, subject, found });
}

function wordsIn(words: Readonly<Record<string, string>>, code: string): string {
  return Object.hasOwn(words, code) ? (words[code] ?? code) : code;
}

function thresholdText({ grade, goodFrom, unit, source }: Criterion): string {
  if (grade === 'good' || goodFrom === null) return '';
  const text = unit === 'share' ? `${(goodFrom * 100).toFixed(0)} %` : String(goodFrom);
  return ` (good ${unit === 'sd' ? 'up to' : 'from'} ${text}: ${Object.hasOwn(sources, source) ? sources[source as keyof typeof sources].split(',')[0] : source})`;
}

function* differenceLines({ differences, needsIdentity }: Verdict): Generator<string> {
  if (!needsIdentity || differences.length === 0) return;
  yield '\nThe identified beside the anonymous, on average:\n';
  for (const { aspect, identified, anonymous, difference } of differences)
    yield `  ${aspect.padEnd(9)} ${figure(identified)} ${figure(anonymous)}   ${difference >= 0 ? '+' : ''}${difference.toFixed(2)} standard deviations\n`;
}

function figure(value: number): string {
  return value.toLocaleString('en', { maximumFractionDigits: 3 }).padStart(12);
}

function count(value: number): string {
  return value.toLocaleString('en');
}
