import type { ReactElement } from 'react';
import { useParams } from 'react-router';
import { ImportList } from './ImportList.tsx';
import { ImportPage } from './ImportPage.tsx';

/** Importer: files of events and sightings; one of them has a page of its own. */
export default function ImportsTab(): ReactElement {
  const { id } = useParams();
  return id === undefined ? <ImportList /> : <ImportPage id={id} />;
}
