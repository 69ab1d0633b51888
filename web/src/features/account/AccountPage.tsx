import { useQuery } from '@tanstack/react-query';
import { messageOf } from '../../api/problem';
import { useTitle } from '../../app/title';
import { t } from '../../i18n';
import { Leaving } from './Leaving';
import { Password } from './Password';
import { Picture } from './Picture';
import { ProfileForm } from './ProfileForm';
import { profile } from './queries';
import { Sessions } from './Sessions';

/** One's own account. */
export function AccountPage() {
  useTitle(t('account.title'));
  const { data, error } = useQuery(profile);
  if (error) return <p className="notice">{messageOf(error)}</p>;
  if (!data) return <div className="loading" role="progressbar" aria-label={t('state.loading')} />;
  return (
    <article className="record">
      <header className="page-head">
        <div>
          <h1>{t('account.title')}</h1>
          <span className="muted">{data.email}</span>
        </div>
      </header>
      <div className="record-body">
        <ProfileForm key={data.version} profile={data} />
        <div className="record-side">
          <Picture profile={data} />
          <Password profile={data} />
          <Sessions />
          <Leaving profile={data} />
        </div>
      </div>
    </article>
  );
}
