import type { SuggestionView } from '../../../../src/identify/review/review.contract.ts';

/** The words for how well something agrees, by what the matching calls it. */
export const levelWords = {
  same: 'same',
  'nearly the same': 'nearlySame',
  alike: 'alike',
  'somewhat alike': 'somewhatAlike',
  'swapped with the surname': 'swapped',
  differs: 'differs',
  'one slip': 'oneSlip',
  'two slips': 'twoSlips',
  'one or two slips': 'fewSlips',
  'within a month': 'withinMonth',
  'within a year': 'withinYear',
  'within ten years': 'withinTenYears',
  'same name, other domain': 'otherDomain',
  'same address': 'sameAddress',
  'nearly the same address': 'nearlySameAddress',
  'alike address in the same place': 'alikeAddress',
  'same address in another place': 'otherPlace',
  'same postcode': 'samePostcode',
  'same city': 'sameCity',
  'nearly the same place': 'nearlySamePlace',
} as const;

export function levelWordOf(level: string): (typeof levelWords)[keyof typeof levelWords] {
  return Object.hasOwn(levelWords, level) ? levelWords[level as keyof typeof levelWords] : 'differs';
}

export const fieldsOfHome = ['address', 'postcode', 'city'] as const;
export const aspects = ['surname', 'givenName', 'birthDate', 'nationalId', 'email', 'phone', 'home'] as const;
export type AspectName = (typeof aspects)[number];

export type Comparison = {
  readonly aspect: AspectName;
  readonly values: readonly [string, string];
  /** How well the two agree, and what it says; nothing where one of the two does not say. */
  readonly agrees: { readonly level: string; readonly bits: number } | undefined;
};

function valueOf({ values }: SuggestionView['a'], aspect: AspectName): string {
  if (aspect !== 'home') return values[aspect] ?? '';
  return fieldsOfHome.flatMap((field) => values[field] ?? []).join(', ');
}

/** The two records line by line, with what each line says. Lines that neither has are left out. */
export function comparisonsOf({ a, b, waterfall }: Pick<SuggestionView, 'a' | 'b' | 'waterfall'>): Comparison[] {
  return aspects.flatMap((aspect) => {
    const values = [valueOf(a, aspect), valueOf(b, aspect)] as const;
    const step = waterfall.steps.find((each) => each.aspect === aspect);
    if (step === undefined && values[0] === '' && values[1] === '') return [];
    const agrees = step && { level: step.level, bits: step.bits + step.rarityBits };
    return [{ aspect, values, agrees }];
  });
}
