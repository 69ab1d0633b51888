import { currentLanguage, t } from '../../i18n';
import { showMoney } from '../../money/currency';
import type { Totals } from '../../money/totals';

/** What it comes to. Computed here at once, by the rules the server uses. */
export function TotalsPanel({ totals, currency }: { totals: Totals; currency: string }) {
  const language = currentLanguage();
  const money = (amount: string) => showMoney(amount, currency, language);
  const rate = (value: string) => new Intl.NumberFormat(language, { maximumFractionDigits: 6 }).format(value as `${number}`);
  return (
    <dl className="totals" aria-label={t('totals.label')}>
      {Number(totals.discount) !== 0 && (
        <div>
          <dt>{t('totals.discount')}</dt>
          <dd className="number">{money(`-${totals.discount}`)}</dd>
        </div>
      )}
      <div>
        <dt>{t('totals.net')}</dt>
        <dd className="number">{money(totals.net)}</dd>
      </div>
      {totals.taxes.map((tax) => (
        <div key={`${tax.category} ${tax.rate}`}>
          <dt>{t('totals.tax', { rate: rate(tax.rate), base: money(tax.base) })}</dt>
          <dd className="number">{money(tax.tax)}</dd>
        </div>
      ))}
      <div className="gross">
        <dt>{t('totals.gross')}</dt>
        <dd className="number" data-testid="gross">
          {money(totals.gross)}
        </dd>
      </div>
    </dl>
  );
}
