import type { ReactNode } from 'react';
import { t } from '../i18n';
import { Select } from './Select';

interface FieldProps {
  /** The field's name in the API; its control carries it as id, so a 422 finds it. */
  name: string;
  label: string;
  message?: string | undefined;
  optional?: boolean;
  className?: string;
  children: ReactNode;
}

/** A label, a control and what is wrong with it. */
export function Field({ name, label, message, optional = false, className = '', children }: FieldProps) {
  return (
    <div className={`field ${className}`}>
      <label htmlFor={name}>
        {label}
        {optional && <span className="optional"> {t('field.optional')}</span>}
      </label>
      {children}
      {message && (
        <span className="message" id={`${name}-message`}>
          {message}
        </span>
      )}
    </div>
  );
}

/** What a control needs so that its message is read out with it. */
export function describedBy(name: string, message: string | undefined) {
  return message ? { 'aria-invalid': true, 'aria-describedby': `${name}-message` } : {};
}

interface TextFieldProps extends Omit<FieldProps, 'children'> {
  value: string;
  onChange: (value: string) => void;
  type?: 'text' | 'email' | 'tel' | 'url';
  autoComplete?: string;
  inputMode?: 'decimal' | 'numeric' | 'text';
  required?: boolean;
}

export function TextField({ value, onChange, type = 'text', autoComplete = 'off', inputMode, required, ...field }: TextFieldProps) {
  return (
    <Field {...field}>
      <input
        id={field.name}
        className="control"
        type={type}
        value={value}
        inputMode={inputMode}
        autoComplete={autoComplete}
        aria-required={required}
        onChange={(event) => onChange(event.target.value)}
        {...describedBy(field.name, field.message)}
      />
    </Field>
  );
}

interface SelectFieldProps extends Omit<FieldProps, 'children'> {
  value: string;
  onChange: (value: string) => void;
  choices: { value: string; label: string }[];
}

export function SelectField({ value, onChange, choices, ...field }: SelectFieldProps) {
  return (
    <Field {...field}>
      <Select id={field.name} className="control" value={value} onChange={(event) => onChange(event.target.value)} {...describedBy(field.name, field.message)}>
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </Select>
    </Field>
  );
}

interface CheckFieldProps {
  name: string;
  label: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}

export function CheckField({ name, label, checked, onChange }: CheckFieldProps) {
  return (
    <label className="check" htmlFor={name}>
      <input id={name} type="checkbox" checked={checked} onChange={(event) => onChange(event.target.checked)} />
      {label}
    </label>
  );
}
