import { t } from '../../i18n';
import { Dialog } from '../../ui/Dialog';
import { showToast } from '../../ui/toast';

/** The text of a key, which is shown this once. */
export function MadeKey({ value, onClose }: { value: string; onClose: () => void }) {
  async function copy() {
    await navigator.clipboard.writeText(value);
    showToast(t('codes.copied'));
  }
  return (
    <Dialog open title={t('keys.made')} onClose={onClose} closesOutside={false} size="small">
      <div className="form">
        <div className="form-body">
          <p className="whole">{t('keys.made_text')}</p>
          <p className="whole secret codes">{value}</p>
        </div>
        <div className="form-foot">
          <button type="button" className="button" onClick={() => void copy()}>
            {t('codes.copy')}
          </button>
          <button type="button" className="button primary" onClick={onClose}>
            {t('keys.kept')}
          </button>
        </div>
      </div>
    </Dialog>
  );
}
