import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { PlaceInput, Portfolio } from '../../../../src/speak/message/portfolio.contract.ts';
import { change } from '../../api/client.ts';
import { portfolio } from '../../api/queries.ts';
import { withPlace, withoutPlace } from './place.ts';

/**
 * Says of one place what it is for, or takes it away. The portfolio is kept as a whole, so the other places are those of
 * this moment and not those that the screen was drawn with.
 */
export function usePortfolio() {
  const client = useQueryClient();
  const write = async (next: (places: readonly PlaceInput[]) => PlaceInput[]): Promise<Portfolio> => {
    const { places } = await client.fetchQuery({ ...portfolio, staleTime: 0 });
    return change<Portfolio>('PUT', '/v1/portfolio', { places: next(places) });
  };
  const again = { networkMode: 'always', onSuccess: () => client.invalidateQueries() } as const;
  const save = useMutation({
    ...again,
    mutationFn: (place: PlaceInput) => write((places) => withPlace(places, place)),
  });
  const remove = useMutation({
    ...again,
    mutationFn: (place: PlaceInput) => write((places) => withoutPlace(places, place)),
  });
  return { save, remove };
}
