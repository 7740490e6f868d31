import type { MoneyMention } from './money-mention.ts';
import { isAsked, isDenied } from './denial.ts';
import { lowsBefore, type Token } from './token.ts';

/** An amount of money in its sentence. */
export type MoneyContext = {
  readonly tokens: readonly Token[];
  readonly money: MoneyMention;
  /** The words before the amount in its sentence, the nearest first, as far as the amount before it. */
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** The amount before it in the same sentence, and the one after it. */
  readonly previous: MoneyMention | undefined;
  readonly next: MoneyMention | undefined;
};

const WORDS_BEFORE = 7;
const FAR_WORDS = 15;
const HEDGE_WORDS = 3;

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));
/** What money is paid for that is not the product, and what money is had for: neither is a price of ours. */
const otherNouns = words(
  'frakt frakten fraktfritt hemleverans hemleveransen porto shipping delivery postage retur returen return returns fee avgift charge deductible ' +
    'presentkort bonus tillgodo saldo saldot balance värde värdet worth value ersättning återbetalar återbetalade återbetalat ' +
    'refund refunded mellanskillnaden budget lön earn earns salary wage wages omsätter omsättning turnover deposit insats ränta lån loan debt skuld skulden ' +
    'excess bill bills invoice due overdue donation donations donated donate raised collected skänker skänkte skänkt samlat insamlat charged overcharged debiterad debiterades debiterats drogs dragits ' +
    'lönen faktura fakturan räkning räkningen vinn vinna vinner vinst vinsten win winner prize skatt moms tax vat',
);
/** Ends of compounds: "grundlönen", "självrisken", "elräkningen", "julinsamlingen", "bonuscheck". */
const otherEnds =
  /.(?:lön|lönen|risk|risken|faktura|fakturan|räkning|räkningen|insamling|insamlingen|avgift|avgiften|check|checken|gåva|gåvan|skatt|skatten|vinst|vinsten)$/;
const conditionWords = words('över minst ovanför above over least minimum spend exceeding överstiger');
const feesAfter = words('fee delivery shipping postage frakt porto');
const rangeJoints = words('till to - \u2013 och and');
const leftOver = words('kvar left över tillgodo');
const givenBack = words('återbetalas krediteras refunded credited');
const otherwise = words('annars otherwise else');
const ofJoints = words('för for i of in på as som');
const articles = words('the a an your my our din ditt min mitt er en ett');
/** Money that somebody has or had: "mina 649 kr för returen". */
const ownersWords = words('mina mitt min my our dina ditt your his her');
const hedges = words('about around like roughly maybe approximately typ kanske runt cirka ca ungefär omkring väl');
/** Whether an amount is neither a price of a product nor taken off one: a fee, a salary, a bill, a guess that is asked. */
export function isOtherMoney(context: MoneyContext): boolean {
  const { tokens, money, before, after, previous } = context;
  // "A budget of $200 to $300": the second amount is what the first is.
  const isRange = previous !== undefined && before.length === 1 && rangeJoints.has(before[0] ?? '');
  if (isRange && lowsBefore(tokens, previous.first, WORDS_BEFORE).some(isOther)) return true;
  const [nearest = '', second = ''] = before;
  if (upTo(before, [',', ':', 'och', 'and', 'så', 'so', 'men', 'but', 'till', 'at']).some(isOther)) return true;
  // "Självrisk: 1 500 kr"
  if (nearest === ':' && isOther(second)) return true;
  if (before.slice(0, 2).some((low) => conditionWords.has(low))) return true;
  if (nearest === 'till' && second === 'upp') return true;
  if (nearest === 'than' && second === 'more') return true;
  if (ownersWords.has(nearest)) return true;
  return isOtherByWhatFollows(after) || isOtherByWhatIsFar(context) || isGuess(tokens, money, before);
}

function isOther(low: string): boolean {
  return otherNouns.has(low) || otherEnds.test(low);
}

function isOtherByWhatFollows(after: readonly string[]): boolean {
  const [first = ''] = after;
  if (leftOver.has(first) || first.endsWith('avgift') || feesAfter.has(first)) return true;
  // "449 kr återbetalas", "£40 will be refunded"
  if (after.slice(0, 3).some((low) => givenBack.has(low))) return true;
  // "649 kr för returen", "£12 for your donation"
  return ofJoints.has(first) && isOther(after.slice(1).find((low) => !articles.has(low)) ?? '');
}

/** "Frakt tillkommer med 59 kr", "Fraktfritt från 300 kr, annars 39 kr", "årets insamling blev den största: 184 500 kr". */
function isOtherByWhatIsFar({ tokens, money, before }: MoneyContext): boolean {
  if (before.includes('tillkommer')) return true;
  const far = lowsBefore(tokens, money.first, FAR_WORDS);
  if (otherwise.has(before[0] ?? '') && far.some(isOther)) return true;
  return far.some((low) => low.includes('insamling') || low === 'fundraiser' || low === 'charity');
}

/** "So it's about £90, is it?", "Does it cost £90? - No": what somebody asks is not what we say. */
function isGuess(tokens: readonly Token[], money: MoneyMention, before: readonly string[]): boolean {
  const isHedged = before.slice(0, HEDGE_WORDS).some((low) => hedges.has(low));
  return (isHedged && isAsked(tokens, money.last)) || isDenied(tokens, money.last);
}

function upTo(lows: readonly string[], ends: readonly string[]): readonly string[] {
  const end = lows.findIndex((low) => ends.includes(low));
  return end === -1 ? lows : lows.slice(0, end);
}
