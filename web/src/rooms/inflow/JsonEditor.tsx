import { type ReactElement, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { jsonFault } from './json-fault.ts';
import classes from './JsonEditor.module.css';

/** A text of JSON with its lines numbered; the line at fault is marked, and the fault said below. */
export function JsonEditor({
  label,
  value,
  change,
  rows = 14,
}: {
  label: string;
  value: string;
  change: (value: string) => void;
  rows?: number;
}): ReactElement {
  const { t } = useTranslation();
  const id = useId();
  const gutter = useRef<HTMLOListElement>(null);
  const fault = jsonFault(value);
  const lines = value.split('\n').length;
  return (
    <div className={classes.editor}>
      <label className={classes.label} htmlFor={id}>
        {label}
      </label>
      <div className={classes.frame} data-bad={fault !== undefined || undefined}>
        <ol className={classes.gutter} aria-hidden ref={gutter}>
          {Array.from({ length: lines }, (_, index) => (
            <li key={index} data-bad={fault?.line === index + 1 || undefined}>
              {index + 1}
            </li>
          ))}
        </ol>
        <textarea
          id={id}
          className={classes.text}
          value={value}
          rows={rows}
          wrap="off"
          spellCheck={false}
          aria-invalid={fault !== undefined}
          aria-describedby={`${id}-fault`}
          onChange={(event) => change(event.currentTarget.value)}
          onScroll={(event) => {
            if (gutter.current !== null) gutter.current.scrollTop = event.currentTarget.scrollTop;
          }}
        />
      </div>
      <p id={`${id}-fault`} className={classes.fault} aria-live="polite">
        {fault !== undefined && (
          <span lang="en">{t('inflow.letter.json', { line: fault.line, what: fault.what })}</span>
        )}
      </p>
    </div>
  );
}
