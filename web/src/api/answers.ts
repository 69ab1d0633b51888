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

async function sentencesOfReader(): Promise<Sentences> {
  const fetched = catalogues[`../i18n/answers.${document.documentElement.lang}.json`]?.();
  return (await fetched?.catch(() => undefined)) ?? {};
}

/** Records that say what became of them, as the reader reads it. */
export async function saidToReader<Said extends { message: string }>(said: Said[]): Promise<Said[]> {
  const sentences = await sentencesOfReader();
  return said.map((each) => ({ ...each, message: translate(each.message, sentences) }));
}

/** A problem as the reader reads it. Its catalogue is fetched with the first one. */
export async function inReadersWords(problem: Problem): Promise<Problem> {
  const sentences = await sentencesOfReader();
  const words = (said: string) => translate(said, sentences);
  return {
    ...problem,
    ...(problem.title !== undefined && { title: words(problem.title) }),
    ...(problem.detail !== undefined && { detail: words(problem.detail) }),
    ...(problem.fields && { fields: problem.fields.map(({ field, message }) => ({ field, message: words(message) })) }),
  };
}
