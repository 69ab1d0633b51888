import { lazy, Suspense } from 'react';
import { withWords } from '../../i18n';

/* Fetched when there is a use for it. */
const Add = lazy(() => withWords(import('./Samples')).then((module) => ({ default: module.AddSamples })));
const Note = lazy(() => withWords(import('./Samples')).then((module) => ({ default: module.SamplesNote })));

export function AddSamples() {
  return (
    <Suspense>
      <Add />
    </Suspense>
  );
}

export function SamplesNote() {
  return (
    <Suspense>
      <Note />
    </Suspense>
  );
}
