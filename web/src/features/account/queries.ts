import { queryOptions } from '@tanstack/react-query';
import { api, csrfHeaders, leaveForSignIn, rememberCsrfToken } from '../../api/client';
import { answerOf, Refusal, refusalOf, type Problem } from '../../api/problem';

export const profile = queryOptions({
  queryKey: ['account', 'profile'],
  queryFn: ({ signal }) => answerOf(api.GET('/me/profile', { signal })),
});

export const sessions = queryOptions({
  queryKey: ['account', 'sessions'],
  queryFn: ({ signal }) => answerOf(api.GET('/sessions', { params: { query: { limit: 100 } }, signal })),
});

/** Sends a picture as a form; the generated client would write it as JSON. */
export async function sendPicture(file: File): Promise<void> {
  const form = new FormData();
  form.set('file', file);
  const response = await fetch('/api/v1/me/picture', { method: 'PUT', headers: csrfHeaders(), body: form }).catch(() => null);
  if (!response) throw new Refusal(0, {});
  if (response.status === 401) leaveForSignIn();
  if (!response.ok) throw await refusalOf(response, await response.json());
}

export interface Credentials {
  email: string;
  password: string;
  code: string;
}

/**
 * Signs in once more, as the same membership, and ends the session before it. What only somebody may do who has just signed in may be
 * done then. A wrong password throws and leaves the session as it is.
 */
export async function signInAgain({ email, password, code }: Credentials, membershipId: string): Promise<void> {
  const before = (await answerOf(api.GET('/sessions', { params: { query: { limit: 200 } } }))).items.find((session) => session.current);
  const response = await fetch('/api/v1/sessions', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...csrfHeaders() },
    body: JSON.stringify({ email, password, kind: 'browser', ...(code === '' ? {} : { code }) }),
  }).catch(() => null);
  if (!response) throw new Refusal(0, {});
  const answer = (await response.json()) as Problem & { csrf_token?: string };
  if (!response.ok) throw await refusalOf(response, answer);
  rememberCsrfToken(answer.csrf_token);
  const me = await answerOf(api.PUT('/sessions/current/membership', { body: { membership_id: membershipId } }));
  rememberCsrfToken(me.csrf_token);
  if (before) await answerOf(api.DELETE('/sessions/{session_id}', { params: { path: { session_id: before.id } } }));
}
