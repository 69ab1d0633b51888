import type { Draft, EstimateBody } from './draft';

/**
 * What a reload must not lose, kept in the tab's session storage and keyed by membership: nobody who acts as somebody
 * else sees it, and it goes with the tab.
 */
export interface KeptDraft {
  draft: Draft;
  /** The version of the server's record that the draft was made from. */
  version: number | null;
  /** A first save whose answer did not come yet. Sent again unchanged, with its key, it makes nothing twice. */
  pending: { key: string; body: EstimateBody; lines: string[] } | null;
}

export interface Shelf {
  read: (id: string) => KeptDraft | null;
  write: (id: string, kept: KeptDraft) => void;
  remove: (id: string) => void;
}

export function shelfOf(membershipId: string, storage: Storage = sessionStorage): Shelf {
  const keyOf = (id: string) => `guildhall.draft.${membershipId}.${id}`;
  return {
    read(id) {
      const text = storage.getItem(keyOf(id));
      return text === null ? null : (JSON.parse(text) as KeptDraft);
    },
    write: (id, kept) => storage.setItem(keyOf(id), JSON.stringify(kept)),
    remove: (id) => storage.removeItem(keyOf(id)),
  };
}
