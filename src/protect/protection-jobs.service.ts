import type { Deps } from '../store/deps.ts';
import type { Jobs } from '../store/queue.ts';
import { SWEEP_JOB, sweepErased } from './erasure.service.ts';
import { EXPORT_JOB, makeExport } from './export.service.ts';
import { maintain, type MaintainOptions } from './maintain.service.ts';

/** The nightly pass. */
export const MAINTAIN_JOB = 'maintain';

export function protectionJobs(deps: Deps, options: MaintainOptions): Jobs {
  return {
    [SWEEP_JOB]: async () => {
      await sweepErased(deps);
    },
    [EXPORT_JOB]: async (items) => {
      for (const item of items) await makeExport(deps, (item as { readonly id: string }).id);
    },
    [MAINTAIN_JOB]: async () => {
      await maintain(deps, options);
    },
  };
}
