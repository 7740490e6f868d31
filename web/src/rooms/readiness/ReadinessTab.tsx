import type { ReactElement } from 'react';
import { useParams } from 'react-router';
import { CellPage } from './CellPage.tsx';
import { QuestionForm } from './QuestionForm.tsx';
import { QuestionList } from './QuestionList.tsx';
import { VerdictPage } from './VerdictPage.tsx';

/** Dataunderlag: the questions with their verdicts; one of them; who is behind a number of it; and a new one. */
export default function ReadinessTab(): ReactElement {
  const { id, part } = useParams();
  if (id === undefined) return <QuestionList />;
  if (id === 'ny') return <QuestionForm />;
  return part === 'kunder' ? <CellPage id={id} /> : <VerdictPage id={id} />;
}
