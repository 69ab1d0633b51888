import { useSyncExternalStore } from 'react';
import { t } from '../i18n';

function listen(listener: () => void) {
  window.addEventListener('online', listener);
  window.addEventListener('offline', listener);
  return () => {
    window.removeEventListener('online', listener);
    window.removeEventListener('offline', listener);
  };
}

/** Says that there is no connection, for as long as there is none. */
export function Offline() {
  const online = useSyncExternalStore(listen, () => navigator.onLine);
  return (
    <div role="status" className="offline">
      {!online && <p className="notice gold">{t('shell.offline')}</p>}
    </div>
  );
}
