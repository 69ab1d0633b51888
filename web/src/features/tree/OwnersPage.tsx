import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { api } from '../../api/client';
import { answerOf, messageOf } from '../../api/problem';
import type { AccessOwner } from '../../api/types';
import { useMay } from '../../app/session';
import { useTitle } from '../../app/title';
import { t } from '../../i18n';
import { Chip } from '../../ui/Chip';
import { DataGrid, type Column } from '../../ui/DataGrid';
import { TextField } from '../../ui/Field';
import { FormDialog } from '../../ui/FormDialog';
import { Help } from '../../ui/Help';
import { useSaving } from '../../ui/saving';
import { SearchBox } from '../../ui/SearchBox';
import { Time } from '../../ui/Time';
import { OwnerOffers } from './OwnerHandover';
import { accessOwners } from './queries';

const route = getRouteApi('/access-owners');

function columns(): Column<AccessOwner>[] {
  return [
    { id: 'name', header: t('owner.name'), width: 'minmax(150px, 2fr)', cell: (row) => <OwnerLink owner={row} /> },
    { id: 'state', header: t('guild.state'), width: '110px', cell: (row) => (row.suspended ? <Chip tone="rose">{t('state.suspended')}</Chip> : <Chip tone="spruce">{t('state.active')}</Chip>) },
    { id: 'created_at', header: t('record.created'), width: '150px', wideOnly: true, cell: (row) => <Time at={row.created_at} /> },
  ];
}

function OwnerLink({ owner }: { owner: AccessOwner }) {
  return (
    <Link to="/access-owners/$accessOwnerId" params={{ accessOwnerId: owner.id }} className="row-name" tabIndex={-1} dir="auto">
      {owner.name}
    </Link>
  );
}

/** Agencies, for those who run the installation. */
export function OwnersPage() {
  useTitle(t('nav.owners'));
  const { search } = route.useSearch();
  const navigate = useNavigate({ from: '/access-owners' });
  const mayAdd = useMay('access_owners.create');
  const mayDecide = useMay('owner_handovers.decide');
  const [adding, setAdding] = useState(false);
  const list = useInfiniteQuery(accessOwners(search));
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  return (
    <>
      <header className="page-head">
        <h1>{t('nav.owners')}</h1>
        <Help about={t('word.owner')}>{t('help.owner')}</Help>
        <span className="spacer" />
        <SearchBox label={t('owners.search')} value={search} onSearch={(text) => void navigate({ search: { search: text }, replace: true })} />
        {mayAdd && (
          <button type="button" className="button" onClick={() => setAdding(true)}>
            {t('owners.new')}
          </button>
        )}
      </header>
      {mayDecide && <OwnerOffers />}
      {list.isError && <p className="notice">{messageOf(list.error)}</p>}
      <DataGrid
        label={t('nav.owners')}
        columns={columns()}
        rows={rows}
        rowKey={(row) => row.id}
        total={list.hasNextPage ? -1 : rows.length}
        onOpen={(row) => void navigate({ to: '/access-owners/$accessOwnerId', params: { accessOwnerId: row.id } })}
        onNearEnd={() => list.hasNextPage && !list.isFetching && void list.fetchNextPage()}
      />
      {adding && <AddOwner onClose={() => setAdding(false)} />}
    </>
  );
}

function AddOwner({ onClose }: { onClose: () => void }) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [name, setName] = useState('');
  const saving = useSaving(
    (given: string, key) => answerOf(api.POST('/access-owners', { params: { header: { 'Idempotency-Key': key } }, body: { name: given } })),
    (owner) => {
      void queries.invalidateQueries({ queryKey: ['tree'] });
      onClose();
      void navigate({ to: '/access-owners/$accessOwnerId', params: { accessOwnerId: owner.id } });
    },
  );
  return (
    <FormDialog title={t('owners.new')} pending={saving.pending} error={saving.error} messages={saving.messages} onSubmit={() => saving.save(name)} onClose={onClose}>
      <TextField name="name" className="whole" label={t('owner.name')} required value={name} message={saving.messages['name']} onChange={setName} />
    </FormDialog>
  );
}
