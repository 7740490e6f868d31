import { channelEvents } from './channels.ts';
import { commerceEvents } from './commerce.ts';
import type { ShippedEvent } from './shape.ts';

/**
 * The plan that a new deployment begins with. It only observes: a company sees what its sources send before it decides
 * what to warn of and what to block.
 */
export const shippedPlan: readonly ShippedEvent[] = [...commerceEvents, ...channelEvents];
