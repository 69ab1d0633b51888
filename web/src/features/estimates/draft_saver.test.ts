import { beforeEach, expect, test, vi } from 'vitest';
import { Refusal } from '../../api/problem';
import type { Estimate } from '../../api/types';
import { bodyOf, newDraft, newLine, withCustomer, type Draft, type EstimateBody } from './draft';
import { shelfOf } from './draft_keeping';
import { DraftSaver, type EstimateStore } from './draft_saver';

const alfreds = { id: 'c1', name: 'Alfreds', currency: 'EUR' } as Parameters<typeof withCustomer>[1];

function memory(): Storage {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  } as unknown as Storage;
}

function server() {
  const made = new Map<string, Estimate>();
  let version = 0;
  const answer = (id: string, body: EstimateBody) => ({ ...body, id, version: (version += 1), lines: body.lines.map((line, index) => ({ ...line, id: `l${index}` })) }) as unknown as Estimate;
  const store = {
    add: vi.fn((body: EstimateBody, key: string) => {
      const first = made.get(key) ?? answer(`e${made.size + 1}`, body);
      made.set(key, first);
      return Promise.resolve(first);
    }),
    change: vi.fn<EstimateStore['change']>((id, _, body) => Promise.resolve(answer(id, body))),
  } satisfies EstimateStore;
  return { store, made };
}

function open(draft: Draft, storage: Storage, store: EstimateStore, estimate: Estimate | null = null) {
  return new DraftSaver({ draft, estimate, shelf: shelfOf('ada', storage), store, bodyOf: (given) => bodyOf(given, 'en'), delay: 700 });
}

const typed = (notes: string) => (draft: Draft) => ({ ...draft, lines: [], notes });

beforeEach(() => {
  vi.useFakeTimers();
});

test('what is typed before there is a customer survives a reload', () => {
  const storage = memory();
  const { store } = server();
  open(newDraft('EUR'), storage, store).edit(typed('hello'));
  expect(open(newDraft('EUR'), storage, store).draft().notes).toBe('hello');
  expect(store.add).not.toHaveBeenCalled();
});

test('another membership does not see it', () => {
  const storage = memory();
  open(newDraft('EUR'), storage, server().store).edit(typed('secret'));
  expect(shelfOf('bob', storage).read('new')).toBeNull();
});

test('a first save becomes a record, later ones change it, and the shelf is empty again', async () => {
  const storage = memory();
  const { store } = server();
  const saver = open(newDraft('EUR'), storage, store);
  saver.edit((draft) => withCustomer(typed('one')(draft), alfreds));
  await vi.advanceTimersByTimeAsync(800);
  expect(saver.saved().state).toBe('saved');
  saver.edit(typed('two'));
  await vi.advanceTimersByTimeAsync(800);
  expect(store.change).toHaveBeenCalledWith('e1', 1, expect.objectContaining({ notes: 'two' }), []);
  expect(shelfOf('ada', storage).read('e1')).toBeNull();
});

test('a reload in the middle of the first save makes nothing twice and loses nothing', async () => {
  const storage = memory();
  const { store, made } = server();
  store.add.mockImplementationOnce((body, key) => {
    made.set(key, { ...body, id: 'e1', version: 1, lines: [] } as unknown as Estimate);
    return new Promise(() => undefined);
  });
  const first = open(newDraft('EUR'), storage, store);
  first.edit((draft) => withCustomer(typed('one')(draft), alfreds));
  await vi.advanceTimersByTimeAsync(800);
  first.edit(typed('more'));
  const second = open(newDraft('EUR'), storage, store);
  await vi.advanceTimersByTimeAsync(800);
  expect(made.size).toBe(1);
  expect(second.draft().notes).toBe('more');
  expect(store.change).toHaveBeenLastCalledWith('e1', 1, expect.objectContaining({ notes: 'more' }), []);
});

test('what is typed while a save runs is saved next', async () => {
  const { store } = server();
  const saver = open(newDraft('EUR'), memory(), store);
  saver.edit((draft) => withCustomer(draft, alfreds));
  const running = saver.flush();
  saver.edit(typed('later'));
  await running;
  await vi.advanceTimersByTimeAsync(800);
  expect(saver.saved().state).toBe('saved');
  expect(store.change).toHaveBeenLastCalledWith('e1', 1, expect.objectContaining({ notes: 'later' }), []);
});

test('without a connection it tries again', async () => {
  const { store } = server();
  store.add.mockRejectedValueOnce(new Refusal(503, { title: 'away' }));
  const saver = open(newDraft('EUR'), memory(), store);
  saver.edit((draft) => withCustomer(draft, alfreds));
  await vi.advanceTimersByTimeAsync(800);
  expect(saver.saved().state).toBe('offline');
  await vi.advanceTimersByTimeAsync(4000);
  expect(saver.saved().state).toBe('saved');
  expect(store.add.mock.calls[0]?.[1]).toBe(store.add.mock.calls[1]?.[1]);
});

test('a record that somebody else changed is not overwritten unasked', async () => {
  const { store } = server();
  const theirs = { id: 'e1', version: 9, lines: [] as unknown } as Estimate;
  const mine = withCustomer(newDraft('EUR'), alfreds);
  const saver = open(mine, memory(), store, { id: 'e1', version: 8, lines: [] as unknown } as Estimate);
  store.change.mockRejectedValueOnce(new Refusal(412, { title: 'stale' }));
  saver.edit(typed('mine'));
  await vi.advanceTimersByTimeAsync(800);
  expect(saver.saved().state).toBe('stale');
  saver.settle('mine', theirs, mine);
  await vi.advanceTimersByTimeAsync(800);
  expect(store.change).toHaveBeenLastCalledWith('e1', 9, expect.objectContaining({ notes: 'mine' }), []);
});

test('a saved line stays the same line; a new one beside it is new', async () => {
  const { store } = server();
  const saver = open(newDraft('EUR'), memory(), store);
  const line = (key: string) => ({ ...newLine('t1'), key, description: key });
  saver.edit((draft) => ({ ...withCustomer(draft, alfreds), lines: [line('one')] }));
  await vi.advanceTimersByTimeAsync(800);
  saver.edit((draft) => ({ ...draft, lines: [line('before'), ...draft.lines] }));
  await vi.advanceTimersByTimeAsync(800);
  expect(store.change.mock.calls[0]?.[3]).toEqual([null, 'l0']);
});

test("another person's change is taken over where nothing here is unsaved, and never over what is typed", async () => {
  const storage = memory();
  const { store } = server();
  const first = { id: 'e1', version: 1, notes: '' } as Estimate;
  const saver = open(typed('as it was')(newDraft('EUR')), storage, store, first);
  saver.meet({ ...first, version: 2 }, typed('theirs')(newDraft('EUR')));
  expect(saver.draft().notes).toBe('theirs');
  saver.edit((draft) => withCustomer({ ...draft, notes: 'mine' }, alfreds));
  saver.meet({ ...first, version: 3 }, typed('theirs again')(newDraft('EUR')));
  expect(saver.draft().notes).toBe('mine');
  await saver.flush();
  expect(store.change).toHaveBeenCalledWith('e1', 2, expect.anything(), expect.anything());
});
