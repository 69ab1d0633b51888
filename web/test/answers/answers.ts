/**
 * Holds every answer that the tests kept against the OpenAPI document.
 *
 *     node test/answers/answers.ts FOLDER              all *.jsonl in it, and which operations were never answered
 *     node test/answers/answers.ts --self-test         planted answers, each of which must be found wrong
 */
import { readdirSync, readFileSync } from 'node:fs';
import { Document, type Answer, type OpenApi } from './document.ts';

const source = new URL('../../src/api/openapi.json', import.meta.url);
const openapi = JSON.parse(readFileSync(source, 'utf8')) as OpenApi;

const id = '01920000-0000-7000-8000-000000000001';
const problem = { type: 'https://guildhall.example/problems/not_found', title: 'There is nothing here', status: 404 };
const tag = { id, name: 'North', version: 1, created_at: '2026-11-22T12:00:00Z', updated_at: '2026-11-22T12:00:00Z' };

function answer(path: string, status: number, body: unknown, more: Partial<Answer> = {}): Answer {
  const text = JSON.stringify(body);
  return { method: 'GET', path, status, type: status < 400 ? 'application/json' : 'application/problem+json', length: text.length, text, ...more };
}

/** What is as the document says. */
const good = [
  answer(`/customers/${id}`, 404, problem),
  answer('/tags?limit=1', 200, { items: [], next: null }),
  answer('/tags/count', 200, { count: 3, exact: true }),
  answer('/nowhere', 404, problem),
  answer(`/tags/${id}`, 204, null, { method: 'DELETE', length: 0, type: '' }),
];

/** What is not, each in a way of its own. */
const bad: Record<string, Answer> = {
  'a field too many': answer('/tags/count', 200, { count: 3, exact: true, guild_id: id }),
  'a field too few': answer('/tags/count', 200, { count: 3 }),
  'a field of another type': answer('/tags/count', 200, { count: '3', exact: true }),
  'a field in a list': answer('/tags', 200, { items: [{ ...tag, version: 'one' }], next: null }),
  'an id that is none': answer('/tags', 200, { items: [{ ...tag, id: 'x' }], next: null }),
  'a status that is not said': answer('/tags', 206, { items: [], next: null }),
  'a problem without a title': answer(`/tags/${id}`, 404, { ...problem, title: undefined }),
  'a problem of another status': answer(`/tags/${id}`, 403, problem),
  'a problem of another type': answer(`/tags/${id}`, 404, problem, { type: 'application/json' }),
  'a body where none is said': answer(`/tags/${id}`, 204, {}, { method: 'DELETE' }),
  'a page': answer('/tags', 200, { items: [], next: null }, { type: 'text/html' }),
  'no JSON': { ...answer('/tags', 200, {}), text: '{' },
  'an operation that nobody knows': answer('/tags/secret/door', 200, {}),
};

function selfTest(): string[] {
  const document = new Document(openapi);
  const wrong = good.filter((each) => document.faults(each).length > 0).map((each) => `${each.path} is good, and told: ${document.faults(each).join('; ')}`);
  const missed = Object.entries(bad).filter(([, each]) => document.faults(each).length === 0);
  return [...wrong, ...missed.map(([what]) => `not found: ${what}`)];
}

function checkAll(folder: string): string[] {
  const document = new Document(openapi);
  const files = readdirSync(folder).filter((file) => file.endsWith('.jsonl'));
  const faults = new Map<string, number>();
  let answers = 0;
  for (const file of files)
    for (const line of readFileSync(`${folder}/${file}`, 'utf8').split('\n')) {
      if (!line) continue;
      const each = JSON.parse(line) as Answer;
      answers += 1;
      for (const fault of document.faults(each)) {
        const told = `${each.method} ${each.path.replace(/[0-9a-f-]{36}/g, '{}').replace(/\?.*/, '')} ${each.status}: ${fault}`;
        faults.set(told, (faults.get(told) ?? 0) + 1);
      }
    }
  console.log(`${answers} answers of ${files.length} runs, of ${document.seen.size} of ${document.operations} operations`);
  if (answers === 0) return ['no answers were kept'];
  return [...faults].map(([told, times]) => `${told} (${times} times)`);
}

const [what = ''] = process.argv.slice(2);
const faults = what === '--self-test' ? selfTest() : checkAll(what);
for (const fault of faults.slice(0, 60)) console.error(fault);
if (what === '--self-test') console.log(`${good.length} good and ${Object.keys(bad).length} bad answers, ${faults.length} of them taken for the other`);
else console.log(`${faults.length} differences from the document`);
process.exit(faults.length ? 1 : 0);
