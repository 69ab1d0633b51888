import { Dialog as Base } from '@base-ui/react/dialog';
import { useNavigate } from '@tanstack/react-router';
import { useState, type KeyboardEvent } from 'react';
import { useCustomerSearch } from '../features/customers/queries';
import { t } from '../i18n';
import { openQuickCustomer } from './layers';
import { placesFor } from './places';
import { may, useMe } from './session';

interface Command {
  id: string;
  label: string;
  hint: string;
  run: () => void;
}

/** Everything by typing: go somewhere, find a customer, make one. */
export function Palette({ onClose }: { onClose: () => void }) {
  return (
    <Base.Root open onOpenChange={(open) => !open && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="veil" />
        <Base.Viewport className="viewport high">
          <Base.Popup className="dialog palette">
            <Base.Title className="visually-hidden">{t('palette.title')}</Base.Title>
            <Commands onClose={onClose} />
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}

function Commands({ onClose }: { onClose: () => void }) {
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const commands = useCommands(text.trim());
  const active = Math.min(at, commands.length - 1);
  const run = (command: Command | undefined) => {
    if (!command) return;
    onClose();
    command.run();
  };
  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'ArrowDown') setAt((active + 1) % commands.length);
    else if (event.key === 'ArrowUp') setAt((active - 1 + commands.length) % commands.length);
    else if (event.key === 'Enter' && !event.nativeEvent.isComposing) run(commands[active]);
    else return;
    event.preventDefault();
  }
  function type(typed: string) {
    setText(typed);
    setAt(0);
  }
  const described = { 'aria-controls': 'palette-list', 'aria-expanded': true, 'aria-activedescendant': commands[active] && `palette-${commands[active].id}` };
  return (
    <>
      <input className="palette-input" role="combobox" aria-label={t('palette.title')} placeholder={t('palette.placeholder')} value={text} onChange={(event) => type(event.target.value)} onKeyDown={onKeyDown} {...described} />
      <ul id="palette-list" role="listbox" aria-label={t('palette.title')} className="palette-list">
        {commands.map((command, index) => (
          <PaletteItem key={command.id} command={command} active={index === active} onRun={() => run(command)} />
        ))}
      </ul>
    </>
  );
}

function PaletteItem({ command, active, onRun }: { command: Command; active: boolean; onRun: () => void }) {
  return (
    <li
      id={`palette-${command.id}`}
      role="option"
      aria-selected={active}
      className="popup-item"
      data-highlighted={active ? '' : undefined}
      ref={(element) => {
        if (active) element?.scrollIntoView({ block: 'nearest' });
      }}
      onClick={onRun}
    >
      <span>{command.label}</span>
      <span className="muted">{command.hint}</span>
    </li>
  );
}

function useCommands(text: string): Command[] {
  const me = useMe();
  const navigate = useNavigate();
  const found = useCustomerSearch(text, 6);
  const customers = (text === '' ? [] : found).map((customer) => ({
    id: customer.id,
    label: customer.name,
    hint: t('palette.customer'),
    run: () => void navigate({ to: '/customers/$customerId', params: { customerId: customer.id } }),
  }));
  const actions: (Command & { needs: string })[] = [
    ...placesFor(me).map((place) => ({ id: place.to, needs: '', label: t(place.label), hint: t('palette.go'), run: () => void navigate({ to: place.to }) })),
    { id: 'estimate', needs: 'estimates.create', label: t('estimates.new'), hint: t('palette.make'), run: () => void navigate({ to: '/estimates/$estimateId', params: { estimateId: 'new' } }) },
    { id: 'export', needs: 'exports.run', label: t('palette.export'), hint: t('palette.run'), run: () => location.assign('/api/v1/customers/export.csv') },
    { id: 'account', needs: '', label: t('account.title'), hint: t('palette.go'), run: () => void navigate({ to: '/account' }) },
  ];
  const typed = text.toLocaleLowerCase();
  const fitting = actions.filter((action) => (action.needs === '' || may(me, action.needs)) && action.label.toLocaleLowerCase().includes(typed));
  const make = may(me, 'customers.create') ? [makeCustomer(text)] : [];
  return [...fitting, ...customers, ...make];
}

function makeCustomer(text: string): Command {
  const label = text === '' ? t('quick.open') : t('palette.new_customer', { name: text });
  return { id: 'new-customer', label, hint: t('palette.make'), run: () => openQuickCustomer(text) };
}
