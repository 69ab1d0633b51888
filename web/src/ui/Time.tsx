import { ago, exact } from '../i18n/dates';

/** "2 days ago"; exact on hover. */
export function Time({ at }: { at: string }) {
  return (
    <time dateTime={at} title={exact(at)}>
      {ago(at)}
    </time>
  );
}
