import { useId, useRef, type ReactNode } from 'react';
import { t } from '../../i18n';
import { Icon } from '../Icon';
import { InCell } from '../Time';
import { DraggedCard, DropColumn } from './dragging';
import { useBoardKeys } from './use_keys';

export interface BoardColumn<Card> {
  id: string;
  title: string;
  /** How many there are, shown or not, and what they come to. */
  count: string;
  sum: string;
  cards: readonly Card[];
  /** Where there are more than are shown. */
  onMore?: (() => void) | undefined;
}

export interface BoardProps<Card extends { id: string }> {
  label: string;
  columns: BoardColumn<Card>[];
  name: (card: Card) => string;
  card: (card: Card) => ReactNode;
  /** Whether a card may go there; nothing moves without it. */
  mayMove?: (card: Card, to: string) => boolean;
  onMove: (card: Card, to: string) => void;
  onOpen: (card: Card) => void;
}

/** Cards in columns. A card moves by mouse; by Space, arrows and Space (Esc lets go); and by a choice on the card itself. */
export function Board<Card extends { id: string }>(props: BoardProps<Card>) {
  const { label, columns, mayMove, onMove } = props;
  const board = useRef<HTMLDivElement>(null);
  const help = useId();
  const keys = useBoardKeys(props, board);
  const cardOf = (id: string) => columns.flatMap((column) => column.cards).find((card) => card.id === id);
  const mayDrop = (card: Card | undefined, to: BoardColumn<Card>) => card !== undefined && !to.cards.includes(card) && mayMove?.(card, to.id) === true;
  function drop(id: string, to: BoardColumn<Card>) {
    const card = cardOf(id);
    if (card) onMove(card, to.id);
  }
  const card = (one: Card, column: string) => (
    <DraggedCard key={one.id} id={one.id} draggable={mayMove !== undefined} label={props.name(one)} describedBy={help} {...keys.of(one)}>
      <InCell value>{props.card(one)}</InCell>
      {mayMove && <MoveTo name={props.name(one)} columns={columns.filter((to) => to.id === column || mayMove(one, to.id))} now={column} onMove={(to) => onMove(one, to)} />}
    </DraggedCard>
  );
  return (
    <div ref={board} className="board" role="group" tabIndex={0} aria-label={label}>
      <p id={help} className="visually-hidden">
        {mayMove ? t('board.help') : t('board.help_still')}
      </p>
      {keys.shown.map((column) => (
        <DropColumn key={column.id} column={column} mayDrop={(id) => mayDrop(cardOf(id), column)} onDrop={(id) => drop(id, column)}>
          {column.cards.map((one) => card(one, column.id))}
        </DropColumn>
      ))}
      <p className="visually-hidden" aria-live="assertive">
        {keys.said}
      </p>
    </div>
  );
}

/* For fingers, which drag a page rather than a card. */
function MoveTo<Card>({ name, columns, now, onMove }: { name: string; columns: BoardColumn<Card>[]; now: string; onMove: (to: string) => void }) {
  return (
    <span className="filter card-move">
      <select tabIndex={-1} aria-label={t('board.move', { name })} value={now} onChange={(event) => onMove(event.target.value)}>
        {columns.map((column) => (
          <option key={column.id} value={column.id}>
            {column.title}
          </option>
        ))}
      </select>
      <Icon name="down" />
    </span>
  );
}
