import { useMay } from '../../app/session';
import { currentLanguage, t } from '../../i18n';
import { currencyChoices } from '../../i18n/places';
import { BulkBar, type BulkAct } from '../lists/BulkBar';
import type { BulkProps } from '../lists/definition';
import { activeChoices } from './ProductForm';

/** What can be done with many products. */
export function ProductBulk(props: BulkProps) {
  const mayDelete = useMay('products.delete');
  const acts: BulkAct[] = [
    { id: 'active', label: t('product.use'), choices: activeChoices(), change: (value) => ({ active: value === 'true' }) },
    { id: 'currency', label: t('customer.currency'), choices: currencyChoices(currentLanguage()), change: (value) => ({ currency: value }) },
  ];
  return <BulkBar kind="products" {...props} acts={acts} mayDelete={mayDelete} />;
}
