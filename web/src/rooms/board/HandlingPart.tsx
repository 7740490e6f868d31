import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useCallback, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Contradiction } from '../../../../src/speak/contradiction.contract.ts';
import { change } from '../../api/client.ts';
import { session } from '../../api/queries.ts';
import { Button } from '../../ui/mantine.ts';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import answer from './AnswerPart.module.css';
import { type HandlingBody, HandlingForm } from './HandlingForm.tsx';
import classes from './RemedyForm.module.css';

const deeds = ['acceptance', 'snooze'] as const;
export type Deed = (typeof deeds)[number];

/** What members do about a contradiction: accept it or put it off, and undo that. Readers see nothing of it. */
export function HandlingPart({
  found,
  doing,
  setDoing,
}: {
  found: Contradiction;
  doing: Deed | undefined;
  setDoing: (deed: Deed | undefined) => void;
}): ReactElement | null {
  const { t } = useTranslation();
  const client = useQueryClient();
  const mayAct = (useQuery(session).data?.member.role ?? 'reader') !== 'reader';
  const handle = useMutation({
    networkMode: 'always',
    mutationFn: ({ deed, body }: { deed: Deed; body?: HandlingBody }) =>
      change<Contradiction>(body === undefined ? 'DELETE' : 'PUT', `/v1/contradictions/${found.id}/${deed}`, body),
    onSuccess: () => client.invalidateQueries(),
  });
  // The focus goes back to the button that opened the form, which then may be the one that undoes it.
  const left = useRef<Deed>(undefined);
  const takeFocus = useCallback((element: HTMLButtonElement | null) => {
    if (element === null || element.dataset['deed'] !== left.current) return;
    left.current = undefined;
    element.focus();
  }, []);
  const leave = (): void => {
    left.current = doing;
    handle.reset();
    setDoing(undefined);
  };
  const isDone: Record<Deed, boolean> = { acceptance: found.acceptance !== null, snooze: found.snoozedUntil !== null };
  const isOffered: Record<Deed, boolean> = { acceptance: found.status === 'open', snooze: found.status === 'open' };
  const shown = deeds.filter((deed) => isDone[deed] || isOffered[deed]);
  if (!mayAct || shown.length === 0) return null;
  return (
    <section className={answer.answer}>
      <h4 className={answer.title}>{t('handling.title')}</h4>
      {doing !== undefined && isOffered[doing] ? (
        <HandlingForm
          key={doing}
          deed={doing}
          send={(body) => handle.mutate({ deed: doing, body }, { onSuccess: leave })}
          cancel={leave}
          isSending={handle.isPending}
          error={handle.error}
        />
      ) : (
        <div className={classes.buttons}>
          {shown.map((deed) => (
            <Button
              key={deed}
              variant="default"
              data-deed={deed}
              ref={takeFocus}
              onClick={() => (isDone[deed] ? handle.mutate({ deed }) : setDoing(deed))}
            >
              {t(isDone[deed] ? `handling.${deed}.undo` : `handling.${deed}.do`)}
            </Button>
          ))}
        </div>
      )}
      {doing === undefined && handle.error !== null && <ProblemNote error={handle.error} />}
    </section>
  );
}
