import { useInfiniteQuery } from '@tanstack/react-query';
import { messageOf } from '../../api/problem';
import type { Guild, IsolationReceipt } from '../../api/types';
import { useMay } from '../../app/session';
import { plural, showNumber, t } from '../../i18n';
import { Chip } from '../../ui/Chip';
import { Time } from '../../ui/Time';
import { GuildSafeguards } from '../installation/GuildSafeguards';
import { isolationReceipts } from './queries';

/** The proofs that no company on this installation sees another's, to be kept and checked elsewhere. */
export function GuildIsolation({ guild }: { guild: Guild }) {
  const list = useInfiniteQuery(isolationReceipts);
  const receipts = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className="record">
      <div className="record-body single settings">
        {useMay('safeguards.read') && <GuildSafeguards guildId={guild.id} />}
        {list.isError && <p className="notice">{messageOf(list.error)}</p>}
        {list.isSuccess && <Latest receipt={receipts[0]} />}
        {receipts.length > 0 && (
          <section className="panel" aria-labelledby="receipts-title">
            <div className="panel-head">
              <h2 id="receipts-title">{t('isolation.receipts')}</h2>
            </div>
            <ul className="receipts">
              {receipts.map((receipt) => (
                <Receipt key={receipt.id} receipt={receipt} />
              ))}
            </ul>
            {list.hasNextPage && (
              <button type="button" className="button" disabled={list.isFetching} onClick={() => void list.fetchNextPage()}>
                {t('isolation.older')}
              </button>
            )}
          </section>
        )}
        <Checking />
      </div>
    </div>
  );
}

function Outcome({ receipt }: { receipt: IsolationReceipt }) {
  if (receipt.findings === 0) return <Chip tone="spruce">{t('isolation.held')}</Chip>;
  return <Chip tone="rose">{plural('isolation.findings', receipt.findings)}</Chip>;
}

function Latest({ receipt }: { receipt: IsolationReceipt | undefined }) {
  return (
    <section className="panel" aria-labelledby="isolation-title">
      <div className="panel-head">
        <h2 id="isolation-title">{t('isolation.title')}</h2>
        {receipt && <Outcome receipt={receipt} />}
        <span className="spacer" />
        {receipt && <Time at={receipt.created_at} />}
      </div>
      <p>{t('isolation.text')}</p>
      {receipt ? (
        <dl className="figures">
          <Figure name={t('isolation.routes')} value={receipt.routes} />
          <Figure name={t('isolation.requests')} value={receipt.requests} />
          <Figure name={t('isolation.statements')} value={receipt.statements} />
          <Figure name={t('isolation.found')} value={receipt.findings} />
        </dl>
      ) : (
        <p className="muted">{t('isolation.none')}</p>
      )}
      {receipt && receipt.findings > 0 && <p className="notice">{t('isolation.broken')}</p>}
    </section>
  );
}

function Figure({ name, value }: { name: string; value: number }) {
  return (
    <div className="figure">
      <dt>{name}</dt>
      <dd>{showNumber(value)}</dd>
    </div>
  );
}

function Receipt({ receipt }: { receipt: IsolationReceipt }) {
  return (
    <li className="receipt">
      <Time at={receipt.created_at} />
      <Outcome receipt={receipt} />
      <span className="muted">{t('isolation.version', { version: receipt.version })}</span>
      <span className="spacer" />
      <a className="button" href={`/api/v1/isolation-receipts/${receipt.id}`} download={`guildhall-isolation-${receipt.created_at.slice(0, 10)}.json`}>
        {t('isolation.download')}
      </a>
    </li>
  );
}

function Checking() {
  return (
    <section className="panel" aria-labelledby="checking-title">
      <div className="panel-head">
        <h2 id="checking-title">{t('isolation.checking')}</h2>
      </div>
      <p>{t('isolation.checking_text')}</p>
      <pre className="command" translate="no">
        <code>guildhall isolation-check --verify receipt.json</code>
        {'\n'}
        <code>node tools/verify_audit.mjs receipt.json</code>
      </pre>
    </section>
  );
}
