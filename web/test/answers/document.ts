import type { ErrorObject } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';

/** An answer as a test kept it: one line of a file in build/answers. `path` is without /api/v1, and may have a query. */
export interface Answer {
  method: string;
  path: string;
  status: number;
  /** The media type, bare; "" where there is none. */
  type: string;
  length: number;
  /** The body, where it is JSON. */
  text?: string;
}

interface Media {
  schema?: object;
}
interface Said {
  content?: Record<string, Media>;
}
interface Operation {
  responses: Record<string, Said>;
}
export interface OpenApi {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, object> };
}

type Validate = ((value: unknown) => boolean) & { errors?: ErrorObject[] | null };

/** A path's parts; a parameter fits any, and what is literal goes before it. */
function matches(pattern: string[], parts: string[]): boolean {
  return pattern.length === parts.length && pattern.every((part, index) => part.startsWith('{') || part === parts[index]);
}

const literals = (pattern: string[]) => pattern.filter((part) => !part.startsWith('{')).length;

/** What the OpenAPI document says of answers. */
export class Document {
  private readonly ajv: Ajv2020;
  private readonly compiled = new Map<object, Validate>();
  private readonly patterns: { parts: string[]; methods: Record<string, Operation> }[];
  readonly operations: number;
  readonly seen = new Set<string>();

  constructor(document: OpenApi) {
    this.ajv = new Ajv2020({ strict: true, strictTypes: false, allErrors: true, discriminator: false, allowUnionTypes: true });
    formats(this.ajv);
    this.ajv.addFormat('decimal', /^-?\d+(\.\d+)?$/);
    this.ajv.addKeyword('components');
    this.ajv.addSchema({ $id: 'document', components: document.components }, 'document');
    this.patterns = Object.entries(document.paths)
      .map(([path, methods]) => ({ parts: path.split('/'), methods }))
      .sort((one, other) => literals(other.parts) - literals(one.parts));
    this.operations = this.patterns.reduce((sum, { methods }) => sum + Object.keys(methods).length, 0);
  }

  /** What is wrong with an answer; nothing: it is as the document says. */
  faults(answer: Answer): string[] {
    const parts = (answer.path.split('?')[0] ?? '').split('/');
    const pattern = this.patterns.find((each) => matches(each.parts, parts));
    const operation = pattern?.methods[answer.method.toLowerCase()];
    if (!pattern || !operation) return answer.status >= 400 ? this.problem(answer) : ['there is no such operation'];
    this.seen.add(`${answer.method} ${pattern.parts.join('/')}`);
    if (answer.status === 304) return answer.length === 0 ? [] : ['a 304 has a body'];
    const said = operation.responses[String(answer.status)];
    if (!said) return answer.status >= 400 ? this.problem(answer) : [`the status ${answer.status} is not in the document`];
    return this.body(answer, said);
  }

  private problem(answer: Answer): string[] {
    if (answer.type !== 'application/problem+json') return [`a problem is of the type ${answer.type}`];
    const faults = this.validate({ $ref: 'document#/components/schemas/Problem' }, answer);
    const { status } = JSON.parse(answer.text ?? '{}') as { status?: number };
    return status === answer.status ? faults : [...faults, `the problem says ${String(status)}`];
  }

  private body(answer: Answer, said: Said): string[] {
    if (!said.content) return answer.length === 0 ? [] : [`a body that the document does not know, of the type ${answer.type}`];
    const media = said.content[answer.type] ?? said.content['*/*'];
    if (!media) return [`the type ${answer.type || 'of nothing'} is not in the document`];
    return answer.type in said.content && answer.type.endsWith('json') ? this.validate(media.schema ?? {}, answer) : [];
  }

  private validate(schema: object, answer: Answer): string[] {
    let validate = this.compiled.get(schema) ?? this.compiled.get(this.key(schema));
    if (!validate) {
      validate = this.ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', '"document#/components/')) as object);
      this.compiled.set(this.key(schema), validate);
    }
    let value: unknown;
    try {
      value = JSON.parse(answer.text ?? '');
    } catch {
      return ['the body is no JSON'];
    }
    if (validate(value)) return [];
    return (validate.errors ?? []).slice(0, 5).map((error) => `${error.instancePath || 'the body'} ${error.message ?? ''} ${JSON.stringify(error.params)}`);
  }

  private readonly keys = new Map<string, object>();
  private key(schema: object): object {
    const text = JSON.stringify(schema);
    const known = this.keys.get(text) ?? schema;
    this.keys.set(text, known);
    return known;
  }
}
