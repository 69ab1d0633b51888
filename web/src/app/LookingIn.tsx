import { t } from '../i18n';
import { messageOf } from '../api/problem';
import { showToast } from '../ui/toast';
import { actAs, useMe } from './session';

/** Over every page while one looks into a guild by its leave: that it is told, and the way out. */
export function LookingIn() {
  const me = useMe();
  if (me.acting.role !== 'support') return null;
  const home = me.memberships.find((membership) => membership.role === 'admin' || membership.role === 'moderator');
  return (
    <p className="looking-in" role="status">
      <span>{t('support.now')}</span>
      {home && (
        <button type="button" className="button" onClick={() => void actAs(home.id).catch((failure: unknown) => showToast(messageOf(failure), null, 'error'))}>
          {t('support.leave')}
        </button>
      )}
    </p>
  );
}
