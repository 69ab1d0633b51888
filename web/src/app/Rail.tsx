import { Link } from '@tanstack/react-router';
import { chooseLanguage, currentLanguage, t, type Key } from '../i18n';
import { languages, type Language } from '../i18n/languages';
import { Icon } from '../ui/Icon';
import { showToast } from '../ui/toast';
import { messageOf } from '../api/problem';
import type { Membership } from '../api/types';
import { roleNames } from '../features/tree/words';
import { Face } from './Face';
import { placesFor } from './places';
import { actAs, actingMembership, signOut, useMe } from './session';
import { chooseTheme, chosenTheme, themes, type Theme } from './theme';
import { Select } from '../ui/Select';

const themeNames: Record<Theme, Key> = { system: 'theme.system', light: 'theme.light', dark: 'theme.dark' };

/** Where one can go, and who one is. */
export function Rail({ onNavigate }: { onNavigate?: () => void }) {
  const open = placesFor(useMe());
  return (
    <>
      <Link to="/" className="brand" onClick={onNavigate}>
        Guildhall
      </Link>
      <nav aria-label={t('nav.label')}>
        <ul className="places">
          {open.map((place) => (
            <li key={place.to}>
              <Link to={place.to} className="place" onClick={onNavigate}>
                <Icon name={place.icon} />
                {t(place.label)}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <span className="spacer" />
      <Preferences />
      <Myself onNavigate={onNavigate} />
    </>
  );
}

function Preferences() {
  return (
    <div className="preferences">
      <Select className="control small" aria-label={t('language.label')} value={currentLanguage()} onChange={(event) => void chooseLanguage(event.target.value as Language)}>
        {Object.entries(languages).map(([tag, name]) => (
          <option key={tag} value={tag} lang={tag}>
            {name}
          </option>
        ))}
      </Select>
      <Select className="control small" aria-label={t('theme.label')} defaultValue={chosenTheme()} onChange={(event) => chooseTheme(event.target.value as Theme)}>
        {themes.map((theme) => (
          <option key={theme} value={theme}>
            {t(themeNames[theme])}
          </option>
        ))}
      </Select>
    </div>
  );
}

function fail(failure: unknown) {
  showToast(messageOf(failure), null, 'error');
}

function Myself({ onNavigate }: { onNavigate: (() => void) | undefined }) {
  const me = useMe();
  const acting = actingMembership(me);
  return (
    <div className="myself">
      <Link to="/account" className="myself-link" onClick={onNavigate}>
        <Face name={me.account.name} pictured={me.account.picture} />
        <strong className="myself-name">{me.account.name}</strong>
        <span className="visually-hidden">{t('account.title')}</span>
      </Link>
      {me.memberships.length > 1 ? (
        <Select className="control small" aria-label={t('acting.label')} value={me.acting.membership_id} onChange={(event) => void actAs(event.target.value).catch(fail)}>
          {me.memberships.map((membership) => (
            <option key={membership.id} value={membership.id}>
              {placeOf(membership)}
            </option>
          ))}
        </Select>
      ) : (
        <span className="muted">{acting && placeOf(acting)}</span>
      )}
      <button type="button" className="button quiet" onClick={() => void signOut().catch(fail)}>
        {t('session.sign_out')}
      </button>
    </div>
  );
}


function placeOf(membership: Membership): string {
  const where = [membership.guild?.name, membership.spot?.name].filter(Boolean).join(' · ');
  const role = roleNames[membership.role];
  return `${where || membership.access_owner?.name || ''} (${role ? t(role) : membership.role})`.trim();
}
