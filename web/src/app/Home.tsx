import { Navigate } from '@tanstack/react-router';
import { t } from '../i18n';
import { placesFor } from './places';
import { useMe } from './session';

/** The start: the first place that is open to whoever is signed in. */
export function Home() {
  const [first] = placesFor(useMe());
  if (first) return <Navigate to={first.to} replace />;
  return (
    <div className="page-note">
      <h1>{t('home.title')}</h1>
      <p className="muted">{t('home.text')}</p>
    </div>
  );
}
