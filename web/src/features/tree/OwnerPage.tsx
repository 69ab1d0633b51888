import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { api, atVersion } from '../../api/client';
import { answerOf, messageOf, Refusal } from '../../api/problem';
import type { AccessOwner } from '../../api/types';
import { Missing } from '../../app/Missing';
import { actingMembership, useMay, useMe } from '../../app/session';
import { useTitle } from '../../app/title';
import { plural, t, withWords } from '../../i18n';
import { Ask } from '../../ui/Ask';
import { Chip } from '../../ui/Chip';
import { TextField } from '../../ui/Field';
import { FormDialog } from '../../ui/FormDialog';
import { useSaving } from '../../ui/saving';
import { showToast } from '../../ui/toast';
import { accessOwnerById, portfolio, teamOf } from './queries';
import { Accounts } from './Accounts';
import { Invitations } from './Invitations';
import { OwnerHandingOver } from './OwnerHandover';
import { OwnNumber } from './OwnNumber';

const AgencyWork = lazy(() => withWords(import('./AgencyWork')).then(({ AgencyWork: component }) => ({ default: component })));

const above = getRouteApi('/access-owners/$accessOwnerId');

export function OwnerPage() {
  return <Owner id={above.useParams().accessOwnerId} crumb />;
}

/** The agency that one belongs to. */
export function OwnAgencyPage() {
  const id = actingMembership(useMe())?.access_owner?.id;
  return id ? <Owner id={id} crumb={false} /> : <Missing />;
}

function Owner({ id, crumb }: { id: string; crumb: boolean }) {
  const mayReadWork = useMay('assignments.read');
  const mayReadHandovers = useMay('owner_handovers.read');
  const { data: owner, error } = useQuery(accessOwnerById(id));
  useTitle(owner?.name ?? t('nav.owners'));
  if (error instanceof Refusal && error.status === 404) return <Missing />;
  if (error) return <p className="notice">{messageOf(error)}</p>;
  if (!owner) return <div className="loading" role="progressbar" aria-label={t('state.loading')} />;
  return (
    <article className="record">
      <OwnerHead owner={owner} crumb={crumb} />
      <div className="record-body">
        <div className="record-side">
          <Guilds ownerId={owner.id} />
          {mayReadWork && (
            <Suspense>
              <AgencyWork owner={owner} />
            </Suspense>
          )}
        </div>
        <div className="record-side">
          <Team owner={owner} />
          {mayReadHandovers && <OwnerHandingOver owner={owner} />}
          {!crumb && <OwnNumber id={owner.id} title={t('owner.id')} text={t('owner.id_text')} />}
        </div>
      </div>
    </article>
  );
}

function OwnerHead({ owner, crumb }: { owner: AccessOwner; crumb: boolean }) {
  const maySuspend = useMay('access_owners.create');
  const [renaming, setRenaming] = useState(false);
  return (
    <header className="page-head">
      <div>
        {crumb && (
          <Link to="/access-owners" className="crumb">
            {t('nav.owners')}
          </Link>
        )}
        <h1>{owner.name}</h1>
      </div>
      {owner.suspended && <Chip tone="rose">{t('state.suspended')}</Chip>}
      <span className="spacer" />
      {maySuspend && <Suspend owner={owner} />}
      <button type="button" className="button" onClick={() => setRenaming(true)}>
        {t('spots.rename')}
      </button>
      {renaming && <Rename owner={owner} onClose={() => setRenaming(false)} />}
    </header>
  );
}

function useChange(owner: AccessOwner) {
  const queries = useQueryClient();
  return async (body: { name?: string; suspended?: boolean }) => {
    const changed = await answerOf(api.PATCH('/access-owners/{access_owner_id}', { params: { path: { access_owner_id: owner.id }, header: atVersion(owner) }, body }));
    await queries.invalidateQueries({ queryKey: ['tree'] });
    return changed;
  };
}

function Suspend({ owner }: { owner: AccessOwner }) {
  const change = useChange(owner);
  const [asking, setAsking] = useState(false);
  const setting = useMutation({
    mutationFn: (suspended: boolean) => change({ suspended }),
    onError: (failure) => showToast(messageOf(failure), null, 'error'),
    onSettled: () => setAsking(false),
  });
  return (
    <>
      <button type="button" className="button" disabled={setting.isPending} onClick={() => (owner.suspended ? setting.mutate(false) : setAsking(true))}>
        {owner.suspended ? t('guild.resume') : t('guild.suspend')}
      </button>
      {asking && <Ask title={t('guild.suspend_title', { name: owner.name })} text={t('owner.suspend_text')} yes={t('guild.suspend')} pending={setting.isPending} onYes={() => setting.mutate(true)} onNo={() => setAsking(false)} />}
    </>
  );
}

function Rename({ owner, onClose }: { owner: AccessOwner; onClose: () => void }) {
  const change = useChange(owner);
  const [name, setName] = useState(owner.name);
  const saving = useSaving((given: string) => change({ name: given }), onClose);
  return (
    <FormDialog title={t('spots.rename_title', { name: owner.name })} pending={saving.pending} error={saving.error} messages={saving.messages} onSubmit={() => saving.save(name)} onClose={onClose}>
      <TextField name="name" className="whole" label={t('owner.name')} required value={name} message={saving.messages['name']} onChange={setName} />
    </FormDialog>
  );
}

function Guilds({ ownerId }: { ownerId: string }) {
  const list = useInfiniteQuery(portfolio({ access_owner_id: ownerId }));
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section className="panel" aria-labelledby="guilds-title">
      <div className="panel-head">
        <h2 id="guilds-title">{t('nav.guilds')}</h2>
      </div>
      {list.isSuccess && rows.length === 0 && <p className="muted">{t('guilds.none')}</p>}
      <ul className="people">
        {rows.map((guild) => (
          <li key={guild.id} className="person">
            <Link to="/guilds/$guildId" params={{ guildId: guild.id }} className="person-name">
              {guild.name}
            </Link>
            {guild.suspended && <Chip tone="rose">{t('state.suspended')}</Chip>}
            <span className="spacer" />
            <span className="muted">{plural('guild.people_count', guild.people)}</span>
          </li>
        ))}
      </ul>
      {list.hasNextPage && (
        <button type="button" className="button" onClick={() => void list.fetchNextPage()}>
          {t('action.more')}
        </button>
      )}
    </section>
  );
}

function Team({ owner }: { owner: AccessOwner }) {
  const { data } = useQuery(teamOf(owner.id));
  const params = (key: string) => ({ path: { access_owner_id: owner.id }, header: { 'Idempotency-Key': key } });
  return (
    <Accounts title={t('owner.team')} add={t('owner.add')} accounts={data?.items ?? []} mayAdd={useMay('team.create')} onAdd={(body, key) => answerOf(api.POST('/access-owners/{access_owner_id}/team', { params: params(key), body }))}>
      <Invitations role="access_owner" owner={owner.id} />
    </Accounts>
  );
}
