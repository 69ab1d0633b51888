import { t } from '../../i18n';
import { showToast } from '../../ui/toast';

interface OwnNumberProps {
  id: string;
  title: string;
  text: string;
}

/** A number that one gives to somebody who shall offer something. */
export function OwnNumber({ id, title, text }: OwnNumberProps) {
  return (
    <section className="panel" aria-labelledby="id-title">
      <h2 id="id-title">{title}</h2>
      <p className="muted">{text}</p>
      <div className="copy">
        <code className="id">{id}</code>
        <button type="button" className="button" onClick={() => void navigator.clipboard.writeText(id).then(() => showToast(t('action.copied')))}>
          {t('action.copy')}
        </button>
      </div>
    </section>
  );
}
