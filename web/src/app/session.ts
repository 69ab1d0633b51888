import { createContext, use } from 'react';
import { api, rememberCsrfToken } from '../api/client';
import { answerOf } from '../api/problem';
import type { Me, Membership } from '../api/types';

export async function loadMe(): Promise<Me> {
  const me = await answerOf(api.GET('/me'));
  rememberCsrfToken(me.csrf_token);
  return me;
}

export const SessionContext = createContext<Me | null>(null);

/** Who is signed in. The app is rendered only once that is known. */
export function useMe(): Me {
  const me = use(SessionContext);
  if (!me) throw new Error('rendered before it is known who is signed in');
  return me;
}

/** Permissions come with a scope ("customers.create:spot"); any scope counts here, the server holds them apart. */
export function may(me: Me, permission: string): boolean {
  return me.acting.permissions.some((granted) => granted === permission || granted.startsWith(`${permission}:`));
}

export function useMay(permission: string): boolean {
  return may(useMe(), permission);
}

export function actingMembership(me: Me): Membership | undefined {
  return me.memberships.find((membership) => membership.id === me.acting.membership_id);
}

export async function actAs(membershipId: string) {
  await answerOf(api.PUT('/sessions/current/membership', { body: { membership_id: membershipId } }));
  location.assign('/');
}

/** Ends the session and forgets what this tab kept of its work. */
export async function signOut() {
  await answerOf(api.DELETE('/sessions/current'));
  sessionStorage.clear();
  location.assign('/sign-in');
}
