import { readConfig } from '../config.ts';
import { diskSource } from '../collect/imports/disk-file.reads.ts';
import { readEventFile } from '../collect/imports/event-file.reads.ts';
import { checkEventMapping } from '../collect/imports/event-mapping.ts';
import { mappingIn } from '../collect/mapping.ts';
import { readTextFile } from '../collect/text-file.reads.ts';
import { usableIdentifiers } from '../identify/identifier.ts';
import { type CommandIo, print, runCommand } from '../kernel/command.ts';
import { judgeReadiness } from './data-readiness.ts';
import { openEventFacts, type SeenEvent } from './event-facts.ts';
import { eventOfCall } from './event-of-call.ts';
import type { Question } from './question.contract.ts';
import { inZone, periodOf, readQuestion } from './question.ts';
import { type ReadinessOptions, readinessUsage, readReadinessOptions } from './readiness-options.ts';
import { verdictForPeople } from './readiness-report.ts';
import { shippedQuestion } from './shipped-question.ts';
import type { Verdict } from './verdict.contract.ts';

/** `samspel readiness`: says whether tables are good enough for a question, without a server. Returns the exit code. */
export function run(args: string[], io: CommandIo): Promise<number> {
  return runCommand(
    'readiness',
    io,
    async () => {
      const options = readReadinessOptions(args);
      if (options === 'help') {
        io.stdout.write(readinessUsage);
        return 0;
      }
      const { verdict, badRows } = await judgeFiles(options);
      await print(
        io.stdout,
        options.isJson ? [`${JSON.stringify({ verdict, badRows })}\n`] : verdictForPeople(verdict, badRows),
      );
      return verdict.verdict === 'not-enough' ? 1 : 0;
    },
    2,
  );
}

async function judgeFiles(options: ReadinessOptions): Promise<{ verdict: Verdict; badRows: number }> {
  const mappings = await Promise.all(
    options.mappings.map(async (path) => checkEventMapping(mappingIn(await readTextFile(path), path), path)),
  );
  const [first] = mappings;
  const sources = options.files.flatMap((file, index) => {
    const mapping = mappings[index] ?? first;
    return mapping === undefined ? [] : [{ file, mapping }];
  });
  const { timeZone } = readConfig();
  const question = inZone(await questionOf(options), timeZone);
  let badRows = 0;
  const each = async (take: (event: SeenEvent) => void): Promise<void> => {
    badRows = 0;
    for (const { file, mapping } of sources) {
      const reading = {
        name: file,
        mapping,
        timeZone,
        usable: usableIdentifiers,
        messageIdOf: (line: number) => `${file}:${line}`,
      };
      for await (const { outcomes } of readEventFile(diskSource(file), reading))
        for (const outcome of outcomes) {
          if (outcome.kind === 'call') take(eventOfCall(outcome.call));
          else badRows += 1;
        }
    }
  };
  let newest = -Infinity;
  if (options.until === undefined && question.until === undefined)
    await each(({ at }) => {
      newest = Math.max(newest, at);
    });
  const now = options.until ?? (Number.isFinite(newest) ? newest + 1 : 0);
  const facts = openEventFacts(question, periodOf(question, now));
  await each(facts.add);
  return { verdict: judgeReadiness({ question, facts: facts.result() }, now), badRows };
}

async function questionOf({ question: name, until, days }: ReadinessOptions): Promise<Question> {
  const question = shippedQuestion(name) ?? readQuestion(mappingIn(await readTextFile(name), name), name);
  return {
    ...question,
    ...(days === undefined ? {} : { days }),
    ...(until === undefined ? {} : { until: new Date(until).toISOString() }),
  };
}
