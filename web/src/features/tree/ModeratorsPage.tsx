import { useQuery } from '@tanstack/react-query';
import { api } from '../../api/client';
import { answerOf, messageOf } from '../../api/problem';
import { useMay, useMe } from '../../app/session';
import { useTitle } from '../../app/title';
import { t } from '../../i18n';
import { Help } from '../../ui/Help';
import { Accounts } from './Accounts';
import { Invitations } from './Invitations';
import { OwnNumber } from './OwnNumber';
import { moderators } from './queries';

/** Those who help to run the installation. */
export function ModeratorsPage() {
  useTitle(t('nav.moderators'));
  const me = useMe();
  const { data, error } = useQuery(moderators);
  return (
    <article className="record">
      <header className="page-head">
        <h1>{t('nav.moderators')}</h1>
        <Help about={t('word.moderator')}>{t('help.moderator')}</Help>
      </header>
      <div className="record-body single settings">
        {error && <p className="notice">{messageOf(error)}</p>}
        <Accounts
          title={t('moderators.title')}
          add={t('moderators.add')}
          accounts={data?.items ?? []}
          mayAdd={useMay('moderators.create')}
          onAdd={(body, key) => answerOf(api.POST('/moderators', { params: { header: { 'Idempotency-Key': key } }, body }))}
        >
          <Invitations role="moderator" />
        </Accounts>
        <OwnNumber id={me.account.id} title={t('moderators.id')} text={t('moderators.id_text')} />
      </div>
    </article>
  );
}
