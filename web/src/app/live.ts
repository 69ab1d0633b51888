import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import { lastWrite } from '../api/client';
import type { LiveEvents } from '../api/types';
import { touchedBy } from './live_keys';
import { may, useMe } from './session';

/* What others do, as it happens: one stream of server-sent events while the page is looked at. It says what has changed and who looks at
   the same record; the changes themselves are then read as everything else is. */

const settleTime = 250;
const ownEcho = 3000;
const unattendedAfter = 30 * 60_000;

export interface Other {
  id: string;
  name: string;
  editing: boolean;
}
export interface Seen {
  others: readonly Other[];
  /** Who has just changed what is looked at. */
  changedBy: string | null;
}

const nobody: Seen = { others: [], changedBy: null };
let seen: Seen = nobody;
const listeners = new Set<() => void>();
let forgetting: ReturnType<typeof setTimeout> | undefined;

function see(next: Partial<Seen>) {
  seen = { ...seen, ...next };
  listeners.forEach((listener) => listener());
}

function seeChange(name: string) {
  see({ changedBy: name });
  clearTimeout(forgetting);
  forgetting = setTimeout(() => see({ changedBy: null }), 10_000);
}

class Live {
  private source_: EventSource | null = null;
  private seq_: number | null = null;
  private pending_: { object: string }[] = [];
  private all_ = false;
  private timer_: ReturnType<typeof setTimeout> | undefined;
  private retry_: ReturnType<typeof setTimeout> | undefined;
  private tries_ = 0;
  private attended_ = Date.now();
  private readonly queries_: QueryClient;
  private readonly me_: string;

  constructor(queries: QueryClient, me: string) {
    this.queries_ = queries;
    this.me_ = me;
  }

  /** Asks anew, for what is looked at now. */
  readonly turn = () => {
    if (this.source_) this.open();
  };

  readonly attend = () => {
    this.attended_ = Date.now();
    if (!this.source_ && !this.retry_) this.look();
  };

  /** Opens or closes, as somebody looks or not. */
  readonly look = () => {
    if (document.visibilityState === 'hidden') this.close();
    else if (!this.source_) this.open();
  };

  readonly close = () => {
    clearTimeout(this.retry_);
    this.retry_ = undefined;
    this.source_?.close();
    this.source_ = null;
  };

  private open() {
    this.close();
    const query = new URLSearchParams();
    if (this.seq_ !== null) query.set('since', String(this.seq_));
    if (looking.at) query.set('at', looking.at);
    if (looking.at && looking.editing) query.set('editing', 'true');
    const source = new EventSource(`/api/v1/events?${query.toString()}`);
    this.source_ = source;
    source.onmessage = (event: MessageEvent<string>) => this.hear(JSON.parse(event.data) as LiveEvents);
    source.addEventListener('end', () => {
      this.close();
      void this.queries_.invalidateQueries(); // an ended session is found out by the next answer
    });
    source.onerror = () => {
      if (source.readyState !== EventSource.CLOSED || source !== this.source_) return;
      this.close();
      this.tries_ += 1;
      this.retry_ = setTimeout(this.again, Math.min(60_000, 2000 * 2 ** this.tries_));
    };
  }

  private readonly again = () => {
    this.retry_ = undefined;
    this.look();
  };

  private hear({ seq, reset, items, others }: LiveEvents) {
    this.tries_ = 0;
    this.seq_ = seq;
    see({ others });
    const isOwn = (actor: string) => actor === this.me_ && Date.now() - lastWrite() < ownEcho;
    const news = items.filter((item) => !isOwn(item.actor));
    const here = news.findLast((item) => item.object === looking.at && item.actor !== this.me_);
    if (here) seeChange(here.actor_name ?? '');
    this.all_ ||= reset;
    this.pending_.push(...news);
    if (this.all_ || this.pending_.length > 0) this.timer_ ??= setTimeout(this.settle, settleTime);
    if (Date.now() - this.attended_ > unattendedAfter) this.close();
  }

  private readonly settle = () => {
    this.timer_ = undefined;
    const touched = touchedBy(this.pending_);
    const all = this.all_;
    this.pending_ = [];
    this.all_ = false;
    void this.queries_.invalidateQueries({ predicate: (query) => all || touched(query.queryKey) });
  };
}

let live: Live | null = null;
let looking = { at: '', editing: false };
let turning: ReturnType<typeof setTimeout> | undefined;

function lookAt(at: string, editing: boolean) {
  if (at === looking.at && editing === looking.editing) return;
  if (at !== looking.at) see(nobody);
  looking = { at, editing };
  clearTimeout(turning);
  turning = setTimeout(() => live?.turn(), 300);
}

/** Keeps the stream while the app stands. */
export function useLive() {
  const queries = useQueryClient();
  const me = useMe();
  const inGuild = me.acting.guild_id !== null && may(me, 'events.read');
  useEffect(() => {
    if (!inGuild) return undefined;
    const own = new Live(queries, me.account.id);
    live = own;
    own.look();
    document.addEventListener('visibilitychange', own.look);
    document.addEventListener('pointerdown', own.attend, { passive: true });
    document.addEventListener('keydown', own.attend);
    return () => {
      document.removeEventListener('visibilitychange', own.look);
      document.removeEventListener('pointerdown', own.attend);
      document.removeEventListener('keydown', own.attend);
      own.close();
      live = null;
    };
  }, [queries, inGuild, me.account.id]);
}

/* Whether a field has the focus: it is being edited. */
function watchEditing(tell: (editing: boolean) => void) {
  const isField = (target: EventTarget | null) => target instanceof Element && target.closest('main :is(input, textarea, select, [contenteditable])') !== null;
  const come = (event: FocusEvent) => isField(event.target) && tell(true);
  const go = (event: FocusEvent) => !isField(event.relatedTarget) && tell(false);
  document.addEventListener('focusin', come);
  document.addEventListener('focusout', go);
  return () => {
    document.removeEventListener('focusin', come);
    document.removeEventListener('focusout', go);
  };
}

/** Says that this record is looked at, and who else does. */
export function useOthers(at: string): Seen {
  useEffect(() => {
    lookAt(at, false);
    const unwatch = watchEditing((editing) => lookAt(at, editing));
    return () => {
      unwatch();
      lookAt('', false);
    };
  }, [at]);
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => seen,
  );
}
