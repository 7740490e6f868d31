import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import type { Contradiction } from '../../../../src/speak/contradiction.contract.ts';
import type { ExceptionView } from '../../../../src/speak/exception.contract.ts';
import { tell } from '../../api/client.ts';
import { newKey } from '../../api/new-key.ts';
import { useLocale } from '../../ui/useLocale.ts';
import { type Declaration, exceptionOf } from './declaration.ts';
import { followStatus } from './follow.ts';

/** Declares the difference an exception, and is done when the contradiction stands as excepted. Sent again, it is the same one. */
export function useDeclaration(found: Contradiction) {
  const client = useQueryClient();
  const { timeZone } = useLocale();
  const attempt = useRef<{ readonly form: string; readonly key: string }>(null);
  return useMutation({
    networkMode: 'always',
    mutationFn: (declaration: Declaration) => {
      const form = JSON.stringify(declaration);
      if (attempt.current?.form !== form) attempt.current = { form, key: newKey() };
      const input = exceptionOf(declaration, found.product, { now: Date.now(), timeZone });
      return tell<ExceptionView>('/v1/exceptions', input, attempt.current.key);
    },
    onSuccess: async () => {
      attempt.current = null;
      await followStatus(client, found).catch(() => undefined);
    },
  });
}
