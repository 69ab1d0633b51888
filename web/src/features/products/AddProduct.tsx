import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client';
import { answerOf } from '../../api/problem';
import type { TaxCode } from '../../api/types';
import { currentLanguage, t } from '../../i18n';
import { SelectField, TextField } from '../../ui/Field';
import { FormDialog } from '../../ui/FormDialog';
import { fieldMessages, focusFirst } from '../../ui/messages';
import { numberOf } from '../estimates/draft';

export function AddProduct({ taxCodes, onClose }: { taxCodes: TaxCode[]; onClose: () => void }) {
  const queries = useQueryClient();
  const [form, setForm] = useState({ name: '', sku: '', unit_price: '', tax_code_id: taxCodes[0]?.id ?? '' });
  const [key, setKey] = useState(() => crypto.randomUUID());
  const saving = useMutation({
    mutationFn: () => {
      const body = { name: form.name, sku: form.sku || null, unit_price: numberOf(form.unit_price, currentLanguage()) ?? form.unit_price, tax_code_id: form.tax_code_id || null };
      return answerOf(api.POST('/products', { params: { header: { 'Idempotency-Key': key } }, body }));
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['products'] });
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
    <FormDialog title={t('products.new')} pending={saving.isPending} error={saving.error} messages={messages} onSubmit={saving.mutate} onClose={onClose}>
      <TextField label={t('product.name')} required className="whole" {...field('name')} />
      <TextField label={t('product.sku')} optional {...field('sku')} />
      <TextField label={t('product.unit_price')} inputMode="decimal" {...field('unit_price')} />
      <SelectField label={t('line.tax_code')} choices={taxCodes.map((code) => ({ value: code.id, label: code.name }))} {...field('tax_code_id')} />
    </FormDialog>
  );
}
