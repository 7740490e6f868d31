import { useEffect, useRef } from 'react';
import { useNavigate } from 'react-router';
import { places } from './places.ts';

/** How long `g` waits for its letter, in milliseconds. */
const SEQUENCE_MS = 1500;

/** Single letters must never steal what someone writes in a field or chooses in a list. */
function isWriting(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable=true]') !== null;
}

/** Moves the focus to the next or previous row of the screen; rows are the links marked `data-row`. */
function moveRow(step: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>('main [data-row]')].filter(
    (row) => row.offsetParent !== null,
  );
  const at = rows.findIndex((row) => row === document.activeElement);
  const next = at === -1 ? (step === 1 ? 0 : rows.length - 1) : at + step;
  rows[next]?.focus();
}

/** The keyboard of the whole app: `j`/`k`, `g` and a letter, `?`. Ctrl-K belongs to the palette. */
export function useKeys(showHelp: () => void): void {
  const navigate = useNavigate();
  const wentAt = useRef(0);
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const isOpen = document.querySelector('[role=dialog]') !== null;
      if (event.ctrlKey || event.metaKey || event.altKey || isOpen || isWriting(event.target)) return;
      const place = event.timeStamp - wentAt.current < SEQUENCE_MS && places.find((each) => each.letter === event.key);
      wentAt.current = event.key === 'g' ? event.timeStamp : 0;
      if (place) void navigate(place.path);
      else if (event.key === 'j') moveRow(1);
      else if (event.key === 'k') moveRow(-1);
      else if (event.key === '?') showHelp();
      else return;
      event.preventDefault();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [navigate, showHelp]);
}
