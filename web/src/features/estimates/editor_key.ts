/* Which editor shows which address. A new estimate gets its id while it is being typed: its editor must not start anew then. */

let opened = 1;
const saved = new Map<string, string>();

export function editorKey(estimateId: string): string {
  return estimateId === 'new' ? `new-${opened}` : (saved.get(estimateId) ?? estimateId);
}

/** The new estimate is now this record; the next new one is another. */
export function becameRecord(estimateId: string) {
  saved.set(estimateId, `new-${opened}`);
  opened += 1;
}

/** A record left behind is opened afresh the next time. */
export function leftRecord(estimateId: string) {
  saved.delete(estimateId);
}
