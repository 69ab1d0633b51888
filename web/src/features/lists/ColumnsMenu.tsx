import { t } from '../../i18n';
import { Icon } from '../../ui/Icon';
import { Popup } from '../../ui/Popup';

interface ColumnsMenuProps {
  columns: { id: string; header: string }[];
  chosen: string[];
  onChange: (chosen: string[]) => void;
}

/** Which columns are shown, and in which order. The first one stays where it is. */
export function ColumnsMenu({ columns, chosen, onChange }: ColumnsMenuProps) {
  const [first, ...movable] = chosen;
  const rest = columns.filter((column) => !chosen.includes(column.id)).map((column) => column.id);
  const name = (id: string) => columns.find((column) => column.id === id)?.header ?? id;
  function move(id: string, by: -1 | 1) {
    const at = movable.indexOf(id);
    const next = movable.toSpliced(at, 1).toSpliced(at + by, 0, id);
    onChange([first ?? '', ...next]);
  }
  return (
    <Popup label={t('list.columns')} className="button quiet wide-only">
      {() => (
        <ul className="menu-list">
          {[...movable, ...rest].map((id) => {
            const at = movable.indexOf(id);
            return (
              <li key={id} className="menu-line">
                <label className="check">
                  <input type="checkbox" checked={at >= 0} onChange={() => onChange(at >= 0 ? chosen.filter((other) => other !== id) : [...chosen, id])} />
                  {name(id)}
                </label>
                {at >= 0 && (
                  <span className="menu-moves">
                    <MoveButton label={t('list.column_earlier', { column: name(id) })} icon="up" disabled={at === 0} onClick={() => move(id, -1)} />
                    <MoveButton label={t('list.column_later', { column: name(id) })} icon="down" disabled={at === movable.length - 1} onClick={() => move(id, 1)} />
                  </span>
                )}
              </li>
            );
          })}
        </ul>
      )}
    </Popup>
  );
}

function MoveButton({ label, icon, disabled, onClick }: { label: string; icon: 'up' | 'down'; disabled: boolean; onClick: () => void }) {
  return (
    <button type="button" className="button quiet icon small" aria-label={label} disabled={disabled} onClick={onClick}>
      <Icon name={icon} />
    </button>
  );
}
