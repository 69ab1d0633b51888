import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { t } from '../i18n';

interface EditInPlaceProps {
  /** The field's name in the API; its control carries it as id. */
  name: string;
  label: string;
  /** As it is typed; empty: nothing. */
  value: string;
  /** As it is shown; left out: as it is typed. */
  shown?: string;
  /** What the last attempt was refused with. */
  message?: string | undefined;
  editable: boolean;
  kind?: 'text' | 'tel' | 'url' | 'email' | 'number';
  choices?: { value: string; label: string }[];
  /** Called with what differs from the value alone. It shows at once; the caller puts it back where it is refused. */
  onSave: (value: string) => void;
}

/**
 * A value that becomes a field where it stands: press it or Enter, type, Enter or leaving saves, Esc leaves it as it was. The focus
 * returns to where it was.
 */
export function EditInPlace({ name, label, value, shown, message, editable, kind = 'text', choices, onSave }: EditInPlaceProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const returning = useRef(false);
  useEffect(() => {
    if (typed === null && returning.current) opener.current?.focus();
    returning.current = false;
  }, [typed]);
  const text = shown ?? (choices?.find((choice) => choice.value === value)?.label ?? value);
  const nothing = text === '';
  if (!editable) return <span dir="auto">{nothing ? <span className="muted">–</span> : text}</span>;
  const end = (how: 'save' | 'leave', byKey: boolean) => {
    returning.current = byKey;
    setTyped(null);
    if (how === 'save' && typed !== null && typed.trim() !== value) onSave(typed.trim());
  };
  if (typed !== null) return <Typing {...{ name, label, typed, kind, choices, onType: setTyped, onEnd: end }} />;
  return (
    <>
      <button ref={opener} type="button" className="in-place" aria-label={t('edit.value', { label, value: nothing ? t('edit.nothing') : text })} onClick={() => setTyped(value)}>
        <span dir="auto">{nothing ? <span className="muted">{t('edit.nothing')}</span> : text}</span>
      </button>
      {message && (
        <span className="message" role="alert">
          {message}
        </span>
      )}
    </>
  );
}

interface TypingProps extends Pick<EditInPlaceProps, 'name' | 'label' | 'choices'> {
  typed: string;
  kind: NonNullable<EditInPlaceProps['kind']>;
  onType: (value: string) => void;
  onEnd: (how: 'save' | 'leave', byKey: boolean) => void;
}

function Typing({ name, label, typed, kind, choices, onType, onEnd }: TypingProps) {
  const ended = useRef(false);
  const end = (how: 'save' | 'leave', byKey: boolean) => {
    if (ended.current) return;
    ended.current = true;
    onEnd(how, byKey);
  };
  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') end('save', true);
    else if (event.key === 'Escape') end('leave', true);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
  const common = { id: name, 'aria-label': label, className: 'control in-place-control', autoFocus: true, value: typed, onKeyDown, onBlur: () => end('save', false) };
  if (choices)
    return (
      <select {...common} onChange={(event) => onType(event.target.value)}>
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    );
  return (
    <input
      {...common}
      type={kind === 'number' ? 'text' : kind}
      inputMode={kind === 'number' ? 'numeric' : undefined}
      dir="auto"
      autoComplete="off"
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => onType(event.target.value)}
    />
  );
}
