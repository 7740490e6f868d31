import { DomainError } from '../../kernel/errors.ts';
import type { Row } from '../row.ts';
import type { Intake } from '../intake.service.ts';
import { withoutNumbers, withoutSecrets } from '../secret-field.ts';
import { readEventFile } from './event-file.reads.ts';
import type { MappingInput, Preview } from './event-import.contract.ts';
import type { EventMapping } from './event-mapping.contract.ts';
import type { Outcome } from './event-rows.ts';
import type { FileSource } from './file-source.ts';
import { demandImport, mappingGiven } from './import-start.service.ts';
import { mappingOf } from './mapping-draft.ts';
import { type Guess, guessMapping } from './mapping-guess.ts';
import { openRowFile } from './row-file.reads.ts';
import { storedSource } from './stored-file.reads.ts';

const ROWS_LOOKED_AT = 1_000;
const OUTCOMES_SHOWN = 12;

/** Looks at the first rows of a file that was handed in: what its columns seem to be, and what would become of them. */
export async function previewImport(intake: Intake, id: string, given: MappingInput | undefined): Promise<Preview> {
  const { deps } = intake;
  const one = await demandImport(deps, id);
  const source = storedSource(deps.postgres, id, one.bytesTotal);
  const chosen = given === undefined ? undefined : await mappingGiven(deps, given);
  const { timeZone } = intake.deps;
  const guess = await guessOf(source, { fileName: one.fileName, timeZone }, chosen);
  const columns = guess.columns.map(({ name, role, kind, samples }) => ({
    name,
    role,
    isNumber: kind.is === 'number',
    samples: samples.map(withoutNumbers),
  }));
  const made = mappingOf(columns, guess.draft);
  const mapping = chosen ?? ('mapping' in made ? made.mapping : undefined);
  const trial = mapping === undefined ? nothing : await tryMapping(intake, source, one.fileName, mapping);
  const lacks = chosen === undefined && 'lacks' in made ? [...made.lacks] : [];
  return { columns, draft: guess.draft, lacks, mapping: mapping ?? null, ...trial };
}

async function guessOf(
  source: FileSource,
  known: { readonly fileName: string; readonly timeZone: string },
  mapping: EventMapping | undefined,
): Promise<Guess> {
  const { batches } = await openRowFile(source, { name: known.fileName, delimiter: mapping?.delimiter });
  for await (const { header, delimiter, rows } of batches) {
    const read: Row[] = rows.flatMap((each) => ('row' in each ? [each.row] : []));
    return guessMapping(header, read.slice(0, ROWS_LOOKED_AT), { ...known, delimiter });
  }
  return guessMapping([], [], { ...known, delimiter: ',' });
}

type Trial = Pick<Preview, 'rowsRead' | 'events' | 'bad' | 'anonymous' | 'passed' | 'fault' | 'outcomes'>;
const nothing: Trial = { rowsRead: 0, events: 0, bad: 0, anonymous: 0, passed: {}, fault: null, outcomes: [] };

async function tryMapping(intake: Intake, source: FileSource, name: string, mapping: EventMapping): Promise<Trial> {
  const { identity, deps } = intake;
  try {
    const batches = readEventFile(source, {
      name,
      mapping,
      timeZone: deps.timeZone,
      usable: (given) => identity.usable(given, deps.identifierSettings, deps.clock()),
      messageIdOf: (line) => `line ${line}`,
      mostRows: ROWS_LOOKED_AT,
    });
    const outcomes: Outcome[] = [];
    let last = { rowsRead: 0, passed: {} as Readonly<Record<string, number>> };
    for await (const batch of batches) {
      last = batch;
      outcomes.push(...batch.outcomes);
    }
    return { ...nothing, ...trialOf(outcomes), rowsRead: last.rowsRead, passed: { ...last.passed } };
  } catch (error) {
    if (!(error instanceof DomainError) || error.kind !== 'invalid') throw error;
    return { ...nothing, fault: error.detail };
  }
}

function trialOf(outcomes: readonly Outcome[]): Pick<Trial, 'events' | 'bad' | 'anonymous' | 'outcomes'> {
  const events = outcomes.filter((each) => each.kind === 'call');
  return {
    events: events.length,
    bad: outcomes.length - events.length,
    anonymous: events.filter((each) => each.isAnonymous).length,
    outcomes: outcomes
      .toSorted((a, b) => a.line - b.line)
      .slice(0, OUTCOMES_SHOWN)
      .map((each) =>
        each.kind === 'call'
          ? { kind: each.kind, line: each.line, isAnonymous: each.isAnonymous, call: withoutSecrets(each.call) }
          : { kind: each.kind, line: each.line, field: each.field, reason: withoutNumbers(each.reason) },
      ),
  };
}
