import { t } from '../i18n';
import { Dialog } from '../ui/Dialog';
import { Rail } from './Rail';

/** The rail where there is no room for it beside the page. */
export function RailDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog open title={t('shell.menu')} size="rail" onClose={onClose}>
      <Rail onNavigate={onClose} />
    </Dialog>
  );
}
