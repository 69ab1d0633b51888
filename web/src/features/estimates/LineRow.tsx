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
  /** Its place among the lines that were sent: blank ones are not. */
  sentAs: number;
  onChange: (change: Partial<DraftLine>) => void;
  onNext: () => void;
  onRemove: () => void;
}

/** One line: what, how many, for how much. The description offers the products. */
export function LineRow({ line, index, amount, currency, taxCodes, messages, sentAs, onChange, onNext, onRemove }: LineRowProps) {
  const language = currentLanguage();
  const number = index + 1;
  const wrong = wrongNumbers(line, language);
  const problem = wrong ?? lineMessages(messages, sentAs);
  function onKeyDown(event: KeyboardEvent) {
    const { target } = event;
    if (event.key !== 'Enter' || event.defaultPrevented || event.nativeEvent.isComposing || !(target instanceof HTMLInputElement)) return;
    event.preventDefault();
    onNext();
  }
  const shared = { line, index, onChange };
  return (
    <div className="line" role="group" aria-label={t('line.label', { line: number })} onKeyDown={onKeyDown}>
      <Description {...shared} invalid={problem?.part === 'description'} />
      <Amount {...shared} part="quantity" label={t('line.quantity')} invalid={problem?.part === 'quantity'} />
      <Amount {...shared} part="unit_price" label={t('line.unit_price')} invalid={problem?.part === 'unit_price'} />
      <Amount {...shared} part="discount" label={t('line.discount')} invalid={problem?.part === 'discount'} />
      <TaxSelect {...shared} taxCodes={taxCodes} />
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

type SharedProps = Pick<LineRowProps, 'line' | 'index' | 'onChange'>;

function Amount({ line, index, part, label, invalid, onChange }: SharedProps & { part: 'quantity' | 'unit_price' | 'discount'; label: string; invalid: boolean }) {
  return (
    <label className="line-part">
      <span className="line-label">{label}</span>
      <input
        id={`lines.${index}.${part}`}
        className="control number"
        inputMode="decimal"
        autoComplete="off"
        aria-label={t('line.part', { part: label, line: index + 1 })}
        value={line[part]}
        onChange={(event) => onChange({ [part]: event.target.value })}
        aria-invalid={invalid || undefined}
        aria-describedby={invalid ? `line-${index}-message` : undefined}
      />
    </label>
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

function TaxSelect({ line, index, taxCodes, onChange }: SharedProps & { taxCodes: TaxCode[] }) {
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

function Description({ line, index, invalid, onChange }: SharedProps & { invalid: boolean }) {
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
