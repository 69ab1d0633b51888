import { queryOptions } from '@tanstack/react-query';
import { api, csrfHeaders, leaveForSignIn, rememberCsrfToken } from '../../api/client';
import { answerOf, Refusal, refusalOf, type Problem } from '../../api/problem';
import { t } from '../../i18n';
import { askPasskey, type PasskeyRequest } from '../../login/passkey';

export const profile = queryOptions({
  queryKey: ['account', 'profile'],
  queryFn: ({ signal }) => answerOf(api.GET('/me/profile', { signal })),
});

export const sessions = queryOptions({
  queryKey: ['account', 'sessions'],
  queryFn: ({ signal }) => answerOf(api.GET('/sessions', { params: { query: { limit: 100 } }, signal })),
});

export const factors = queryOptions({
  queryKey: ['account', 'factors'],
  queryFn: ({ signal }) => answerOf(api.GET('/me/second-factors', { signal })),
});

export const apiKeys = queryOptions({
  queryKey: ['account', 'keys'],
  queryFn: ({ signal }) => answerOf(api.GET('/me/api-keys', { params: { query: { limit: 100 } }, signal })),
});

export const apiKeyPermissions = queryOptions({
  queryKey: ['account', 'key-permissions'],
  queryFn: ({ signal }) => answerOf(api.GET('/me/api-key-permissions', { signal })),
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

type SignInAnswer = Problem & { csrf_token?: string; passkey?: PasskeyRequest };

async function postSession(body: object): Promise<{ response: Response; answer: SignInAnswer }> {
  const response = await fetch('/api/v1/sessions', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...csrfHeaders() },
    body: JSON.stringify({ ...body, kind: 'browser' }),
  }).catch(() => null);
  if (!response) throw new Refusal(0, {});
  return { response, answer: (await response.json()) as SignInAnswer };
}

/* With the code that was typed; without one the browser is asked for a passkey, if there is one. */
async function signIn({ email, password, code }: Credentials): Promise<SignInAnswer> {
  const first = await postSession({ email, password, ...(code === '' ? {} : { code: code.trim() }) });
  if (first.response.ok) return first.answer;
  if (!first.answer.passkey || code !== '') throw await refusalOf(first.response, first.answer);
  const passkey = await askPasskey(first.answer.passkey);
  if (!passkey) throw new Refusal(401, { detail: t('passkeys.none_used') });
  const second = await postSession({ email, password, passkey });
  if (!second.response.ok) throw await refusalOf(second.response, second.answer);
  return second.answer;
}

/**
 * Signs in once more, as the same membership, and ends the session before it. What only somebody may do who has just signed in may be
 * done then. A wrong password throws and leaves the session as it is.
 */
export async function signInAgain(credentials: Credentials, membershipId: string): Promise<void> {
  const before = (await answerOf(api.GET('/sessions', { params: { query: { limit: 200 } } }))).items.find((session) => session.current);
  rememberCsrfToken((await signIn(credentials)).csrf_token);
  const me = await answerOf(api.PUT('/sessions/current/membership', { body: { membership_id: membershipId } }));
  rememberCsrfToken(me.csrf_token);
  if (before) await answerOf(api.DELETE('/sessions/{session_id}', { params: { path: { session_id: before.id } } }));
}
