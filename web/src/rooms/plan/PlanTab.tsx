import type { ReactElement } from 'react';
import { useLocation } from 'react-router';
import { PlanList } from './PlanList.tsx';
import { PlanNamePage } from './PlanNamePage.tsx';
import { PLAN_NAME_PATH } from './place.ts';

/** Mätplan: what each event holds, and how it is kept to; one name has a page of its own. */
export default function PlanTab(): ReactElement {
  return useLocation().pathname === PLAN_NAME_PATH ? <PlanNamePage /> : <PlanList />;
}
