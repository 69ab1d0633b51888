import type { Problem } from './problem';

/* What the server says is English. The catalogue's keys are its sentences, with {0}, {1} for what is filled in. */
type Sentences = Record<string, string>;
const catalogues = import.meta.glob<Sentences>('../i18n/answers.??.json', { import: 'default' });

/** A sentence of the server in the reader's words; as it came, if no catalogue knows it. */
export function translate(said: string, sentences: Sentences): string {
  const known = sentences[said];
  if (known !== undefined) return known;
  // The longest first: it says the most of the sentence.
  for (const [model, words] of Object.entries(sentences).sort((a, b) => b[0].length - a[0].length)) {
    const found = model.includes('{0}') ? patternOf(model).exec(said) : null;
    // What is filled in may be a sentence itself: “must be a country, not ‘Utopia’”.
    if (found) return words.replace(/\{(\d)\}/g, (_, place: string) => sentences[found[Number(place) + 1] ?? ''] ?? found[Number(place) + 1] ?? '');
  }
  return said;
}

function patternOf(model: string): RegExp {
  const escaped = model.replace(/[.*+?^$()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replace(/\{\d\}/g, '(.+)')}$`, 's');
}

/** A problem as the reader reads it. Its catalogue is fetched with the first one. */
export async function inReadersWords(problem: Problem): Promise<Problem> {
  const sentences = await catalogues[`../i18n/answers.${document.documentElement.lang}.json`]?.().catch(() => undefined);
  if (!sentences) return problem;
  const words = (said: string) => translate(said, sentences);
  return {
    ...problem,
    ...(problem.title !== undefined && { title: words(problem.title) }),
    ...(problem.detail !== undefined && { detail: words(problem.detail) }),
    ...(problem.fields && { fields: problem.fields.map(({ field, message }) => ({ field, message: words(message) })) }),
  };
}
