/**
 * A mock of the server, for development and for browser tests without a database: the built pages under the strict
 * policy of the real one, and just enough of the API over rows in memory. Not for anybody's data.
 *
 *   npm run mock [port]
 */
import { createHmac, randomUUID } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { Refused } from './answers.ts';
import { accounts, people, stamp, type Json, type Person } from './records.ts';
import { answer } from './routes.ts';

const dist = new URL('../../dist/', import.meta.url).pathname;
const types: Record<string, string> = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.woff2': 'font/woff2', '.json': 'application/json', '.webmanifest': 'application/manifest+json' };
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; font-src 'self'; form-action 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'";

const sessions = new Map<string, Person>();
const answered = new Map<string, { body: string; status: number; answer: unknown }>();

function send(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}) {
  const type = status >= 400 ? 'application/problem+json' : 'application/json';
  response.writeHead(status, { 'Content-Type': type, 'Cache-Control': 'no-store', 'X-Request-Id': randomUUID(), ...headers });
  response.end(body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body));
}

function serveFile(path: string, response: ServerResponse) {
  const pages: Record<string, string> = { '/sign-in': '/login.html', '/setup': '/setup.html' };
  const wanted = join(dist, normalize(pages[path] ?? path));
  const file = existsSync(wanted) && statSync(wanted).isFile() ? wanted : join(dist, 'index.html');
  response.writeHead(200, { 'Content-Type': types[extname(file)] ?? 'application/octet-stream', 'Content-Security-Policy': policy, 'X-Content-Type-Options': 'nosniff', 'Cross-Origin-Opener-Policy': 'same-origin' });
  response.end(readFileSync(file));
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** RFC 6238, six digits. */
function totp(secret: string, step: number): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = Array.from(secret, (letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const digest = createHmac('sha1', key).update(counter).digest();
  const at = (digest[19] ?? 0) & 15;
  return String((digest.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

function signIn(body: Json, response: ServerResponse) {
  const person = people.find((candidate) => candidate.email === body['email'] && candidate.password === body['password']);
  if (!person) throw new Refused(401, 'unauthenticated', 'E-mail or password is not right');
  if (person.totp_secret) {
    const now = Math.floor(Date.now() / 30_000);
    if (typeof body['code'] !== 'string') throw new Refused(401, 'second_factor', 'A code is needed', { methods: ['totp'] });
    const { totp_secret, permissions } = person;
    if (![now - 1, now, now + 1].some((step) => totp(totp_secret, step) === body['code'])) throw new Refused(401, 'unauthenticated', `That code is not right for ${permissions.length}`);
  }
  const id = randomUUID();
  sessions.set(id, person);
  send(response, 201, { csrf_token: `csrf-${person.id}` }, { 'Set-Cookie': `__Host-guildhall=${id}; Path=/; Secure; HttpOnly; SameSite=Lax` });
}

function setUp(path: string, body: Json, response: ServerResponse) {
  if (body['token'] !== 'first-run') throw new Refused(401, 'unauthenticated', 'This link has been used');
  if (path === '/setup') {
    if (body['password'] === 'password') throw new Refused(422, 'invalid', 'Some fields need attention', { fields: [{ field: 'password', message: 'is known to everybody' }] });
    const secret = 'JBSWY3DPEHPK3PXP';
    send(response, 201, { totp_secret: secret, otpauth_url: `otpauth://totp/Guildhall:${String(body['email'])}?secret=${secret}&issuer=Guildhall` });
  } else if (body['code'] === totp('JBSWY3DPEHPK3PXP', Math.floor(Date.now() / 30_000))) signIn({ email: people[2]?.email, password: people[2]?.password }, response);
  else throw new Refused(401, 'unauthenticated', 'That code is not right');
}

function addImport(me: Person, text: string, response: ServerResponse) {
  const csv = text.split('\r\n\r\n').find((part) => part.includes(',') && !part.startsWith('Content')) ?? '';
  const rows = csv.split('\r\n--')[0]?.trim().split(/\r?\n/).map((line) => line.split(',')) ?? [];
  const columns = rows[0] ?? [];
  const made = stamp({ kind: 'customers', file_name: 'list.csv', state: 'preview', columns, mapping: Object.fromEntries(columns.map((column) => [column, null])), sample: rows.slice(1, 6), rows: rows.length - 1, preview: [], faulty: 0, done: 0, imported: 0, failed: 0, undoing: false, removed: 0, kept: 0, resumable: false, encoding: 'UTF-8', delimiter: ',', problems_url: null });
  me.guild.imports.push(made);
  send(response, 202, made, { Location: `/api/v1/imports/${made.id}` });
}

async function serveApi(request: IncomingMessage, response: ServerResponse, url: URL) {
  const method = request.method ?? 'GET';
  const path = url.pathname.slice('/api/v1'.length);
  const raw = await read(request);
  const body = raw !== '' && request.headers['content-type']?.startsWith('application/json') ? (JSON.parse(raw) as Json) : {};
  if (method === 'POST' && path === '/sessions') {
    signIn(body, response);
    return;
  }
  if (path === '/setup' || path === '/setup/confirmation') {
    setUp(path, body, response);
    return;
  }
  const session = /__Host-guildhall=([\w-]+)/.exec(request.headers.cookie ?? '')?.[1] ?? '';
  const me = sessions.get(session);
  if (!me) throw new Refused(401, 'unauthenticated', 'Sign in first');
  if (method !== 'GET' && request.headers['x-csrf-token'] !== `csrf-${me.id}`) throw new Refused(403, 'forbidden', 'The CSRF token is missing');
  if (path === '/sessions/current' && method === 'DELETE') {
    sessions.delete(session);
    send(response, 204, undefined);
    return;
  }
  if (path === '/imports' && method === 'POST') {
    addImport(me, raw, response);
    return;
  }
  const key = request.headers['idempotency-key'];
  const first = typeof key === 'string' ? answered.get(key) : undefined;
  if (first && first.body !== raw) throw new Refused(422, 'idempotency_mismatch', 'That key was used for something else');
  if (first) {
    send(response, first.status, first.answer);
    return;
  }
  const result = answer(method, path, { me, query: url.searchParams, body, ifMatch: request.headers['if-match'] });
  const status = method === 'POST' ? 201 : 200;
  if (typeof key === 'string') answered.set(key, { body: raw, status, answer: structuredClone(result) });
  send(response, status, result);
}

const port = Number(process.argv[2] ?? 4180);
createServer((request, response) => {
  const url = new URL(request.url ?? '/', `http://localhost:${port}`);
  if (url.pathname === '/mock/demo-accounts.json') send(response, 200, accounts);
  else if (!url.pathname.startsWith('/api/v1/')) serveFile(url.pathname, response);
  else
    serveApi(request, response, url).catch((failure: unknown) => {
      if (failure instanceof Refused) send(response, failure.status, failure.body);
      else send(response, 500, { type: 'https://guildhall.example/problems/internal', title: String(failure), status: 500 });
    });
}).listen(port, '127.0.0.1', () => console.log(`mock at http://localhost:${port}`));
