import { appendFileSync, mkdirSync } from 'node:fs';
import type { BrowserContext, Response } from '@playwright/test';
import type { Answer } from '../answers/document';

const folder = process.env['GUILDHALL_ANSWERS'];
const mostOfOne = 20;
const kept = new Map<string, number>();

/** Some of the answers to what pages ask, so that tools/answers can hold them against the OpenAPI document. */
export function keepAnswers(context: BrowserContext): () => Promise<void> {
  const reading: Promise<void>[] = [];
  const keep = async (response: Response) => {
    const url = new URL(response.url());
    if (!folder || !url.pathname.startsWith('/api/v1/')) return;
    const method = response.request().method();
    const type = (response.headers()['content-type'] ?? '').split(';')[0] ?? '';
    const path = url.pathname.slice('/api/v1'.length);
    const key = `${method} ${path.replace(/[0-9a-f-]{36}/g, '{}')} ${response.status()}`;
    const times = kept.get(key) ?? 0;
    if (times >= mostOfOne || type === 'text/event-stream') return;
    kept.set(key, times + 1);
    const body = await response.text().catch(() => undefined); // gone with its page
    if (body === undefined) return;
    const answer: Answer = { method, path: path + url.search, status: response.status(), type, length: body.length, ...(type.endsWith('json') ? { text: body } : {}) };
    mkdirSync(folder, { recursive: true });
    appendFileSync(`${folder}/browser-${process.pid}.jsonl`, `${JSON.stringify(answer)}\n`);
  };
  context.on('response', (response) => reading.push(keep(response)));
  return async () => {
    // the body of an answer whose page went away may never come, and nobody says so
    await Promise.race([Promise.allSettled(reading), new Promise((resolve) => setTimeout(resolve, 2_000))]);
  };
}
