import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { api } from '../../api/client';
import { answerOf } from '../../api/problem';
import type { Profile, Program } from '../../api/types';
import { t } from '../../i18n';
import { AddKey, type KeyForm } from '../keys/AddKey';
import { programPermissions } from './queries';

interface AddProgramProps {
  guildId: string;
  profile: Profile;
  onClose: () => void;
}

/** A new program with its first key, which bears its name. */
export function AddProgram({ guildId, profile, onClose }: AddProgramProps) {
  const queries = useQueryClient();
  const { data } = useQuery(programPermissions);
  const program = useRef('');
  async function make(form: KeyForm) {
    const body = { name: form.name, permissions: form.permissions };
    program.current ||= (await answerOf(api.POST('/guilds/{guild_id}/service-accounts', { params: { path: { guild_id: guildId } }, body }))).id;
    const { key } = await makeKey(program.current, form).finally(() => queries.invalidateQueries({ queryKey: ['programs'] }));
    return key;
  }
  return <AddKey title={t('programs.new')} action={t('programs.make')} profile={profile} permissions={data?.permissions} make={make} onClose={onClose} />;
}

/** Another key of a program, within what that may. */
export function AddProgramKey({ program, profile, onClose }: { program: Program; profile: Profile; onClose: () => void }) {
  const queries = useQueryClient();
  async function make(form: KeyForm) {
    const { key } = await makeKey(program.id, form);
    void queries.invalidateQueries({ queryKey: ['programs'] });
    return key;
  }
  return (
    <AddKey title={t('programs.new_key_title', { name: program.name })} action={t('keys.make')} profile={profile} permissions={program.permissions} ticked={program.permissions} make={make} onClose={onClose} />
  );
}

function makeKey(programId: string, body: KeyForm) {
  return answerOf(api.POST('/service-accounts/{service_account_id}/keys', { params: { path: { service_account_id: programId } }, body }));
}
