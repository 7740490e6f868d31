import { useMutation, useQueryClient } from '@tanstack/react-query';
import { change, tell } from '../../api/client.ts';

/** What a customer may ask of what is kept of them. */
export type ProtectionAct =
  | { readonly act: 'export'; readonly language: 'sv' | 'en' }
  | { readonly act: 'freeze'; readonly because: string }
  | { readonly act: 'thaw' }
  | { readonly act: 'erase' };

/** Does it, and has every screen ask again. */
export function useProtection(customerId: string) {
  const client = useQueryClient();
  const base = `/v1/customers/${encodeURIComponent(customerId)}`;
  return useMutation({
    networkMode: 'always',
    mutationFn: async (asked: ProtectionAct): Promise<void> => {
      switch (asked.act) {
        case 'export':
          await tell(`${base}/exports`, { language: asked.language });
          return;
        case 'freeze':
          await tell(`${base}/freeze`, { because: asked.because });
          return;
        case 'thaw':
          await change('DELETE', `${base}/freeze`);
          return;
        case 'erase':
          await tell(`${base}/erasure`);
          return;
        default:
          asked satisfies never;
      }
    },
    onSuccess: () => client.invalidateQueries(),
  });
}
