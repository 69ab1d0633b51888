import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client';
import { answerOf } from '../../api/problem';
import type { Guild, Spot } from '../../api/types';
import { useMay } from '../../app/session';
import { t } from '../../i18n';
import { SelectField } from '../../ui/Field';
import { FormDialog } from '../../ui/FormDialog';
import { Help } from '../../ui/Help';
import { useSaving } from '../../ui/saving';
import { showToast } from '../../ui/toast';
import { accountOf, emptyPerson, PersonFields, type PersonForm } from './PersonFields';
import { flat, indented, treeOf } from './spot_tree';
import { roleNames } from './words';

type Kind = 'builder' | 'spot' | 'guild';

interface AddPersonProps {
  guild: Guild;
  spots: Spot[];
  firstSpot: string;
  onClose: () => void;
}

interface Input {
  kind: Kind;
  spot: string;
  person: PersonForm;
  creates: boolean;
}

function send(guildId: string, { kind, spot, person, creates }: Input, key: string) {
  const header = { 'Idempotency-Key': key };
  const body = accountOf(person);
  if (kind === 'guild') return answerOf(api.POST('/guilds/{guild_id}/administrators', { params: { path: { guild_id: guildId }, header }, body }));
  const params = { path: { spot_id: spot }, header };
  if (kind === 'spot') return answerOf(api.POST('/spots/{spot_id}/heads', { params, body }));
  return answerOf(api.POST('/spots/{spot_id}/builders', { params, body: { ...body, can_create_customers: creates } }));
}

/* Without a spot there is only the guild itself to work in. */
function kindsOf(spots: boolean, heads: boolean, fellows: boolean) {
  const kinds: [Kind, boolean][] = [
    ['builder', spots],
    ['spot', spots && heads],
    ['guild', fellows],
  ];
  return kinds.filter(([, open]) => open).map(([value]) => ({ value, label: t(roleNames[value] ?? 'role.builder') }));
}

/** Somebody new in a guild: a builder or head of a spot, or a fellow administrator, as far as one may make them. */
export function AddPerson({ guild, spots, firstSpot, onClose }: AddPersonProps) {
  const queries = useQueryClient();
  const mayAddHeads = useMay('heads.create');
  const mayAddFellows = useMay('administrators.create');
  const [input, setInput] = useState<Input>({ kind: spots.length === 0 ? 'guild' : 'builder', spot: firstSpot || (flat(treeOf(spots))[0]?.spot.id ?? ''), person: emptyPerson, creates: false });
  const saving = useSaving(
    (given: Input, key) => send(guild.id, given, key),
    (account) => {
      void queries.invalidateQueries({ queryKey: ['tree'] });
      showToast(t(input.person.password === '' ? 'invitations.sent' : 'people.added', { name: account.name }));
      onClose();
    },
  );
  const kinds = kindsOf(spots.length > 0, mayAddHeads, mayAddFellows);
  const places = flat(treeOf(spots)).map((node) => ({ value: node.spot.id, label: indented(node) }));
  return (
    <FormDialog title={t('people.add')} pending={saving.pending} error={saving.error} messages={saving.messages} onSubmit={() => saving.save(input)} onClose={onClose}>
      <div className="with-help">
        <SelectField name="kind" label={t('person.role')} value={input.kind} choices={kinds} onChange={(kind) => setInput({ ...input, kind: kind as Kind })} />
        <Help about={t('word.builder')}>{t('help.builder')}</Help>
      </div>
      {input.kind !== 'guild' && (
        <div className="with-help">
          <SelectField name="spot" label={t('word.spot')} value={input.spot} choices={places} onChange={(spot) => setInput({ ...input, spot })} />
          <Help about={t('word.spot')}>{t('help.spot')}</Help>
        </div>
      )}
      <PersonFields form={input.person} messages={saving.messages} onChange={(person) => setInput({ ...input, person })} />
      {input.kind === 'builder' && (
        <label className="check whole">
          <input type="checkbox" role="switch" checked={input.creates} onChange={(event) => setInput({ ...input, creates: event.target.checked })} />
          {t('person.may_create')}
        </label>
      )}
    </FormDialog>
  );
}
