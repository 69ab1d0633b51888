import type { Json, Row } from './records.ts';

/** A refusal, on its way to becoming a problem document. */
export class Refused extends Error {
  readonly status: number;
  readonly body: Json;

  constructor(status: number, type: string, title: string, more: Json = {}) {
    super(title);
    this.status = status;
    this.body = { type: `https://guildhall.example/problems/${type}`, title, status, ...more };
  }
}

export const missing = () => new Refused(404, 'not_found', 'There is nothing here');

export function invalid(fields: { field: string; message: string }[]) {
  return new Refused(422, 'invalid', 'Some fields need attention', { fields });
}

/** A page by keyset: the cursor is the last row's id. */
export function page(rows: Row[], query: URLSearchParams) {
  const limit = Number(query.get('limit') ?? 50);
  const after = query.get('after');
  const from = after === null ? 0 : rows.findIndex((row) => row.id === after) + 1;
  const items = rows.slice(from, from + limit);
  return { items, next: from + limit < rows.length ? (items.at(-1)?.id ?? null) : null };
}

export function found<T extends Row>(rows: T[], id: string): T {
  const row = rows.find((candidate) => candidate.id === id);
  if (!row) throw missing();
  return row;
}

/** Applies a PATCH: If-Match must name the version that the record has. */
export function patched(row: Row, ifMatch: string | undefined, change: Json) {
  if (ifMatch === undefined) throw new Refused(428, 'precondition_required', 'Send If-Match');
  if (ifMatch !== `"${row.version}"`) throw new Refused(412, 'stale', 'Somebody else changed it meanwhile');
  Object.assign(row, change, { version: row.version + 1, updated_at: new Date().toISOString() });
  return row;
}
