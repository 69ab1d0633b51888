import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from './support';

/* What the server sent: tools/with_server has a mail server beside it that keeps each message as a file. */

export const mails = process.env['GUILDHALL_MAILS'];

/** Quoted-printable, as far as links and plain texts need it. */
function readable(text: string): string {
  return text.replace(/=\r?\n/g, '').replace(/=3D/g, '=');
}

function allTo(email: string): string[] {
  const folder = mails ?? '';
  const files = readdirSync(folder).filter((name) => name.endsWith('.eml')).sort(); // prettier-ignore
  return files.map((name) => readable(readFileSync(join(folder, name), 'utf8'))).filter((text) => text.startsWith(`X-Recipient: ${email}\r\n`));
}

/** Waits for a mail to the address that has a link to the page, and returns the latest link's path. */
export async function linkTo(email: string, page: string): Promise<string> {
  const link = new RegExp(`^https?://[^/]+(${page}#[\\w-]{43})\\r?$`, 'm');
  const find = () => allTo(email).flatMap((text) => link.exec(text)?.[1] ?? []).at(-1) ?? ''; // prettier-ignore
  await expect.poll(find, { timeout: 15_000 }).not.toBe('');
  return find();
}

export function subjectsTo(email: string): string[] {
  return allTo(email).flatMap((text) => /^Subject: (.*?)\r?$/m.exec(text)?.[1] ?? []);
}
