import { open as openFile } from 'node:fs/promises';
import { readConfig } from '../config.ts';
import { findByIdentifier } from '../identify/customer.reads.ts';
import { type CommandIo, runCommand } from '../kernel/command.ts';
import { DomainError } from '../kernel/errors.ts';
import { atTheMachine } from '../organisation/audit.ts';
import type { Deps } from '../store/deps.ts';
import { withDeps } from '../store/embedded/running.ts';
import { type CustomerRequest, customerUsage, readCustomerRequest, type Who } from './customer-options.ts';
import { eraseCustomer, reachOfErasure } from './erasure.service.ts';
import { writeExport } from './export.service.ts';
import { freezeCustomer, thawCustomer } from './freeze.service.ts';
import { keepEvents, retentionRules } from './retention.service.ts';

/** `samspel customers`: what a customer may ask of what is kept of them. Returns the exit code. */
export function run(args: string[], io: CommandIo): Promise<number> {
  return runCommand('customers', io, async () => {
    const request = readCustomerRequest(args);
    if (request.act === 'help') {
      io.stdout.write(customerUsage);
      return 0;
    }
    return withDeps(readConfig(), async (open) => {
      const { said, code } = await answer(open.deps, request);
      io.stdout.write(said);
      return code;
    });
  });
}

async function idOf(deps: Deps, who: Who): Promise<string> {
  if ('id' in who) return who.id;
  const id = await findByIdentifier(deps.postgres, who, deps.identifierSettings, deps.clock());
  if (id !== undefined) return id;
  throw new DomainError('not-found', `No customer has this ${who.type}.`);
}

type Said = { readonly said: string; readonly code: number };

/** Does what was asked and returns what is to be printed. */
export async function answer(deps: Deps, request: Exclude<CustomerRequest, { act: 'help' }>): Promise<Said> {
  const by = atTheMachine;
  switch (request.act) {
    case 'export': {
      const customerId = await idOf(deps, request.who);
      const bytes = await exportTo(deps, request.to, { customerId, language: request.language, by });
      return {
        said: `${request.to}: ${bytes} bytes. The file holds personal data: hand it over safely, and delete it.\n`,
        code: 0,
      };
    }
    case 'erase':
      return await erase(deps, await idOf(deps, request.who), request.isSure);
    case 'freeze':
      await freezeCustomer(deps, { customerId: await idOf(deps, request.who), because: request.because, by });
      return { said: 'The customer is frozen: nothing new is offered, promises are kept.\n', code: 0 };
    case 'thaw':
      await thawCustomer(deps, { customerId: await idOf(deps, request.who), by });
      return { said: 'The customer is as any other again.\n', code: 0 };
    case 'keep':
      await keepEvents(deps, { event: request.event, days: request.days, by });
      return { said: await retentionTable(deps), code: 0 };
    case 'retention':
      return { said: await retentionTable(deps), code: 0 };
    default:
      return request satisfies never;
  }
}

async function exportTo(deps: Deps, path: string, asked: Parameters<typeof writeExport>[1]): Promise<number> {
  // For its owner only, and never over a file that is there.
  const file = await openFile(path, 'wx', 0o600).catch((error: unknown) => {
    throw new DomainError('file-unreadable', `${path} cannot be made: ${error instanceof Error ? error.message : ''}.`);
  });
  try {
    return await writeExport(deps, asked, async (piece) => {
      await file.write(piece);
    });
  } finally {
    await file.close();
  }
}

async function erase(deps: Deps, customerId: string, isSure: boolean): Promise<Said> {
  if (!isSure) {
    const { identifiers, events, promises, decisions } = await reachOfErasure(deps, customerId);
    const what = `${identifiers} identifiers, ${events} events, ${promises} promises and ${decisions} decisions`;
    return { said: `This would delete ${what}, for good. To do it: --yes\n`, code: 1 };
  }
  const { counts, proof, id } = await eraseCustomer(deps, { customerId, by: atTheMachine });
  const rows = Object.entries({ ...counts.postgres, ...counts.clickhouse }).filter(([, many]) => many > 0);
  const lines = rows.map(([what, many]) => `  ${many} ${what.replaceAll('_', ' ')}\n`).join('');
  const rest = 'The bytes are taken away by the nightly pass, or now by: samspel maintain';
  return { said: `Erased ${customerId}:\n${lines}Erasure ${id}, proof ${proof}\n${rest}\n`, code: 0 };
}

async function retentionTable(deps: Deps): Promise<string> {
  const rules = await retentionRules(deps);
  return rules.map(({ event, days }) => `${event}: ${days} days\n`).join('') || 'All events are kept for ever.\n';
}
