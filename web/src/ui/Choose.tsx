import { Combobox } from '@base-ui/react/combobox';
import type { Choice } from '../i18n/places';
import { t } from '../i18n';
import { describedBy, Field } from './Field';
import { Icon } from './Icon';

interface ChooseProps {
  name: string;
  label: string;
  choices: Choice[];
  value: string;
  onChange: (value: string) => void;
  message?: string | undefined;
  optional?: boolean;
}

/** One of many: type to narrow, arrows and Enter to choose. */
export function Choose({ name, label, choices, value, onChange, message, optional = false }: ChooseProps) {
  const chosen = choices.find((choice) => choice.value === value) ?? null;
  return (
    <Field name={name} label={label} message={message} optional={optional}>
      <Combobox.Root items={choices} value={chosen} onValueChange={(choice: Choice | null) => onChange(choice?.value ?? '')} autoHighlight>
        <div className="combo">
          <Combobox.Input id={name} className="control" {...describedBy(name, message)} />
          <Combobox.Trigger className="combo-open" aria-label={t('action.show_choices')} tabIndex={-1}>
            <Icon name="down" />
          </Combobox.Trigger>
        </div>
        <Combobox.Portal>
          <Combobox.Positioner className="popup-place" sideOffset={4}>
            <Combobox.Popup className="popup">
              <Combobox.Empty className="popup-empty">{t('choose.none')}</Combobox.Empty>
              <Combobox.List className="popup-list">
                {(choice: Choice) => (
                  <Combobox.Item key={choice.value} value={choice} className="popup-item">
                    {choice.label}
                  </Combobox.Item>
                )}
              </Combobox.List>
            </Combobox.Popup>
          </Combobox.Positioner>
        </Combobox.Portal>
      </Combobox.Root>
    </Field>
  );
}
