import { useSearchParams } from 'react-router';

/**
 * Filters live in the address, so that each view is a link and the back button works. A choice makes a new entry in
 * the history; typing replaces the one that stands there.
 */
export function useFilter<const N extends string>(
  names: readonly N[],
): {
  readonly filter: Readonly<Record<N, string>>;
  readonly isSet: boolean;
  readonly choose: (name: N, value: string) => void;
  readonly type: (name: N, value: string) => void;
  readonly clear: () => void;
} {
  const [params, setParams] = useSearchParams();
  const filter = Object.fromEntries(names.map((name) => [name, params.get(name) ?? ''])) as Record<N, string>;
  const write = (name: N, value: string, replace: boolean): void => {
    setParams(
      (before) => {
        const after = new URLSearchParams(before);
        if (value === '') after.delete(name);
        else after.set(name, value);
        return after;
      },
      { replace, preventScrollReset: true },
    );
  };
  return {
    filter,
    isSet: names.some((name) => filter[name] !== ''),
    choose: (name, value) => write(name, value, false),
    type: (name, value) => write(name, value, true),
    clear: () => setParams({}),
  };
}
