import { Link } from '@tanstack/react-router';
import { t } from '../i18n';

export function Missing() {
  return (
    <div className="page-note">
      <h1>{t('missing.title')}</h1>
      <p className="muted">{t('missing.text')}</p>
      <Link to="/customers" className="button">
        {t('missing.back')}
      </Link>
    </div>
  );
}
