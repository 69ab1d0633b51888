import { useQuery } from '@tanstack/react-query';
import { messageOf } from '../../api/problem';
import type { Examination } from '../../api/types';
import { useTitle } from '../../app/title';
import { plural, t, type Key } from '../../i18n';
import { Chip } from '../../ui/Chip';
import { Time } from '../../ui/Time';
import { OpenAlerts } from '../alerts/OpenAlerts';
import { isFresh } from './fresh';
import { BackupTiles, Tile } from './Kept';
import { lastExamination } from './queries';

const checks: Partial<Record<string, Key>> = {
  settings: 'installation.settings', files: 'installation.files', keys: 'installation.keys', tls: 'installation.tls', mail: 'installation.mail', database: 'installation.database',
  wall: 'installation.wall', trail: 'installation.trail', backups: 'installation.backups', machine: 'installation.machine', server: 'installation.server',
}; // prettier-ignore

/** How the installation is doing, for who runs it. */
export function InstallationPage() {
  useTitle(t('nav.installation'));
  const { data, error } = useQuery(lastExamination);
  return (
    <article className="record">
      <header className="page-head">
        <h1>{t('nav.installation')}</h1>
      </header>
      <div className="record-body single settings">
        {error && <p className="notice">{messageOf(error)}</p>}
        {data === null && <p className="muted">{t('installation.none')}</p>}
        {data && <Kept examination={data} />}
        {data && <Found examination={data} />}
        <OpenAlerts />
      </div>
    </article>
  );
}

function Kept({ examination }: { examination: Examination }) {
  const anHour = 1 / 24;
  return (
    <section className="panel" aria-labelledby="kept-title">
      <div className="panel-head">
        <h2 id="kept-title">{t('kept.title')}</h2>
      </div>
      <dl className="figures">
        <BackupTiles backups={examination} />
        <Tile name={t('installation.version')} well>
          {examination.version}
        </Tile>
        <Tile name={t('installation.examined')} well={isFresh(examination.created_at, anHour)}>
          <Time at={examination.created_at} />
        </Tile>
      </dl>
    </section>
  );
}

/* The words of complaints are those of "guildhall doctor", in English: they are looked up, and typed into a terminal. */
function Found({ examination: { complaints } }: { examination: Examination }) {
  return (
    <section className="panel" aria-labelledby="found-title">
      <div className="panel-head">
        <h2 id="found-title">{t('installation.found')}</h2>
        {complaints.length === 0 ? <Chip tone="spruce">{t('installation.well')}</Chip> : <Chip tone="rose">{plural('installation.complaints', complaints.length)}</Chip>}
      </div>
      {complaints.length > 0 && (
        <ul className="complaints">
          {complaints.map(({ check, what, remedy }) => {
            const name = checks[check];
            return (
              <li key={what}>
                <span className="muted">{name ? t(name) : check}</span>
                <p lang="en" dir="ltr">{what}</p>
                <p lang="en" dir="ltr" className="command">{remedy}</p>
              </li>
            );
          })}
        </ul>
      )}
      <p className="muted">{t('installation.looks')}</p>
    </section>
  );
} // prettier-ignore
