import type { RefObject } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';

const GAP = 4;
const EDGE = 8;
const TALLEST = 320;

/** Where a list goes that belongs to an element: under it, or above where there is more room; never off the screen. */
export function usePopup(anchor: RefObject<HTMLElement>, open: boolean, narrowest = 0): Record<string, string> {
  const [style, setStyle] = useState<Record<string, string>>({});
  useLayoutEffect(() => {
    if (!open) return;
    const place = () => anchor.current && setStyle(beside(anchor.current.getBoundingClientRect(), narrowest));
    place();
    const watch = new ResizeObserver(place);
    if (anchor.current) watch.observe(anchor.current);
    window.addEventListener('scroll', place, true);
    window.addEventListener('resize', place);
    return () => {
      watch.disconnect();
      window.removeEventListener('scroll', place, true);
      window.removeEventListener('resize', place);
    };
  }, [open, anchor, narrowest]);
  return style;
}

function beside(at: DOMRect, narrowest: number): Record<string, string> {
  const below = window.innerHeight - at.bottom - GAP - EDGE;
  const above = at.top - GAP - EDGE;
  const up = below < 200 && above > below;
  const width = Math.min(Math.max(at.width, narrowest), window.innerWidth - 2 * EDGE);
  return {
    left: `${Math.max(EDGE, Math.min(at.left, window.innerWidth - width - EDGE))}px`,
    width: `${width}px`,
    maxHeight: `${Math.min(TALLEST, up ? above : below)}px`,
    ...(up ? { bottom: `${window.innerHeight - at.top + GAP}px` } : { top: `${at.bottom + GAP}px` }),
  };
}
