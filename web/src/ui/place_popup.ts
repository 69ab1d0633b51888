/** Shows a popup under its anchor, or above where there is more room, and keeps it there. Returns how to stop. */
export function keepInPlace(popup: HTMLElement, anchor: HTMLElement): () => void {
  const gap = 4;
  function place() {
    const at = anchor.getBoundingClientRect();
    const below = innerHeight - at.bottom - 2 * gap;
    const above = at.top - 2 * gap;
    const goesUp = below < 180 && above > below;
    popup.style.setProperty('--anchor-width', `${at.width}px`);
    popup.style.setProperty('--available-height', `${goesUp ? above : below}px`);
    const width = Math.max(at.width, popup.offsetWidth);
    const start = getComputedStyle(anchor).direction === 'rtl' ? at.right - width : at.left;
    popup.style.left = `${Math.max(gap, Math.min(start, innerWidth - width - gap))}px`;
    popup.style.top = goesUp ? '' : `${at.bottom + gap}px`;
    popup.style.bottom = goesUp ? `${innerHeight - at.top + gap}px` : '';
  }
  popup.showPopover();
  place();
  addEventListener('scroll', place, { capture: true, passive: true });
  addEventListener('resize', place);
  return () => {
    removeEventListener('scroll', place, { capture: true });
    removeEventListener('resize', place);
  };
}
