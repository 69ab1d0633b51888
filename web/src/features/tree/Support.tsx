import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client';
import { answerOf, messageOf } from '../../api/problem';
import type { Guild, SupportGrant } from '../../api/types';
import { actAs, useMay, useMe } from '../../app/session';
import { plural, t, type Key } from '../../i18n';
import { exact } from '../../i18n/dates';
import { Chip } from '../../ui/Chip';
import { showToast } from '../../ui/toast';
import { supportGrants } from './queries';
import { SupportDialog } from './SupportDialog';

export type Deed = 'give' | 'end' | 'look';

async function done({ grant, deed }: { grant: SupportGrant; deed: Deed }) {
  const params = { params: { path: { support_grant_id: grant.id } } };
  if (deed === 'give') await answerOf(api.POST('/support-grants/{support_grant_id}/acceptance', { ...params, body: {} }));
  else if (deed === 'end') await answerOf(api.DELETE('/support-grants/{support_grant_id}', params));
  else if (grant.membership_id) await actAs(grant.membership_id);
}

/** Gives what was asked for, ends or declines it, or looks in by it. */
export function useSupport() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: done,
    onError: (failure) => showToast(messageOf(failure), null, 'error'),
    onSettled: () => queries.invalidateQueries({ queryKey: ['tree'] }),
  });
}

const shownOver = 5;

/** What a guild lets support look at, what is asked of it, and what it did before. */
export function GuildSupport({ guild }: { guild: Guild }) {
  const { data, error } = useQuery(supportGrants(guild.id));
  const mayGive = useMay('support_grants.create');
  const mayAsk = useMay('support_grants.ask');
  const [opened, setOpened] = useState(false);
  const grants = data?.items ?? [];
  const current = grants.filter((grant) => grant.state === 'asked' || grant.state === 'running');
  const over = grants.filter((grant) => !current.includes(grant)).slice(0, shownOver);
  return (
    <section className="panel" aria-labelledby="support-title">
      <div className="panel-head">
        <h2 id="support-title">{t('support.title')}</h2>
        <span className="spacer" />
        {(mayGive || mayAsk) && (
          <button type="button" className="button" onClick={() => setOpened(true)}>
            {mayGive ? t('support.give') : t('support.ask')}
          </button>
        )}
      </div>
      <p>{mayGive ? t('support.text') : t('support.text_above')}</p>
      {error && <p className="notice">{messageOf(error)}</p>}
      {grants.length > 0 && (
        <ul className="people">
          {[...current, ...over].map((grant) => (
            <Grant key={grant.id} grant={grant} />
          ))}
        </ul>
      )}
      {opened && <SupportDialog guild={guild} asking={!mayGive} onClose={() => setOpened(false)} />}
    </section>
  );
}

const states: Record<SupportGrant['state'], [Key, 'sky' | 'gold' | 'plain']> = {
  asked: ['support.state.asked', 'sky'],
  running: ['support.state.running', 'gold'],
  ended: ['support.state.ended', 'plain'],
  declined: ['support.state.declined', 'plain'],
  withdrawn: ['support.state.withdrawn', 'plain'],
  expired: ['support.state.expired', 'plain'],
};

export const spanOf = (hours: number) => plural('support.span', hours);

function lineOf(grant: SupportGrant): string {
  if (grant.state === 'running') return t('support.line_running', { time: exact(grant.ends_at ?? grant.created_at), name: grant.given_by ?? '–' });
  if (grant.state === 'asked') return t('support.line_asked', { name: grant.asked_by ?? '–', span: spanOf(grant.hours), time: exact(grant.created_at) });
  const until = grant.ended_at ?? grant.ends_at ?? grant.created_at;
  return grant.asked_by ? t('support.line_over_asked', { name: grant.asked_by, time: exact(until) }) : t('support.line_over', { time: exact(until) });
}

function Grant({ grant }: { grant: SupportGrant }) {
  const [state, tone] = states[grant.state];
  return (
    <li className="grant">
      <span className="grant-what">
        <span className="person-name" dir="auto">
          {grant.reason}
        </span>
        <Chip tone={tone}>{t(state)}</Chip>
      </span>
      <span className="grant-line muted">{lineOf(grant)}</span>
      <Actions grant={grant} />
    </li>
  );
}

function Actions({ grant }: { grant: SupportGrant }) {
  const me = useMe();
  const decides = useMay('support_grants.create');
  const doing = useSupport();
  const button = (deed: Deed, label: string, kind = '') => (
    <button type="button" className={`button ${kind}`} disabled={doing.isPending} onClick={() => doing.mutate({ grant, deed })}>
      {label}
    </button>
  );
  const asked = grant.state === 'asked';
  const running = grant.state === 'running';
  return (
    <span className="grant-actions">
      {asked && decides && button('end', t('support.decline'))}
      {asked && decides && button('give', t('support.accept'), 'primary')}
      {asked && grant.asked_by_id === me.account.id && button('end', t('support.take_back'))}
      {running && decides && button('end', t('grant.end'))}
      {running && !decides && grant.membership_id && button('look', t('support.look'), 'primary')}
    </span>
  );
}
