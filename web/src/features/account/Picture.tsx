import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client';
import { answerOf, messageOf } from '../../api/problem';
import type { Profile } from '../../api/types';
import { Face, myPicture } from '../../app/Face';
import { t } from '../../i18n';
import { fieldMessages } from '../../ui/messages';
import { profile as profileQuery, sendPicture } from './queries';

/** The picture that others see beside one's name. */
export function Picture({ profile }: { profile: Profile }) {
  const queries = useQueryClient();
  const done = async () => {
    await queries.invalidateQueries({ queryKey: profileQuery.queryKey });
    await queries.query({ ...myPicture, staleTime: 0 });
  };
  const sending = useMutation({ mutationFn: sendPicture, onSuccess: done });
  const removing = useMutation({
    mutationFn: () => answerOf(api.DELETE('/me/picture')),
    onSuccess: () => {
      queries.setQueryData(myPicture.queryKey, null);
      return queries.invalidateQueries({ queryKey: profileQuery.queryKey });
    },
  });
  const error = sending.error ?? removing.error;
  return (
    <section className="panel" aria-labelledby="picture-title">
      <h2 id="picture-title">{t('account.picture')}</h2>
      <div className="picture">
        <Face name={profile.name} pictured={profile.picture} alt={t('account.picture_of', { name: profile.name })} large />
        <div className="field">
          <label htmlFor="file">{t('account.picture_file')}</label>
          <input id="file" className="control" type="file" accept="image/png,image/jpeg,image/webp" aria-describedby="picture-help" onChange={(event) => event.target.files?.[0] && sending.mutate(event.target.files[0])} />
          <span id="picture-help" className="help">{t('account.picture_help')}</span>
          {error && <span className="message" role="alert">{fieldMessages(error)['file'] ?? messageOf(error)}</span>}
        </div>
      </div>
      {profile.picture && <button type="button" className="button" disabled={removing.isPending} onClick={() => removing.mutate()}>{t('account.picture_remove')}</button>}
    </section>
  );
} // prettier-ignore
