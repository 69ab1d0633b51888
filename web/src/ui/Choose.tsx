import { useState } from 'react';
import { currentLanguage } from '../i18n';
import type { Choice } from '../i18n/places';
import { Combobox } from './Combobox';
import { Field } from './Field';

interface ChooseProps {
  name: string;
  label: string;
  choices: Choice[];
  value: string;
  onChange: (value: string) => void;
  message?: string | undefined;
  optional?: boolean;
  className?: string;
}

/* Case and accents do not matter: "oster" finds Österreich. */
function bare(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase(currentLanguage());
}

/** Those that fit what is typed, the ones that begin with it first. */
export function fitting(choices: Choice[], typed: string): Choice[] {
  const wanted = bare(typed.trim());
  if (wanted === '') return choices;
  const found = choices.filter((choice) => bare(choice.label).includes(wanted) || choice.value.toLowerCase() === wanted);
  const rank = (choice: Choice) => (choice.value.toLowerCase() === wanted ? 0 : bare(choice.label).startsWith(wanted) ? 1 : 2);
  return found.sort((a, b) => rank(a) - rank(b));
}

/** One of many: type to narrow, arrows and Enter to choose. */
export function Choose({ name, label, choices, value, onChange, message, optional = false, className = '' }: ChooseProps) {
  const [typed, setTyped] = useState('');
  const items = fitting(choices, typed).map((choice) => ({ id: choice.value, label: choice.label }));
  const chosen = choices.find((choice) => choice.value === value);
  return (
    <Field name={name} label={label} message={message} optional={optional} className={className}>
      <Combobox
        id={name}
        items={items}
        value={chosen?.label ?? ''}
        invalid={message ? `${name}-message` : undefined}
        onType={setTyped}
        onPick={(item) => {
          setTyped('');
          onChange(item.id);
        }}
      />
    </Field>
  );
}
