import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { t } from '../../i18n';
import { useSteady } from '../steady';
import type { BoardColumn } from './Board';

interface DraggedCardProps {
  id: string;
  label: string;
  draggable: boolean;
  /** In the hand of the keyboard. */
  held: boolean;
  describedBy: string;
  tabIndex: 0 | -1;
  onFocus: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
  children: ReactNode;
}

export function DraggedCard({ id, label, draggable: moves, held, describedBy, tabIndex, onFocus, onKeyDown, children }: DraggedCardProps) {
  const element = useRef<HTMLLIElement>(null);
  const [dragged, setDragged] = useState(false);
  useEffect(() => {
    if (!element.current || !moves) return undefined;
    return draggable({ element: element.current, getInitialData: () => ({ card: id }), onDragStart: () => setDragged(true), onDrop: () => setDragged(false) });
  }, [id, moves]);
  return (
    <li ref={element} data-card={id} className={`card${held ? ' held' : ''}${dragged ? ' dragged' : ''}`} tabIndex={tabIndex} aria-label={label} aria-describedby={describedBy} onFocus={onFocus} onKeyDown={onKeyDown}>
      {children}
    </li>
  );
}

interface DropColumnProps<Card> {
  column: BoardColumn<Card>;
  mayDrop: (card: string) => boolean;
  onDrop: (card: string) => void;
  children: ReactNode;
}

const cardOf = (data: Record<string | symbol, unknown>) => String(data['card']);

export function DropColumn<Card>({ column, mayDrop, onDrop, children }: DropColumnProps<Card>) {
  const element = useRef<HTMLElement>(null);
  const title = useId();
  const [over, setOver] = useState(false);
  const may = useSteady(mayDrop);
  const drop = useSteady(onDrop);
  useEffect(() => {
    if (!element.current) return undefined;
    return dropTargetForElements({
      element: element.current,
      canDrop: ({ source }) => may(cardOf(source.data)),
      onDragEnter: () => setOver(true),
      onDragLeave: () => setOver(false),
      onDrop: ({ source }) => {
        setOver(false);
        drop(cardOf(source.data));
      },
    });
  }, [may, drop]);
  return (
    <section ref={element} className={`board-column${over ? ' over' : ''}`} aria-labelledby={title}>
      <header className="board-head">
        <h2 id={title}>
          {column.title} <span className="count">{column.count}</span>
        </h2>
        <span className="board-sum">{column.sum}</span>
      </header>
      <ul className="cards">{children}</ul>
      {column.onMore && (
        <button type="button" className="button quiet small" onClick={column.onMore}>
          {t('board.more')}
        </button>
      )}
    </section>
  );
}
