import { queryOptions } from '@tanstack/react-query';
import { api } from '../../api/client';
import { answerOf } from '../../api/problem';
import type { Export } from '../../api/types';

export type ExportKind = Export['kind'];
export type ExportFormat = Export['format'];
/** As in the address of the list: what is not there is left out. */
export type ExportFilter = Record<string, string | number | boolean | undefined>;

const money = ['net', 'gross', 'unit_price'];

/* Where a list's column has another name in the file, or is several there. */
const inFile: Readonly<Record<string, string[]>> = { customer: ['customer_name'], flags: ['primary', 'opted_out', 'invalid_address'], tax_code_id: ['tax_code'] };

/** The shown columns, or all there are. Money says in which currency it is. */
export async function beginExport(kind: ExportKind, format: ExportFormat, filter: ExportFilter, shown: readonly string[]): Promise<Export> {
  const columns = shown.flatMap((id) => inFile[id] ?? [id]);
  if (columns.some((name) => money.includes(name)) && !columns.includes('currency')) columns.push('currency');
  const given = Object.entries(filter).filter(([, value]) => value !== undefined && value !== '');
  return answerOf(api.POST('/exports', { body: { kind, format, columns, filter: Object.fromEntries(given.map(([name, value]) => [name, String(value)])) } }));
}

export function exportById(id: string) {
  return queryOptions({
    queryKey: ['exports', id],
    queryFn: ({ signal }) => answerOf(api.GET('/exports/{export_id}', { params: { path: { export_id: id } }, signal })),
    refetchInterval: (query) => (query.state.data?.state === 'running' ? 400 : false),
  });
}

export async function cancelExport(id: string): Promise<Export> {
  return answerOf(api.POST('/exports/{export_id}/cancellation', { params: { path: { export_id: id } } }));
}
