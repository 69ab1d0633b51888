import { t } from '../../i18n';
import { Dialog } from '../../ui/Dialog';
import { showToast } from '../../ui/toast';

/** The recovery codes, this once: to be copied or kept as a file. */
export function RecoveryCodes({ codes, onClose }: { codes: string[]; onClose: () => void }) {
  const text = codes.join('\n');
  async function copy() {
    await navigator.clipboard.writeText(text);
    showToast(t('codes.copied'));
  }
  function keep() {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([`${text}\n`], { type: 'text/plain' }));
    link.download = 'guildhall-recovery-codes.txt';
    link.click();
    URL.revokeObjectURL(link.href);
  }
  return (
    <Dialog open title={t('codes.title')} onClose={onClose} closesOutside={false} size="small">
      <div className="form">
        <div className="form-body">
          <p className="whole">{t('codes.text')}</p>
          <ul className="whole codes" aria-label={t('codes.title')}>
            {codes.map((code) => (
              <li key={code}>{code}</li>
            ))}
          </ul>
        </div>
        <div className="form-foot">
          <button type="button" className="button" onClick={() => void copy()}>
            {t('codes.copy')}
          </button>
          <button type="button" className="button" onClick={keep}>
            {t('codes.download')}
          </button>
          <button type="button" className="button primary" onClick={onClose}>
            {t('codes.kept')}
          </button>
        </div>
      </div>
    </Dialog>
  );
}
