import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { DeadLetterView, Replayed, Trial } from '../../../../src/collect/dead-letters/dead-letter.contract.ts';
import { tell } from '../../api/client.ts';
import { laidOut } from './json-fault.ts';

/** What can be done with one letter: its text as it stands in the editor, tried, taken in or put away. */
export function useLetter(letter: DeadLetterView) {
  const client = useQueryClient();
  const asItCame = laidOut(letter.body);
  const [text, setText] = useState(asItCame);
  const path = `/v1/dead-letters/${letter.id}`;
  // What was not touched is judged as it came, to the letter.
  const body = text === asItCame ? {} : { body: text };
  const onSuccess = async (): Promise<void> => client.invalidateQueries();
  const trial = useMutation({ mutationFn: () => tell<Trial>(`${path}/trial`, body) });
  const replay = useMutation({ mutationFn: () => tell<Replayed>(`${path}/replay`, body), onSuccess });
  const discard = useMutation({
    mutationFn: (because: string) => tell(`${path}/discard`, { because }),
    onSuccess,
  });
  return { text, setText, trial, replay, discard };
}
