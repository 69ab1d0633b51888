import type { ReactNode } from 'react';
import { t } from '../../i18n';
import { Icon } from '../../ui/Icon';

interface PeekProps {
  name: string;
  onClose: () => void;
  onOpen: (() => void) | undefined;
  children: ReactNode;
}

/** A look at a record beside the list it stands in. */
export function Peek({ name, onClose, onOpen, children }: PeekProps) {
  return (
    <aside className="peek" aria-label={t('peek.label', { name })}>
      <header className="peek-head">
        <h2 dir="auto">{name}</h2>
        {onOpen && (
          <button type="button" className="button small" onClick={onOpen}>
            {t('action.open')}
          </button>
        )}
        <button type="button" className="button quiet icon" aria-label={t('action.close')} onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      {children}
    </aside>
  );
}

/** One fact of a record; nothing where there is none. */
export function PeekFact({ label, children }: { label: string; children: ReactNode }) {
  if (children === null || children === undefined || children === false || children === '') return null;
  return (
    <div className="fact">
      <dt>{label}</dt>
      <dd dir="auto">{children}</dd>
    </div>
  );
}
