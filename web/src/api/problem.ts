import { t } from '../i18n';
import { inReadersWords } from './answers';

/** What the server says when it refuses (RFC 9457). */
export interface Problem {
  type?: string;
  title?: string;
  status?: number;
  detail?: string;
  fields?: { field: string; message: string }[];
  /** 412: the record as it stands now. */
  current?: unknown;
}

/** A refused or failed request. `status` is 0 if no answer came at all. */
export class Refusal extends Error {
  readonly status: number;
  readonly problem: Problem;

  constructor(status: number, problem: Problem) {
    super(problem.detail ?? problem.title ?? t('problem.unreachable'));
    this.status = status;
    this.problem = problem;
  }

  get fields(): { field: string; message: string }[] {
    return this.problem.fields ?? [];
  }

  /** Whether the request may have been carried out all the same. */
  get isUnknown(): boolean {
    return this.status === 0 || this.status >= 500;
  }
}

interface Answered<Data> {
  data?: Data;
  error?: unknown;
  response: Response;
}

/** The refusal that an answer is, in the reader's words. */
export async function refusalOf(response: Response, body: unknown): Promise<Refusal> {
  return new Refusal(response.status, typeof body === 'object' && body !== null ? await inReadersWords(body) : {});
}

/** The answer of a call, or the refusal thrown. */
export async function answerOf<Data>(call: Promise<Answered<Data>>): Promise<NonNullable<Data>> {
  const { data, error, response } = await call.catch((failure: unknown) => {
    throw failure instanceof Refusal ? failure : new Refusal(0, {});
  });
  if (!response.ok) throw await refusalOf(response, error);
  return data as NonNullable<Data>;
}

export function messageOf(failure: unknown): string {
  return failure instanceof Error ? failure.message : t('problem.unreachable');
}
