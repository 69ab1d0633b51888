import { Refusal } from '../../api/problem';
import type { Estimate } from '../../api/types';
import { onTopOf, sentLines, withSavedLines, type Draft, type EstimateBody } from './draft';
import type { Shelf } from './draft_keeping';

export type SaveState = 'new' | 'unsaved' | 'saving' | 'saved' | 'refused' | 'offline' | 'stale';

export interface EstimateStore {
  add: (body: EstimateBody, key: string) => Promise<Estimate>;
  /** `lines` are the ids of the body's lines, null for new ones. */
  change: (id: string, version: number, body: EstimateBody, lines: (string | null)[]) => Promise<Estimate>;
}

export interface Saved {
  state: SaveState;
  failure: Refusal | null;
  estimate: Estimate | null;
}

/**
 * Saves a draft: at once on the shelf, soon on the server. One request at a time; what is typed meanwhile follows in the
 * next. The first save is a POST under a key that is kept with its body, so that a reload in its middle repeats it.
 */
export class DraftSaver {
  private draft_: Draft;
  private saved_: Saved = { state: 'new', failure: null, estimate: null };
  private savedBody_ = '';
  private timer_: ReturnType<typeof setTimeout> | undefined;
  private busy_ = false;
  private isDiscarded_ = false;
  private readonly listeners_ = new Set<() => void>();
  private readonly shelf_: Shelf;
  private readonly store_: EstimateStore;
  private readonly bodyOf_: (draft: Draft) => EstimateBody | null;
  private readonly delay_: number;

  constructor(given: { draft: Draft; estimate: Estimate | null; shelf: Shelf; store: EstimateStore; bodyOf: (draft: Draft) => EstimateBody | null; delay?: number }) {
    this.draft_ = given.draft;
    this.shelf_ = given.shelf;
    this.store_ = given.store;
    this.bodyOf_ = given.bodyOf;
    this.delay_ = given.delay ?? 700;
    this.resume(given.estimate);
  }

  /* What the shelf kept goes before what the server has: it is newer, or its save failed. */
  private resume(estimate: Estimate | null) {
    if (estimate) {
      this.savedBody_ = JSON.stringify(this.bodyOf_(this.draft_));
      this.saved_ = { state: 'saved', failure: null, estimate };
    }
    const kept = this.shelf_.read(this.id);
    if (!kept) return;
    this.draft_ = kept.draft;
    if (estimate && kept.version !== null && kept.version !== estimate.version) this.saved_ = { ...this.saved_, state: 'stale' };
    else this.later();
  }

  get id(): string {
    return this.saved_.estimate?.id ?? 'new';
  }

  readonly draft = () => this.draft_;
  readonly saved = () => this.saved_;

  readonly subscribe = (listener: () => void) => {
    this.listeners_.add(listener);
    return () => {
      this.listeners_.delete(listener);
    };
  };

  readonly edit = (change: (draft: Draft) => Draft) => {
    const next = change(this.draft_);
    if (next === this.draft_) return;
    this.draft_ = next;
    this.keep();
    if (this.saved_.state !== 'stale') this.later();
    this.tell();
  };

  /** Sends what is not yet saved, now. */
  readonly flush = async () => {
    clearTimeout(this.timer_);
    this.timer_ = undefined;
    await this.save();
  };

  /** Forgets what was typed: nothing of it is kept or sent any more. */
  readonly discard = () => {
    clearTimeout(this.timer_);
    this.isDiscarded_ = true;
    this.shelf_.remove(this.id);
  };

  /** After somebody else changed the record: theirs is taken, or mine is saved over it. */
  readonly settle = (choice: 'mine' | 'theirs', theirs: Estimate, theirDraft: Draft) => {
    this.saved_ = { state: choice === 'mine' ? 'unsaved' : 'saved', failure: null, estimate: theirs };
    this.savedBody_ = JSON.stringify(this.bodyOf_(theirDraft));
    if (choice === 'theirs') {
      this.draft_ = theirDraft;
      this.shelf_.remove(this.id);
    } else {
      this.draft_ = onTopOf(this.draft_, theirs);
      this.keep();
      this.later();
    }
    this.tell();
  };

  /** The record as it is now, changed by somebody else perhaps: where nothing here is unsaved it is taken over; else saving will ask. */
  readonly meet = (theirs: Estimate, theirDraft: Draft) => {
    const known = this.saved_.estimate;
    if (!known || this.busy_ || this.saved_.state !== 'saved' || theirs.id !== known.id || theirs.version <= known.version) return;
    this.settle('theirs', theirs, theirDraft);
  };

  private keep() {
    const pending = this.shelf_.read(this.id)?.pending ?? null;
    this.shelf_.write(this.id, { draft: this.draft_, version: this.saved_.estimate?.version ?? null, pending });
  }

  private later() {
    if (this.bodyOf_(this.draft_)) this.set({ state: this.saved_.estimate ? 'unsaved' : 'new', failure: null });
    clearTimeout(this.timer_);
    this.timer_ = setTimeout(() => void this.flush(), this.delay_);
  }

  private async save() {
    const body = this.bodyOf_(this.draft_);
    if (this.busy_ || this.isDiscarded_ || !body) return;
    if (this.saved_.estimate && JSON.stringify(body) === this.savedBody_) {
      this.shelf_.remove(this.id);
      this.set({ state: 'saved', failure: null });
      return;
    }
    this.busy_ = true;
    this.set({ state: 'saving', failure: null });
    try {
      await this.send(body);
    } catch (failure) {
      this.fail(failure);
    } finally {
      this.busy_ = false;
    }
    if (this.saved_.state === 'saved' && JSON.stringify(this.bodyOf_(this.draft_)) !== this.savedBody_) await this.save();
  }

  private async send(body: EstimateBody) {
    const { estimate } = this.saved_;
    if (estimate) {
      const sent = sentLines(this.draft_);
      const changed = await this.store_.change(estimate.id, estimate.version, body, sent.map((line) => line.id)); // prettier-ignore
      this.took(changed, body, sent.map((line) => line.key)); // prettier-ignore
      return;
    }
    const pending = this.shelf_.read('new')?.pending ?? { key: crypto.randomUUID(), body, lines: sentLines(this.draft_).map((line) => line.key) };
    this.shelf_.write('new', { draft: this.draft_, version: null, pending });
    const added = await this.store_.add(pending.body, pending.key);
    this.shelf_.remove('new');
    this.took(added, pending.body, pending.lines);
  }

  private took(estimate: Estimate, body: EstimateBody, keys: string[]) {
    this.draft_ = withSavedLines(this.draft_, keys, estimate);
    this.savedBody_ = JSON.stringify(body);
    this.saved_ = { state: 'saved', failure: null, estimate };
    if (JSON.stringify(this.bodyOf_(this.draft_)) === this.savedBody_) this.shelf_.remove(this.id);
    else this.keep();
    this.tell();
  }

  private fail(failure: unknown) {
    const refusal = failure instanceof Refusal ? failure : new Refusal(0, {});
    if (refusal.isUnknown) {
      this.set({ state: 'offline', failure: refusal });
      this.timer_ = setTimeout(() => void this.flush(), 5 * this.delay_);
      return;
    }
    // A definite refusal made nothing: the next try is a new one.
    const kept = this.shelf_.read('new');
    if (kept && !this.saved_.estimate) this.shelf_.write('new', { ...kept, pending: null });
    this.set({ state: refusal.status === 412 ? 'stale' : 'refused', failure: refusal });
  }

  private set(change: Partial<Saved>) {
    this.saved_ = { ...this.saved_, ...change };
    this.tell();
  }

  private tell() {
    this.listeners_.forEach((listener) => listener());
  }
}
