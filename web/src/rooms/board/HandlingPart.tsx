import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Session } from '../../../../src/organisation/session.contract.ts';
import type { Contradiction } from '../../../../src/speak/contradiction.contract.ts';
import { change } from '../../api/client.ts';
import { session } from '../../api/queries.ts';
import { Button } from '../../ui/mantine.ts';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import answer from './AnswerPart.module.css';
import { AssignForm } from './AssignForm.tsx';
import { kindsFor } from './declaration.ts';
import { ExceptionForm } from './ExceptionForm.tsx';
import { HandlingForm } from './HandlingForm.tsx';
import classes from './RemedyForm.module.css';
import { useDeclaration } from './useDeclaration.ts';

const deeds = ['acceptance', 'assignment', 'snooze', 'exception'] as const;
export type Deed = (typeof deeds)[number];
type Handled = Exclude<Deed, 'exception'>;

/** What can be done about a contradiction as it stands, and what can be undone. */
function choicesOf(found: Contradiction): { readonly deed: Deed; readonly isUndo: boolean }[] {
  const isOpen = found.status === 'open';
  const isDone = {
    acceptance: found.acceptance !== null,
    assignment: found.assignee !== null,
    snooze: found.snoozedUntil !== null,
    exception: false,
  };
  const isOffered = {
    acceptance: isOpen && !isDone.acceptance,
    assignment: found.status !== 'closed',
    snooze: isOpen && !isDone.snooze,
    exception: isOpen && kindsFor(found).length > 0,
  };
  return deeds.flatMap((deed) => [
    ...(isOffered[deed] ? [{ deed, isUndo: false }] : []),
    ...(isDone[deed] && found.status !== 'closed' ? [{ deed, isUndo: true }] : []),
  ]);
}

type PartProps = { found: Contradiction; doing: Deed | undefined; setDoing: (deed: Deed | undefined) => void };

function Handling({ found, doing, setDoing, me }: PartProps & { me: Session['member'] }): ReactElement | null {
  const { t } = useTranslation();
  const client = useQueryClient();
  const declare = useDeclaration(found);
  const handle = useMutation({
    networkMode: 'always',
    mutationFn: ({ deed, body }: { deed: Handled; body?: object }) =>
      change<Contradiction>(body === undefined ? 'DELETE' : 'PUT', `/v1/contradictions/${found.id}/${deed}`, body),
    onSuccess: () => client.invalidateQueries(),
  });
  // The focus goes back to where the form was opened: to its button, to the one that undoes it, or to what stands above.
  const section = useRef<HTMLElement>(null);
  const left = useRef<Deed>(undefined);
  useEffect(() => {
    if (doing !== undefined || left.current === undefined) return;
    const [title, button] = ['h4', `[data-deed=${left.current}]`].map((each) =>
      section.current?.querySelector<HTMLElement>(each),
    );
    left.current = undefined;
    (button ?? title)?.focus();
  }, [doing]);
  const leave = (): void => {
    left.current = doing;
    handle.reset();
    declare.reset();
    setDoing(undefined);
  };
  const choices = choicesOf(found);
  if (choices.length === 0) return null;
  const sending = (deed: Handled) => ({
    send: (body: object): void => handle.mutate({ deed, body }, { onSuccess: leave }),
    cancel: leave,
    isSending: handle.isPending,
    error: handle.error,
  });
  return (
    <section className={answer.answer} ref={section}>
      <h4 className={answer.title} tabIndex={-1}>
        {t('handling.title')}
      </h4>
      {doing === 'exception' ? (
        <ExceptionForm
          found={found}
          send={(declaration) => declare.mutate(declaration, { onSuccess: leave })}
          cancel={leave}
          isSending={declare.isPending}
          error={declare.error}
        />
      ) : doing === 'assignment' ? (
        <AssignForm me={me} {...sending(doing)} />
      ) : doing !== undefined ? (
        <HandlingForm key={doing} deed={doing} {...sending(doing)} />
      ) : (
        <div className={classes.buttons}>
          {choices.map(({ deed, isUndo }) => (
            <Button
              key={`${deed} ${isUndo}`}
              variant="default"
              data-deed={deed}
              onClick={() => (isUndo && deed !== 'exception' ? handle.mutate({ deed }) : setDoing(deed))}
            >
              {deed === 'exception'
                ? t('exception.do')
                : deed === 'assignment' && !isUndo && found.assignee !== null
                  ? t('handling.assignment.again')
                  : t(`handling.${deed}.${isUndo ? 'undo' : 'do'}`)}
            </Button>
          ))}
        </div>
      )}
      {doing === undefined && handle.error !== null && <ProblemNote error={handle.error} />}
    </section>
  );
}

/**
 * What members do about a contradiction: accept it, give it to somebody, put it off, and undo that, or declare that the
 * difference is meant. Readers see nothing of it.
 */
export function HandlingPart(props: PartProps): ReactElement | null {
  const me = useQuery(session).data?.member;
  return me === undefined || me.role === 'reader' ? null : <Handling {...props} me={me} />;
}
