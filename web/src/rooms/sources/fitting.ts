import type { SourceView } from '../../../../src/organisation/source.contract.ts';

/** The sources that hold the words, in what they are called or whose they are, and that are in the state asked for. */
export function fitting(
  sources: readonly SourceView[],
  { q, state }: { readonly q: string; readonly state: string },
): SourceView[] {
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  return sources.filter((source) => {
    if (state !== '' && source.state !== state) return false;
    const { id, name, channel, department, owner, purpose } = source;
    const text = [id, name, channel, department, owner, purpose].join(' ').toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
