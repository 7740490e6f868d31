import { useCallback, useEffect, useRef, useState } from 'react';
import type { LiveRow } from '../../../../src/collect/inflow/live.contract.ts';
import { added, empty, resumed, type Shown } from './stream.ts';

export type Stream = {
  readonly shown: Shown;
  readonly isOpen: boolean;
  readonly isPaused: boolean;
  readonly turn: () => void;
};

/** The live stream, as long as the page is there. What comes while it is paused waits, as many rows as are shown. */
export function useStream(): Stream {
  const [shown, setShown] = useState<Shown>(empty);
  const [isOpen, setOpen] = useState(false);
  const [isPaused, setPaused] = useState(false);
  const paused = useRef(false);
  useEffect(() => {
    const source = new EventSource('/v1/inflow/stream');
    source.addEventListener('open', () => setOpen(true));
    source.addEventListener('error', () => setOpen(false));
    source.addEventListener('message', ({ data, lastEventId }) => {
      const row = JSON.parse(String(data)) as LiveRow;
      setShown((before) => added(before, { id: lastEventId, row }, paused.current));
    });
    const count = ({ data }: MessageEvent): void => {
      const { skipped = 0, lost = 0 } = JSON.parse(String(data)) as { skipped?: number; lost?: number };
      setShown((before) => ({ ...before, skipped: before.skipped + skipped + lost }));
    };
    source.addEventListener('skipped', count);
    source.addEventListener('lost', count);
    return () => source.close();
  }, []);
  const turn = useCallback(() => {
    paused.current = !paused.current;
    setPaused(paused.current);
    if (!paused.current) setShown(resumed);
  }, []);
  return { shown, isOpen, isPaused, turn };
}
