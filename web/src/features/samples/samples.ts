import { queryOptions, type QueryClient } from '@tanstack/react-query';
import { api } from '../../api/client';
import { answerOf } from '../../api/problem';
import type { Customer, Import } from '../../api/types';
import { t } from '../../i18n';
import { advance, importById, upload } from '../imports/queries';
import { customersCsv, customersFile, offers, productsCsv, productsFile, sampleNumbers } from './data';

/* Sample data come in as everything else can: two imports, whose undo takes them away again, and a few estimates and follow-ups. */

const isThere = (each: Pick<Import, 'state' | 'imported' | 'removed'>) => (each.state === 'done' || each.state === 'cancelled') && each.imported > each.removed;

/** The imports of sample data that have not been undone. */
export const sampleImports = queryOptions({
  queryKey: ['imports', 'samples'],
  queryFn: async ({ signal }) => {
    const all = await Promise.all([customersFile, productsFile].map((search) => answerOf(api.GET('/imports', { params: { query: { search, limit: 20 } }, signal }))));
    return all.flatMap((page) => page.items).filter((each) => [customersFile, productsFile].includes(each.file_name) && isThere(each));
  },
  staleTime: 60_000,
});

async function ended(id: string, queries: QueryClient): Promise<Import> {
  for (;;) {
    const now = await queries.query({ ...importById(id), staleTime: 0 });
    if (now.state !== 'running') return now;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

async function bringIn(kind: 'customers' | 'products', name: string, csv: string, queries: QueryClient) {
  const begun = await upload(new File([csv], name, { type: 'text/csv' }), kind, () => undefined);
  await advance(begun.id, 'start');
  await ended(begun.id, queries);
}

async function sampleCustomer(number: string): Promise<Customer | undefined> {
  return (await answerOf(api.GET('/customers', { params: { query: { external_id: number, limit: 1 } } }))).items[0];
}

async function addEstimates() {
  const codes = await answerOf(api.GET('/tax-codes', { params: { query: { limit: 1 } } }));
  const tax_code_id = codes.items[0]?.id;
  if (!tax_code_id) return;
  for (const [index, lines] of offers.entries()) {
    const customer = await sampleCustomer(sampleNumbers[index] ?? '');
    if (!customer) continue;
    await answerOf(api.POST('/estimates', { body: { customer_id: customer.id, lines: lines.map(([description, quantity, unit_price]) => ({ description, quantity, unit_price, tax_code_id })) } }));
    const due = new Date(Date.now() + (index - 1) * 86_400_000).toISOString();
    await answerOf(api.POST('/activities', { body: { kind: index === 0 ? 'call' : 'task', subject: t('samples.follow_up', { name: customer.name }), customer_id: customer.id, due_at: due } }));
  }
}

/** Everything that lists show may be something else afterwards. */
function forget(queries: QueryClient) {
  return queries.invalidateQueries();
}

export async function addSamples(queries: QueryClient) {
  await bringIn('customers', customersFile, customersCsv, queries);
  await bringIn('products', productsFile, productsCsv, queries);
  await addEstimates();
  await forget(queries);
}

async function removeWhatHangsOn(customer: Customer) {
  const query = { customer_id: customer.id, limit: 200 };
  const [estimates, activities] = await Promise.all([answerOf(api.GET('/estimates', { params: { query } })), answerOf(api.GET('/activities', { params: { query } }))]);
  for (const { id, state } of estimates.items) if (state === 'draft') await answerOf(api.DELETE('/estimates/{estimate_id}', { params: { path: { estimate_id: id } } }));
  for (const { id } of activities.items) await answerOf(api.DELETE('/activities/{activity_id}', { params: { path: { activity_id: id } } }));
}

/** Takes them away again, but for what somebody has made their own since. */
export async function removeSamples(imports: readonly { id: string }[], queries: QueryClient): Promise<number> {
  for (const number of sampleNumbers) {
    const customer = await sampleCustomer(number);
    if (customer) await removeWhatHangsOn(customer);
  }
  let left = 0;
  for (const { id } of imports) {
    await advance(id, 'undo');
    left += (await ended(id, queries)).kept;
  }
  await forget(queries);
  return left;
}
