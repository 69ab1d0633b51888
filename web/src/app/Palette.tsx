import { Dialog as Base } from '@base-ui/react/dialog';
import { useState, type KeyboardEvent } from 'react';
import { t } from '../i18n';
import { Icon } from '../ui/Icon';
import { useCommands, type Command } from './commands';

/** Everything by typing: go somewhere, find a record, make a customer. */
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
      <Icon name={command.icon} />
      <span className="palette-label" dir="auto">
        {command.label}
        {command.detail && <small className="muted">{command.detail}</small>}
      </span>
      <span className="muted">{command.hint}</span>
    </li>
  );
}
