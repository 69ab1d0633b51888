import { useQuery } from '@tanstack/react-query';
import { useState, type KeyboardEvent } from 'react';
import type { TaxCode } from '../../api/types';
import { currentLanguage, t } from '../../i18n';
import { showMoney } from '../../money/currency';
import { Combobox } from '../../ui/Combobox';
import { Icon } from '../../ui/Icon';
import type { Messages } from '../../ui/messages';
import { discountOf, numberOf, withProduct, type DraftLine } from './draft';
import { productSearch } from './queries';
import { Select } from '../../ui/Select';

interface LineRowProps {
  line: DraftLine;
  index: number;
  amount: string;
  currency: string;
  taxCodes: TaxCode[];
  messages: Messages;
  onChange: (change: Partial<DraftLine>) => void;
  onNext: () => void;
  onRemove: () => void;
}

/** One line: what, how many, for how much. The description offers the products. */
export function LineRow({ line, index, amount, currency, taxCodes, messages, onChange, onNext, onRemove }: LineRowProps) {
  const language = currentLanguage();
  const number = index + 1;
  const wrong = wrongNumbers(line, language);
  const problem = wrong ?? lineMessages(messages, index);
  function onKeyDown(event: KeyboardEvent) {
    const { target } = event;
    if (event.key !== 'Enter' || event.defaultPrevented || event.nativeEvent.isComposing || !(target instanceof HTMLInputElement)) return;
    event.preventDefault();
    onNext();
  }
  const text = (part: 'quantity' | 'unit_price' | 'discount', label: string) => (
    <label className="line-part">
      <span className="line-label">{label}</span>
      <input
        id={`lines.${index}.${part}`}
        className="control number"
        inputMode="decimal"
        autoComplete="off"
        aria-label={t('line.part', { part: label, line: number })}
        value={line[part]}
        onChange={(event) => onChange({ [part]: event.target.value })}
        aria-invalid={problem?.part === part || undefined}
        aria-describedby={problem?.part === part ? `line-${index}-message` : undefined}
      />
    </label>
  );
  return (
    <div className="line" role="group" aria-label={t('line.label', { line: number })} onKeyDown={onKeyDown}>
      <Description line={line} index={index} invalid={problem?.part === 'description'} onChange={onChange} />
      {text('quantity', t('line.quantity'))}
      {text('unit_price', t('line.unit_price'))}
      {text('discount', t('line.discount'))}
      <TaxSelect line={line} index={index} taxCodes={taxCodes} onChange={onChange} />
      <output className="line-amount number">{showMoney(amount, currency, language)}</output>
      <button type="button" className="button quiet icon" aria-label={t('line.remove', { line: number })} onClick={onRemove}>
        <Icon name="close" />
      </button>
      {problem && (
        <span className="message" id={`line-${index}-message`}>
          {problem.message}
        </span>
      )}
    </div>
  );
}

interface LineProblem {
  part: string;
  message: string;
}

function wrongNumbers(line: DraftLine, language: string): LineProblem | null {
  if (numberOf(line.quantity, language) === null) return { part: 'quantity', message: t('line.not_a_number') };
  if (numberOf(line.unit_price, language) === null) return { part: 'unit_price', message: t('line.not_a_number') };
  return discountOf(line.discount, language) ? null : { part: 'discount', message: t('estimate.discount_wrong') };
}

function lineMessages(messages: Messages, index: number): LineProblem | null {
  const start = `lines.${index}.`;
  const found = Object.entries(messages).find(([field]) => field.startsWith(start));
  return found ? { part: found[0].slice(start.length).replace(/^discount_.*/, 'discount'), message: found[1] } : null;
}

function TaxSelect({ line, index, taxCodes, onChange }: Pick<LineRowProps, 'line' | 'index' | 'taxCodes' | 'onChange'>) {
  return (
    <label className="line-part tax">
      <span className="line-label">{t('line.tax_code')}</span>
      <Select id={`lines.${index}.tax_code_id`} className="control" aria-label={t('line.part', { part: t('line.tax_code'), line: index + 1 })} value={line.tax_code_id} onChange={(event) => onChange({ tax_code_id: event.target.value })}>
        {taxCodes.map((code) => (
          <option key={code.id} value={code.id}>
            {code.name}
          </option>
        ))}
      </Select>
    </label>
  );
}

interface DescriptionProps extends Pick<LineRowProps, 'line' | 'index' | 'onChange'> {
  invalid: boolean;
}

function Description({ line, index, invalid, onChange }: DescriptionProps) {
  const [open, setOpen] = useState(false);
  const { data: products = [] } = useQuery({ ...productSearch(line.description.trim()), enabled: open });
  const items = products.map((product) => ({ id: product.id, label: product.name, product }));
  return (
    <label className="line-part description">
      <span className="line-label">{t('line.description')}</span>
      <Combobox
        free
        id={`lines.${index}.description`}
        label={t('line.part', { part: t('line.description'), line: index + 1 })}
        items={items}
        value={line.description}
        invalid={invalid ? `line-${index}-message` : undefined}
        onType={(description) => onChange({ description, product_id: null })}
        onPick={({ product }) => onChange(withProduct(line, product))}
        onOpenChange={setOpen}
      >
        {({ product }) => (
          <>
            <span dir="auto">{product.name}</span>
            <span className="muted number">{product.unit_price}</span>
          </>
        )}
      </Combobox>
    </label>
  );
}
