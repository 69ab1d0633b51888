import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client';
import { answerOf } from '../../api/problem';
import type { Product, ProductChange, TaxCode } from '../../api/types';
import { currentLanguage, t } from '../../i18n';
import { SelectField, TextField } from '../../ui/Field';
import { FormDialog } from '../../ui/FormDialog';
import { fieldMessages, focusFirst } from '../../ui/messages';
import { numberOf } from '../estimates/draft';
import { useEdits, type Editing } from '../lists/edits';

interface ProductFormProps {
  /** The one to change; null for a new one. */
  product: Product | null;
  taxCodes: TaxCode[];
  editing: Editing<Product, ProductChange>;
  onClose: () => void;
}

type Form = Record<'name' | 'sku' | 'unit_price' | 'tax_code_id' | 'category' | 'unit' | 'description' | 'active', string>;

function formOf(product: Product | null, taxCodes: TaxCode[]): Form {
  if (!product) return { name: '', sku: '', unit_price: '', tax_code_id: taxCodes[0]?.id ?? '', category: '', unit: '', description: '', active: 'true' };
  const { name, sku, unit_price, tax_code_id, category, unit, description, active } = product;
  return { name, sku: sku ?? '', unit_price, tax_code_id: tax_code_id ?? '', category: category ?? '', unit: unit ?? '', description: description ?? '', active: String(active) };
} // prettier-ignore

function bodyOf(form: Form) {
  return {
    name: form.name,
    sku: form.sku || null,
    unit_price: numberOf(form.unit_price, currentLanguage()) ?? form.unit_price,
    tax_code_id: form.tax_code_id || null,
    category: form.category || null,
    unit: form.unit || null,
    description: form.description || null,
    active: form.active === 'true',
  };
}

/* What the form says otherwise than the product, and what the product said there. */
function differenceOf(product: Product, form: Form): [ProductChange, ProductChange] {
  const names = (Object.keys(form) as (keyof Form)[]).filter((name) => bodyOf(form)[name] !== product[name]);
  const of = (from: ProductChange) => Object.fromEntries(names.map((name) => [name, from[name]])) as ProductChange;
  return [of(bodyOf(form)), of(product)];
}

function useSaving({ product, editing, onClose }: ProductFormProps, form: Form) {
  const queries = useQueryClient();
  const { save } = useEdits(editing);
  const [key, setKey] = useState(() => crypto.randomUUID());
  return useMutation({
    mutationFn: async () => {
      if (product) await save(product, ...differenceOf(product, form));
      else await answerOf(api.POST('/products', { params: { header: { 'Idempotency-Key': key } }, body: bodyOf(form) }));
    },
    onSuccess: async () => {
      if (!product) await queries.invalidateQueries({ queryKey: ['products'] });
      onClose();
    },
    onError: (failure) => {
      setKey(crypto.randomUUID());
      focusFirst(fieldMessages(failure));
    },
  });
}

/** A new product, or all of one that there is. */
export function ProductForm(props: ProductFormProps) {
  const { product, taxCodes, onClose } = props;
  const [form, setForm] = useState(() => formOf(product, taxCodes));
  const saving = useSaving(props, form);
  const messages = fieldMessages(saving.error);
  const field = (name: keyof Form) => ({ name, value: form[name], message: messages[name], onChange: (value: string) => setForm({ ...form, [name]: value }) });
  const taxChoices = [...(product ? [{ value: '', label: '–' }] : []), ...taxCodes.map((code) => ({ value: code.id, label: code.name }))];
  return (
    <FormDialog title={product ? t('products.change') : t('products.new')} pending={saving.isPending} error={saving.error} messages={messages} onSubmit={saving.mutate} onClose={onClose}>
      <TextField label={t('product.name')} required className="whole" {...field('name')} />
      <TextField label={t('product.sku')} optional {...field('sku')} />
      <TextField label={t('product.unit_price')} inputMode="decimal" {...field('unit_price')} />
      <TextField label={t('product.unit')} optional {...field('unit')} />
      <SelectField label={t('line.tax_code')} choices={taxChoices} {...field('tax_code_id')} />
      <TextField label={t('product.category')} optional {...field('category')} />
      <SelectField label={t('product.use')} choices={activeChoices()} {...field('active')} />
      <TextField label={t('product.description')} optional className="whole" {...field('description')} />
    </FormDialog>
  );
}

export const activeChoices = () => [{ value: 'true', label: t('product.active') }, { value: 'false', label: t('product.retired') }]; // prettier-ignore
