import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client';
import { answerOf } from '../../api/problem';
import type { TaxCode } from '../../api/types';
import { currentLanguage, t, type Key } from '../../i18n';
import { SelectField, TextField } from '../../ui/Field';
import { FormDialog } from '../../ui/FormDialog';
import { fieldMessages, focusFirst } from '../../ui/messages';
import { numberOf } from '../estimates/draft';

/* EN 16931's categories (UNCL 5305). Those that exempt need a reason; S and Z must not have one. */
const categories: [TaxCode['category'], Key][] = [
  ['S', 'tax.category.S'],
  ['Z', 'tax.category.Z'],
  ['E', 'tax.category.E'],
  ['AE', 'tax.category.AE'],
  ['K', 'tax.category.K'],
  ['G', 'tax.category.G'],
  ['O', 'tax.category.O'],
];

export function AddTaxCode({ onClose }: { onClose: () => void }) {
  const queries = useQueryClient();
  const [form, setForm] = useState<{ name: string; category: TaxCode['category']; rate: string; exemption_reason: string }>({ name: '', category: 'S', rate: '', exemption_reason: '' });
  const [key, setKey] = useState(() => crypto.randomUUID());
  const needsReason = form.category !== 'S' && form.category !== 'Z';
  const saving = useMutation({
    mutationFn: () => {
      const rate = form.category === 'S' ? (numberOf(form.rate, currentLanguage()) ?? form.rate) : '0';
      const body = { name: form.name, category: form.category, rate, exemption_reason: needsReason ? form.exemption_reason || null : null };
      return answerOf(api.POST('/tax-codes', { params: { header: { 'Idempotency-Key': key } }, body }));
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['tax-codes'] });
      onClose();
    },
    onError: (failure) => {
      setKey(crypto.randomUUID());
      focusFirst(fieldMessages(failure));
    },
  });
  const messages = fieldMessages(saving.error);
  const field = (name: keyof typeof form) => ({ name, value: form[name], message: messages[name], onChange: (value: string) => setForm({ ...form, [name]: value }) });
  return (
    <FormDialog title={t('tax_codes.new')} pending={saving.isPending} error={saving.error} messages={messages} onSubmit={saving.mutate} onClose={onClose}>
      <TextField label={t('tax.name')} required className="whole" {...field('name')} />
      <SelectField label={t('tax.category')} choices={categories.map(([value, label]) => ({ value, label: `${value} – ${t(label)}` }))} {...field('category')} />
      {form.category === 'S' && <TextField label={t('tax.rate')} inputMode="decimal" {...field('rate')} />}
      {needsReason && <TextField label={t('tax.exemption_reason')} required className="whole" {...field('exemption_reason')} />}
    </FormDialog>
  );
}
