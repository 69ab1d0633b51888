import { currentLanguage, t } from '../../i18n';
import { SelectField } from '../../ui/Field';
import type { Messages } from '../../ui/messages';

export interface SecurityForm {
  second_factor_required: boolean;
  session_idle_minutes: number;
  session_absolute_minutes: number;
}

const hour = 60;
const day = 24 * hour;
/* The last is the installation's own limit, which a guild can only shorten. */
const idleChoices = [15, 30, hour, 4 * hour, 12 * hour, 14 * day];
const absoluteChoices = [8 * hour, day, 7 * day, 14 * day, 30 * day, 90 * day];

function lasting(minutes: number): string {
  const unit = minutes % day === 0 ? 'day' : minutes % hour === 0 ? 'hour' : 'minute';
  return new Intl.NumberFormat(currentLanguage(), { style: 'unit', unit, unitDisplay: 'long' }).format(minutes / { day, hour, minute: 1 }[unit]);
}

/* A value that was set otherwise than here stays among the choices. */
function choicesOf(choices: number[], present: number) {
  const all = [...new Set([...choices, present])].sort((a, b) => a - b);
  return all.map((minutes) => ({ value: String(minutes), label: minutes === choices.at(-1) ? t('security.installation') : lasting(minutes) }));
}

interface GuildSecurityProps {
  form: SecurityForm;
  messages: Messages;
  onChange: (security: Partial<SecurityForm>) => void;
}

/** What a guild asks of its people's sessions. */
export function GuildSecurity({ form, messages, onChange }: GuildSecurityProps) {
  const limit = (name: 'session_idle_minutes' | 'session_absolute_minutes', choices: number[]) => ({
    name,
    value: String(form[name]),
    message: messages[name],
    choices: choicesOf(choices, form[name]),
    onChange: (value: string) => onChange({ [name]: Number(value) }),
  });
  const message = messages['second_factor_required'];
  return (
    <section className="panel" aria-labelledby="security-title">
      <h2 id="security-title">{t('security.title')}</h2>
      <p className="muted">{t('security.text')}</p>
      <div className="field">
        <label className="check">
          <input id="second_factor_required" type="checkbox" role="switch" checked={form.second_factor_required} aria-describedby="second_factor_required-message" onChange={(event) => onChange({ second_factor_required: event.target.checked })} />
          {t('security.second_factor')}
        </label>
        <span className="message" id="second_factor_required-message">{message}</span>
      </div>
      <div className="form-body flat">
        <SelectField label={t('security.idle')} {...limit('session_idle_minutes', idleChoices)} />
        <SelectField label={t('security.absolute')} {...limit('session_absolute_minutes', absoluteChoices)} />
      </div>
    </section>
  );
} // prettier-ignore
