import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { messageOf } from '../../api/problem';
import type { Guild } from '../../api/types';
import { useMay } from '../../app/session';
import { t } from '../../i18n';
import { Help } from '../../ui/Help';
import { profile as ownProfile } from '../account/queries';
import { AddProgram } from './AddProgram';
import { ProgramItem } from './ProgramItem';
import { programsOf } from './queries';

/** A guild's programs: what each may do, when it was last here, and its keys. */
export function GuildPrograms({ guild }: { guild: Guild }) {
  const { data, error } = useQuery(programsOf(guild.id));
  const { data: profile } = useQuery(ownProfile);
  const mayUpdate = useMay('service_accounts.update');
  const mayAdd = useMay('service_accounts.create') && mayUpdate;
  const [adding, setAdding] = useState(false);
  if (error) return <p className="notice">{messageOf(error)}</p>;
  if (!data || !profile) return <div className="loading" role="progressbar" aria-label={t('state.loading')} />;
  return (
    <div className="record">
      <div className="record-body single">
        <section className="panel" aria-labelledby="programs-title">
          <div className="panel-head">
            <h2 id="programs-title">{t('programs.title')}</h2>
            <Help about={t('programs.title')}>{t('programs.help')}</Help>
            <span className="spacer" />
            {mayAdd && (
              <button type="button" className="button" onClick={() => setAdding(true)}>
                {t('programs.new')}
              </button>
            )}
          </div>
          <p className="muted">{t('programs.text')}</p>
          {data.items.length === 0 && <p>{t('programs.none')}</p>}
          <ul className="people">
            {data.items.map((program) => (
              <ProgramItem key={program.id} program={program} profile={profile} />
            ))}
          </ul>
          {adding && <AddProgram guildId={guild.id} profile={profile} onClose={() => setAdding(false)} />}
        </section>
      </div>
    </div>
  );
}
