import { t, type Key } from '../i18n';
import { Dialog } from '../ui/Dialog';
import { keyName } from './key_names';

const shortcuts: [string[], Key][] = [
  [['Ctrl K', '⌘ K'], 'shortcut.palette'],
  [['/'], 'shortcut.search'],
  [['C'], 'shortcut.customer'],
  [['F'], 'shortcut.follow_up'],
  [['?'], 'shortcut.list'],
  [['Esc'], 'shortcut.close'],
  [['↑', '↓', '←', '→'], 'shortcut.move'],
  [['Enter'], 'shortcut.open'],
  [['F2'], 'shortcut.edit'],
  [['Space'], 'shortcut.peek'],
  [['Shift ↑', 'Shift ↓'], 'shortcut.reach'],
  [['Ctrl A', '⌘ A'], 'shortcut.pick_all'],
];

export function Shortcuts({ onClose }: { onClose: () => void }) {
  return (
    <Dialog open title={t('shortcut.title')} size="small" onClose={onClose}>
      <dl className="shortcuts">
        {shortcuts.map(([keys, what]) => (
          <div key={what}>
            <dt>
              {keys.map((key) => (
                <kbd key={key} className="key">
                  {keyName(key)}
                </kbd>
              ))}
            </dt>
            <dd>{t(what)}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
