import { useId, type ReactNode } from 'react';
import { t } from '../i18n';
import { useCombobox, type ComboboxUse, type Option } from './combobox_keys';
import { Icon } from './Icon';
import { keepInPlace } from './place_popup';

export interface ComboboxProps<Item extends Option> {
  id: string;
  /** Where no <label> names it. */
  label?: string;
  placeholder?: string;
  items: Item[];
  /** What stands in the field while nobody types. */
  value: string;
  /** Any text will do, and the list only offers: nothing is highlighted before the arrows are used. */
  free?: boolean;
  autoFocus?: boolean;
  invalid?: string | undefined;
  onType: (text: string) => void;
  onPick: (item: Item) => void;
  onOpenChange?: (open: boolean) => void;
  children?: (item: Item) => ReactNode;
}

/**
 * A field that offers what fits what is typed (ARIA's combobox with a list). Arrows move, Enter picks, Tab picks what was
 * typed for, Esc closes the list alone and puts the old text back.
 */
export function Combobox<Item extends Option>(props: ComboboxProps<Item>) {
  const { id, label, placeholder, value, free = false, autoFocus, invalid, children } = props;
  const list = useId();
  const use = useCombobox(props);
  return (
    <div className="combo">
      <input
        id={id}
        className="control"
        role="combobox"
        autoFocus={autoFocus}
        dir="auto"
        autoComplete="off"
        aria-autocomplete="list"
        aria-expanded={use.open}
        aria-controls={use.open ? list : undefined}
        aria-activedescendant={use.open && use.active >= 0 ? `${list}-${use.active}` : undefined}
        aria-label={label}
        aria-invalid={invalid ? true : undefined}
        aria-describedby={invalid}
        placeholder={placeholder}
        value={free ? value : (use.typed ?? value)}
        onChange={(event) => use.type(event.target.value)}
        onKeyDown={use.onKeyDown}
        onClick={use.show}
        onFocus={(event) => !free && event.currentTarget.select()}
        onBlur={use.hide}
      />
      {!free && <span className="combo-mark"><Icon name="down" /></span>}
      {use.open && (use.items.length > 0 || !free) && <Options list={list} use={use} render={children} />}
    </div>
  );
} // prettier-ignore

function Options<Item extends Option>({ list, use, render }: { list: string; use: ComboboxUse<Item>; render: ((item: Item) => ReactNode) | undefined }) {
  return (
    <div className="popup" popover="manual" ref={(popup) => (popup?.parentElement ? keepInPlace(popup, popup.parentElement) : undefined)}>
      {use.items.length === 0 && <p className="popup-empty">{t('choose.none')}</p>}
      <ul id={list} role="listbox" aria-label={t('action.choices')} className="popup-list">
        {use.items.map((item, index) => (
          <li
            key={item.id}
            id={`${list}-${index}`}
            role="option"
            aria-selected={index === use.active}
            className={`popup-item${item.tone ? ` ${item.tone}` : ''}`}
            data-highlighted={index === use.active ? '' : undefined}
            ref={(element) => {
              if (index === use.active) element?.scrollIntoView({ block: 'nearest' });
            }}
            // The focus stays in the field; a press on the list must not take it.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => use.pick(item)}
          >
            {render ? render(item) : <span dir="auto">{item.label}</span>}
          </li>
        ))}
      </ul>
    </div>
  );
}
