import type { SightingReading } from './sighting.ts';

/** What one row of a file came to: a sighting, or why it is none. `body` gives the row as it stood. */
export type FileReading = { readonly line: number; readonly reading: SightingReading; readonly body: () => string };
