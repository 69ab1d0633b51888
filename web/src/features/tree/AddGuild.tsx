import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../../api/client';
import { answerOf } from '../../api/problem';
import { currentLanguage, t } from '../../i18n';
import { currencyChoices, likelyCountry, usualCurrency } from '../../i18n/places';
import { countriesFrom } from '../../ui/AddressFields';
import { Choose } from '../../ui/Choose';
import { SelectField, TextField } from '../../ui/Field';
import { FormDialog } from '../../ui/FormDialog';
import { useSaving } from '../../ui/saving';

/** A new company of one's own agency. */
export function AddGuild({ ownerId, onClose }: { ownerId: string; onClose: () => void }) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [form, setForm] = useState(() => ({ name: '', country: likelyCountry(), currency: usualCurrency(likelyCountry()) ?? 'EUR' }));
  const saving = useSaving(
    (input: typeof form, key) => answerOf(api.POST('/access-owners/{access_owner_id}/guilds', { params: { path: { access_owner_id: ownerId }, header: { 'Idempotency-Key': key } }, body: input })),
    (guild) => {
      void queries.invalidateQueries({ queryKey: ['tree'] });
      onClose();
      void navigate({ to: '/guilds/$guildId', params: { guildId: guild.id } });
    },
  );
  const field = (name: keyof typeof form) => ({ name, value: form[name], message: saving.messages[name], onChange: (value: string) => setForm({ ...form, [name]: value }) });
  return (
    <FormDialog title={t('guilds.new')} pending={saving.pending} error={saving.error} messages={saving.messages} onSubmit={() => saving.save(form)} onClose={onClose}>
      <TextField label={t('guild.name')} required className="whole" {...field('name')} />
      <Choose label={t('address.country')} choices={countriesFrom(form.country)} {...field('country')} />
      <SelectField label={t('customer.currency')} choices={currencyChoices(currentLanguage())} {...field('currency')} />
    </FormDialog>
  );
}
