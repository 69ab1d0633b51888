import type { ReactNode } from 'react';
import { t, type Key } from '../../i18n';
import { Time } from '../../ui/Time';
import { backupDays, isFresh, proofDays } from './fresh';

interface Backups {
  backup_made_at?: string | null | undefined;
  proven_at?: string | null | undefined;
  backup_is_proven: boolean;
}

export function Tile({ name, well, children }: { name: string; well: boolean; children: ReactNode }) {
  return (
    <div className="figure">
      <dt>{name}</dt>
      <dd className={well ? 'words' : 'words ill'}>{children}</dd>
    </div>
  );
}

function proofWords({ proven_at, backup_is_proven }: Backups): Key | undefined {
  if (!proven_at) return 'kept.not_proven';
  return backup_is_proven ? undefined : 'kept.proof_failed';
}

/** When all was last backed up, and when that was last brought back to see whether it can be. */
export function BackupTiles({ backups }: { backups: Backups }) {
  const words = proofWords(backups);
  return (
    <>
      <Tile name={t('kept.backup')} well={isFresh(backups.backup_made_at, backupDays)}>
        {backups.backup_made_at ? <Time at={backups.backup_made_at} /> : t('kept.no_backup')}
      </Tile>
      <Tile name={t('kept.proof')} well={backups.backup_is_proven && isFresh(backups.proven_at, proofDays)}>
        {words ? t(words) : backups.proven_at && <Time at={backups.proven_at} />}
      </Tile>
    </>
  );
}
