import { IconFileUpload } from '@tabler/icons-react';
import { type ReactElement, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { percentText } from '../../ui/format.ts';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { useLanguage } from '../../ui/useLanguage.ts';
import classes from './imports.module.css';
import { pathOfImport } from './place.ts';
import { useImportActions } from './useImports.ts';

/** Where a file is dropped, or chosen by the keyboard. When it is here, its page is opened. */
export function FileDrop(): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const navigate = useNavigate();
  const field = useId();
  const { upload } = useImportActions();
  const [isOver, setIsOver] = useState(false);
  const [share, setShare] = useState(0);
  const take = (file: File | undefined): void => {
    if (file === undefined || upload.isPending) return;
    setShare(0);
    upload.mutate({ file, onShare: setShare }, { onSuccess: ({ id }) => void navigate(pathOfImport(id)) });
  };
  const ground = useRef<HTMLLabelElement>(null);
  const dropped = useRef(take);
  useEffect(() => {
    dropped.current = take;
  });
  useEffect(() => watchDrops(ground.current, setIsOver, (file) => dropped.current(file)), []);
  return (
    <div className={classes.dropping}>
      <label htmlFor={field} className={classes.drop} ref={ground} data-over={isOver || undefined}>
        <IconFileUpload aria-hidden size={26} stroke={1.6} />
        <span className={classes.dropTitle}>{t('imports.drop')}</span>
        <span className={classes.muted}>{t('imports.dropWhat')}</span>
        <input
          id={field}
          type="file"
          className="sr-only"
          disabled={upload.isPending}
          accept=".csv,.tsv,.txt,.ndjson,.jsonl,.json,.gz,.parquet,.xes,.xml,.jsonocel,.xmlocel"
          onChange={(event) => {
            take(event.currentTarget.files?.[0]);
            event.currentTarget.value = '';
          }}
        />
      </label>
      {upload.isPending && (
        <output className={classes.muted}>
          {t('imports.sending', { share: percentText(Math.floor(share * 100), language) })}
        </output>
      )}
      {upload.error !== null && <ProblemNote error={upload.error} />}
    </div>
  );
}

/** Hears of files that are dropped on the ground. What a mouse can do here, the field inside does for the keyboard. */
function watchDrops(
  ground: HTMLElement | null,
  setIsOver: (isOver: boolean) => void,
  take: (file: File | undefined) => void,
): () => void {
  const stop = new AbortController();
  const { signal } = stop;
  ground?.addEventListener(
    'dragover',
    (event) => {
      event.preventDefault();
      setIsOver(true);
    },
    { signal },
  );
  ground?.addEventListener('dragleave', () => setIsOver(false), { signal });
  ground?.addEventListener(
    'drop',
    (event) => {
      event.preventDefault();
      setIsOver(false);
      take(event.dataTransfer?.files[0]);
    },
    { signal },
  );
  return () => stop.abort();
}
