import { emptyForm, type QuickForm } from './form';

/* The columns of a pasted table, by what people call them. Without a heading they come in this order. */
const columns = ['company_name', 'first_name', 'last_name', 'email', 'phone', 'street', 'postal_code', 'city'] as const;
export type BatchColumn = (typeof columns)[number];

const names: Record<BatchColumn, RegExp> = {
  company_name: /^(company|customer|account|organi[sz]ation|empresa|cliente|firma|kunde|soci[eé]t[eé]|entreprise|client)/,
  first_name: /^(first|given|nombre|vorname|pr[eé]nom)/,
  last_name: /^(last|family|sur|apellido|nachname|nom\b|nom de)/,
  email: /^(e-?mail|mail|correo|courriel)/,
  phone: /^(phone|tel|mobile|m[oó]vil|telefon|t[eé]l[eé]phone)/,
  street: /^(street|address|calle|direcci|stra[sß]|rue|adresse)/,
  postal_code: /^(zip|postal|post|c[oó]digo|plz|code)/,
  city: /^(city|town|ciudad|ort|stadt|ville)/,
};

export const mostRows = 50;

export interface BatchRow {
  /** Of the pasted text, counted from 1. */
  number: number;
  form: QuickForm;
}

/* A cell may be in quotes, with the separator, a line's end or doubled quotes inside (RFC 4180; spreadsheets put tabs). */
function cellsOf(text: string, separator: string): string[][] {
  const rows: string[][] = [[]];
  let cell = '';
  let quoted = false;
  for (let at = 0; at <= text.length; at += 1) {
    const char = text[at];
    const row = rows[rows.length - 1] as string[];
    if (quoted && char !== undefined) {
      if (char !== '"') cell += char;
      else if (text[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else quoted = false;
    } else if (char === '"' && cell === '') quoted = true;
    else if (char === separator || char === '\n' || char === undefined) {
      row.push(cell.trim());
      cell = '';
      if (char === '\n') rows.push([]);
    } else if (char !== '\r') cell += char;
  }
  return rows.filter((row) => row.some((each) => each !== ''));
} // prettier-ignore

function separatorOf(text: string): string {
  const line = text.split('\n', 1)[0] ?? '';
  return ['\t', ';', ','].find((each) => line.includes(each)) ?? '\t';
}

function headingOf(first: readonly string[]): (BatchColumn | null)[] | null {
  const found = first.map((cell) => columns.find((column) => names[column].test(cell.toLowerCase())) ?? null);
  return found.filter((column) => column !== null).length >= 2 && !first.some((cell) => cell.includes('@')) ? found : null;
}

/** Rows copied from a spreadsheet as forms to be sent; a row without a company is a private person. At most `mostRows`. */
export function readBatch(text: string, defaults: { country: string; currency: string }): BatchRow[] {
  const rows = cellsOf(text, separatorOf(text));
  const heading = headingOf(rows[0] ?? []);
  const order: readonly (BatchColumn | null)[] = heading ?? columns;
  return rows.slice(heading ? 1 : 0, mostRows + (heading ? 1 : 0)).map((cells, index) => {
    const value = (column: BatchColumn) => cells[order.indexOf(column)] ?? '';
    const form = emptyForm(value('company_name'), defaults);
    form.private_person = form.company_name === '';
    form.contact = { ...form.contact, first_name: value('first_name'), last_name: value('last_name'), email: value('email'), phone: value('phone') };
    form.address = { ...form.address, street: value('street'), postal_code: value('postal_code'), city: value('city') };
    return { number: index + (heading ? 2 : 1), form };
  });
}

/** How a row is called while it is nobody yet. */
export function nameOf({ company_name, contact }: QuickForm): string {
  return company_name || `${contact.first_name} ${contact.last_name}`.trim();
}
