import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, atVersion } from '../../api/client';
import { answerOf, messageOf } from '../../api/problem';
import type { Profile, Program } from '../../api/types';
import { useMay } from '../../app/session';
import { plural, t } from '../../i18n';
import { Ask } from '../../ui/Ask';
import { showToast } from '../../ui/toast';
import { KeyItem, LastUse } from '../keys/KeyItem';
import { rightNames } from '../roles/rights';
import { AddProgramKey } from './AddProgram';
import { NameProgram } from './NameProgram';
import { keysOf } from './queries';

type Doing = 'key' | 'name' | 'end' | null;

/** A program of a guild, with its keys once they are asked for. */
export function ProgramItem({ program, profile }: { program: Program; profile: Profile }) {
  const [open, setOpen] = useState(false);
  const [doing, setDoing] = useState<Doing>(null);
  const done = () => setDoing(null);
  return (
    <li className="person">
      <span className="person-name" dir="auto">{program.name}</span>
      <span className="spacer" />
      <button type="button" className="button quiet" aria-expanded={open} onClick={() => setOpen(!open)}>
        {plural('programs.keys', program.keys)}
        <span className="visually-hidden"> {program.name}</span>
      </button>
      <Actions program={program} onDo={setDoing} />
      <span className="person-reach muted">
        <LastUse at={program.last_used_at} />
        <span>{rightNames(program.permissions)}</span>
      </span>
      {open && <Keys program={program} />}
      {doing === 'key' && <AddProgramKey program={program} profile={profile} onClose={done} />}
      {doing === 'name' && <NameProgram program={program} onClose={done} />}
      {doing === 'end' && <EndProgram program={program} onClose={done} />}
    </li>
  );
} // prettier-ignore

function Actions({ program, onDo }: { program: Program; onDo: (doing: Doing) => void }) {
  const mayUpdate = useMay('service_accounts.update');
  const mayEnd = useMay('service_accounts.delete');
  const action = (label: string, doing: Doing) => (
    <button type="button" className="button quiet" onClick={() => onDo(doing)}>
      {label}
      <span className="visually-hidden"> {program.name}</span>
    </button>
  );
  return (
    <>
      {mayUpdate && action(t('programs.new_key'), 'key')}
      {mayUpdate && action(t('action.rename'), 'name')}
      {mayEnd && action(t('programs.end'), 'end')}
    </>
  );
}

function Keys({ program }: { program: Program }) {
  const queries = useQueryClient();
  const mayUpdate = useMay('service_accounts.update');
  const { data, error } = useQuery(keysOf(program.id));
  const revoke = (id: string) => answerOf(api.DELETE('/service-account-keys/{service_account_key_id}', { params: { path: { service_account_key_id: id } } }));
  if (error) return <p className="notice">{messageOf(error)}</p>;
  if (data?.items.length === 0) return <p className="person-reach muted">{t('programs.no_keys')}</p>;
  return (
    <ul className="people inner" aria-label={t('programs.keys_of', { name: program.name })}>
      {data?.items.map((key) => (
        <KeyItem key={key.id} apiKey={key} revoke={mayUpdate ? () => revoke(key.id) : undefined} onSettled={() => queries.invalidateQueries({ queryKey: ['programs'] })} />
      ))}
    </ul>
  );
}

function EndProgram({ program, onClose }: { program: Program; onClose: () => void }) {
  const queries = useQueryClient();
  const ending = useMutation({
    mutationFn: () => answerOf(api.DELETE('/service-accounts/{service_account_id}', { params: { path: { service_account_id: program.id }, header: atVersion(program) } })),
    onSuccess: () => showToast(t('programs.ended', { name: program.name })),
    onError: (failure) => showToast(messageOf(failure), null, 'error'),
    onSettled: () => {
      onClose();
      return queries.invalidateQueries({ queryKey: ['programs'] });
    },
  });
  return <Ask title={t('programs.end_title', { name: program.name })} text={t('programs.end_text')} yes={t('programs.end')} pending={ending.isPending} onYes={() => ending.mutate()} onNo={onClose} />;
}
