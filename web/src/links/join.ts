import type { InvitationOpening, Me } from '../api/types';
import { part } from '../i18n/page';
import { onSubmit, post, refuse, say, show } from './form';
import { filled, t, type LinkKey } from './words';

// The token stays in the fragment, which is in no request line, log or referrer; on the way over the sign-in too.
const token = location.hash.slice(1);

const roles: Record<InvitationOpening['role'], LinkKey> = {
  moderator: 'role_moderator',
  access_owner: 'role_access_owner',
  agent: 'role_agent',
  guild: 'role_guild',
  spot: 'role_spot',
  builder: 'role_builder',
  user: 'role_user',
};

function introduce({ inviter, place, role, email }: InvitationOpening) {
  part('intro', HTMLElement).textContent = inviter ? filled('join_intro', { inviter, place, role: t(roles[role]) }) : filled('register_intro', { email });
  if (!inviter) part('heading', HTMLElement).textContent = t('register_title');
}

async function me(): Promise<Me | null> {
  const answer = await fetch('/api/v1/me', { headers: { Accept: 'application/json' } });
  return answer.ok ? ((await answer.json()) as Me) : null;
}

/** A new account, and straight into it; a second factor that the role wants is asked for by the sign-in. */
async function accept(invitation: InvitationOpening) {
  const password = part('password', HTMLInputElement).value;
  const name = part('name', HTMLInputElement).value;
  const answer = await post('/invitations/acceptance', { token, name, password, language: document.documentElement.lang });
  if (!answer.ok) {
    await refuse(answer, t);
    return;
  }
  const session = await post('/sessions', { email: invitation.email, password, kind: 'browser' });
  location.replace(session.ok ? '/' : '/sign-in');
}

async function joinAs(account: Me) {
  const headers = { 'X-CSRF-Token': account.csrf_token ?? '' };
  const answer = await post('/me/memberships', { token }, headers);
  if (!answer.ok) {
    await refuse(answer, t);
    return;
  }
  const { membership_id } = (await answer.json()) as { membership_id: string | null };
  if (membership_id)
    await fetch('/api/v1/sessions/current/membership', {
      method: 'PUT',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: JSON.stringify({ membership_id }),
    });
  location.replace('/');
}

async function signInFirst(account: Me | null) {
  if (account) await fetch('/api/v1/sessions/current', { method: 'DELETE', headers: { 'X-CSRF-Token': account.csrf_token ?? '' } });
  location.assign(`/sign-in?return=/join#${token}`);
}

async function askToJoin(invitation: InvitationOpening) {
  const account = await me();
  const same = account?.account.email.toLowerCase() === invitation.email.toLowerCase();
  part('known', HTMLElement).textContent = filled(account && !same ? 'other_account' : 'known_account', { email: invitation.email, other: account?.account.email ?? '' });
  part('go-on', HTMLButtonElement).textContent = account && same ? filled('join_as', { name: account.account.name }) : t('sign_in_to_join');
  onSubmit(part('joining', HTMLFormElement), t, () => (account && same ? joinAs(account) : signInFirst(account)));
  show('joining');
}

async function open() {
  const answer = await post('/invitations/opening', { token });
  if (!answer.ok) {
    await refuse(answer, t);
    show('over');
    return;
  }
  const invitation = (await answer.json()) as InvitationOpening;
  introduce(invitation);
  if (invitation.known) {
    await askToJoin(invitation);
    return;
  }
  part('email', HTMLInputElement).value = invitation.email;
  part('name', HTMLInputElement).value = invitation.inviter ? invitation.name : '';
  onSubmit(part('accepting', HTMLFormElement), t, () => accept(invitation));
  show('accepting');
  part(part('name', HTMLInputElement).value ? 'password' : 'name', HTMLInputElement).focus();
}

if (token === '') {
  say(t('no_token'));
  show('over');
} else open().catch(() => say(t('unavailable')));
