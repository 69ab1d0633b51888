import { flushSync } from 'react-dom';
import type { TaxCode } from '../../api/types';
import { currentLanguage, t } from '../../i18n';
import { computeTotals } from '../../money/totals';
import { Icon } from '../../ui/Icon';
import type { Messages } from '../../ui/messages';
import { amountsOf, isBlank, newLine, withLine, withoutLine, type Draft } from './draft';
import type { Edit } from './EstimateEditor';
import { LineRow } from './LineRow';

interface LinesProps {
  draft: Draft;
  edit: Edit;
  taxCodes: TaxCode[];
  messages: Messages;
}

function focusLine(index: number, part = 'description') {
  document.getElementById(`lines.${index}.${part}`)?.focus();
}

function Heading() {
  return (
    <div className="line head" aria-hidden="true">
      <span>{t('line.description')}</span>
      <span className="number">{t('line.quantity')}</span>
      <span className="number">{t('line.unit_price')}</span>
      <span className="number">{t('line.discount')}</span>
      <span>{t('line.tax_code')}</span>
      <span className="number">{t('line.amount')}</span>
      <span />
    </div>
  );
}

/** The lines of the document. Enter goes to the next line and makes one after the last. */
export function Lines({ draft, edit, taxCodes, messages }: LinesProps) {
  const language = currentLanguage();
  const totals = computeTotals(amountsOf(draft, taxCodes, language));
  const add = () => {
    flushSync(() => edit((now) => ({ ...now, lines: [...now.lines, newLine(draft.lines.at(-1)?.tax_code_id)] })));
    focusLine(draft.lines.length);
  };
  return (
    <section aria-labelledby="lines-title">
      <h2 id="lines-title" className="visually-hidden">
        {t('lines.title')}
      </h2>
      <div className="lines">
        <Heading />
        {draft.lines.map((line, index) => (
          <LineRow
            key={line.key}
            line={line}
            index={index}
            amount={totals.lines[index] ?? '0'}
            currency={draft.currency}
            taxCodes={taxCodes}
            messages={messages}
            sentAs={draft.lines.slice(0, index).filter((other) => !isBlank(other)).length}
            onChange={(change) => edit((now) => withLine(now, line.key, change))}
            onNext={() => (index === draft.lines.length - 1 ? add() : focusLine(index + 1))}
            onRemove={() => {
              flushSync(() => edit((now) => withoutLine(now, line.key)));
              focusLine(Math.max(0, index - 1));
            }}
          />
        ))}
      </div>
      <button type="button" className="button quiet add-line" onClick={add}>
        <Icon name="plus" />
        {t('lines.add')}
      </button>
    </section>
  );
}
