/** A fault as the validator gives it. */
export type SchemaFault = {
  readonly instancePath: string;
  readonly schemaPath?: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly message?: string;
};

/** Of a request with more faults nobody reads them all, and each union looks at all of them. */
const MOST_CLEARED = 300;

/**
 * The faults of a request without those of forms that were not meant. Where one of several forms may stand, told apart
 * by a field with a fixed word (`kind`), the validator complains of each form in turn: here only of the one that the word
 * names, and when it names none, once, with the words there are. So too where one of several words may stand.
 */
export function clearFaults(faults: readonly SchemaFault[]): SchemaFault[] {
  if (faults.length > MOST_CLEARED) return [...faults];
  let clear = [...faults];
  const unions = faults.filter(({ keyword }) => keyword === 'anyOf');
  // The outer first: of a form that was not meant nothing is told, and so nothing of the forms within it.
  const outerFirst = unions.toSorted((a, b) => (a.schemaPath?.length ?? 0) - (b.schemaPath?.length ?? 0));
  for (const union of outerFirst) clear = withoutUnmeant(clear, union);
  return clear;
}

function withoutUnmeant(faults: readonly SchemaFault[], union: SchemaFault): SchemaFault[] {
  const { instancePath: place, schemaPath = '' } = union;
  const inUnion = (fault: SchemaFault): boolean =>
    fault.schemaPath?.startsWith(`${schemaPath}/`) === true && `${fault.instancePath}/`.startsWith(`${place}/`);
  const forms = Map.groupBy(faults.filter(inUnion), ({ schemaPath: path = '' }) => formOf(path, schemaPath));
  const rest = faults.filter((fault) => !inUnion(fault) && fault !== union);
  const missing = missingInAll([...forms.values()], place);
  if (missing.length > 0) return [...rest, ...missing];
  const words = faults.filter((fault) => inUnion(fault) && isWord(fault, schemaPath));
  const [first] = words;
  if (first === undefined || words.some((each) => each.instancePath !== first.instancePath)) return [...faults];
  // Where a word may stand beside something else (nothing, a number) all that may stand is told.
  if (first.instancePath === place && words.length < forms.size) return [...faults];
  const meant = [...forms.values()].filter(
    (form) => !form.some((fault) => isAgainst(fault, first.instancePath, place)),
  );
  if (meant.length > 0) return [...rest, ...meant.flat()];
  if (words.length < forms.size) return [...faults];
  const allowedValues = words.map(({ params }) => params['allowedValue']);
  return [...rest, { instancePath: first.instancePath, schemaPath, keyword: 'enum', params: { allowedValues } }];
}

/** Fields that every form demands and that are not there, each once. */
function missingInAll(forms: readonly (readonly SchemaFault[])[], place: string): SchemaFault[] {
  const [first = [], ...others] = forms;
  const isMissing = (fault: SchemaFault): boolean => fault.keyword === 'required' && fault.instancePath === place;
  return first.filter(
    (fault) =>
      isMissing(fault) &&
      others.every((form) =>
        form.some((each) => isMissing(each) && each.params['missingProperty'] === fault.params['missingProperty']),
      ),
  );
}

function formOf(path: string, union: string): string {
  return path.slice(union.length + 1).split('/')[0] ?? '';
}

/** True of a fixed word that a form of the union is, or that stands in a field of it: `0/const`, `0/properties/kind/const`. */
function isWord({ keyword, schemaPath = '' }: SchemaFault, union: string): boolean {
  return keyword === 'const' && /^\d+\/(?:properties\/[^/]+\/)?const$/.test(schemaPath.slice(union.length + 1));
}

/** True when the fault says that this form was not meant: another word, no such field, or something else altogether. */
function isAgainst({ keyword, instancePath, params }: SchemaFault, word: string, place: string): boolean {
  if (instancePath === word && keyword === 'const') return true;
  if (instancePath !== place) return false;
  return (
    keyword === 'type' ||
    (keyword === 'additionalProperties' && `${place}/${String(params['additionalProperty'])}` === word)
  );
}
