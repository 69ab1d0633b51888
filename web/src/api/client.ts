import createClient, { type Middleware } from 'openapi-fetch';
import { currentLanguage } from '../i18n';
import type { paths } from './schema';

let csrfToken: string | null = null;

/** The token that proves that a changing request comes from this page; GET /me gives it. */
export function rememberCsrfToken(token: string | null | undefined) {
  csrfToken = token ?? null;
}

export function csrfHeaders(): Record<string, string> {
  return csrfToken ? { 'X-CSRF-Token': csrfToken } : {};
}

/** Leaves for the sign-in, which returns here. */
export function leaveForSignIn() {
  const here = location.pathname + location.search;
  location.assign(here === '/' ? '/sign-in' : `/sign-in?return=${encodeURIComponent(here)}`);
}

let written = 0;

/** When this page last changed something, in milliseconds of Date.now(). */
export function lastWrite(): number {
  return written;
}

const session: Middleware = {
  onRequest({ request }) {
    // What the reader chose here, not what the browser would say by itself: lists are sorted by it.
    request.headers.set('Accept-Language', currentLanguage());
    if (request.method !== 'GET') written = Date.now();
    if (request.method !== 'GET' && csrfToken) request.headers.set('X-CSRF-Token', csrfToken);
    return request;
  },
  onResponse({ response }) {
    if (response.status === 401) leaveForSignIn();
  },
};

export const api = createClient<paths>({ baseUrl: '/api/v1', headers: { Accept: 'application/json' } });
api.use(session);

/** The If-Match of a record that was read at this version. */
export function atVersion(record: { version: number }): { 'If-Match': string } {
  return { 'If-Match': `"${record.version}"` };
}
