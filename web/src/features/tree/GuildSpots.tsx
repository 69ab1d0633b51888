import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { messageOf } from '../../api/problem';
import type { Guild, Spot } from '../../api/types';
import { useMay, useMe } from '../../app/session';
import { t } from '../../i18n';
import { Help } from '../../ui/Help';
import { Icon } from '../../ui/Icon';
import { spotsOf } from './queries';
import { treeOf, type SpotNode } from './spot_tree';
import { SpotDialog, type SpotTask } from './SpotDialog';

interface Rights {
  add: boolean;
  rename: boolean;
  move: boolean;
}

/** The spots of a guild as they lie below one another. */
export function GuildSpots({ guild }: { guild: Guild }) {
  const role = useMe().acting.role;
  const seesAll = role === 'guild' || role === 'access_owner';
  const rights = { add: useMay('spots.create'), rename: useMay('spots.update'), move: useMay('spots.update') && seesAll };
  const [task, setTask] = useState<SpotTask | null>(null);
  const { data, error } = useQuery(spotsOf(guild.id));
  const spots = data?.items ?? [];
  return (
    <div className="record">
      <div className="record-body single">
        <section className="panel" aria-labelledby="spots-title">
          <div className="panel-head">
            <h2 id="spots-title">{t('guild.spots')}</h2>
            <Help about={t('word.spot')}>{t('help.spot')}</Help>
            <span className="spacer" />
            {rights.add && seesAll && (
              <button type="button" className="button" onClick={() => setTask({ kind: 'add', below: null })}>
                {t('spots.add')}
              </button>
            )}
          </div>
          {error && <p className="notice">{messageOf(error)}</p>}
          {data && spots.length === 0 && <p className="muted">{t('spots.none')}</p>}
          <Branch nodes={treeOf(spots)} rights={rights} onTask={setTask} />
        </section>
      </div>
      {task && <SpotDialog guildId={guild.id} task={task} spots={spots} onClose={() => setTask(null)} />}
    </div>
  );
}

interface BranchProps {
  nodes: SpotNode[];
  rights: Rights;
  onTask: (task: SpotTask) => void;
}

function Branch({ nodes, rights, onTask }: BranchProps) {
  if (nodes.length === 0) return null;
  return (
    <ul className="spot-tree">
      {nodes.map(({ spot, below }) => (
        <li key={spot.id}>
          <div className="spot">
            <span className="spot-name">{spot.name}</span>
            <span className="spacer" />
            {rights.add && <SpotButton spot={spot} label={t('spots.add_below')} icon="plus" onPress={() => onTask({ kind: 'add', below: spot })} />}
            {rights.rename && <SpotButton spot={spot} label={t('spots.rename')} icon="edit" onPress={() => onTask({ kind: 'rename', spot })} />}
            {rights.move && <SpotButton spot={spot} label={t('spots.move')} icon="move" onPress={() => onTask({ kind: 'move', spot })} />}
          </div>
          <Branch nodes={below} rights={rights} onTask={onTask} />
        </li>
      ))}
    </ul>
  );
}

function SpotButton({ spot, label, icon, onPress }: { spot: Spot; label: string; icon: 'plus' | 'edit' | 'move'; onPress: () => void }) {
  const whole = `${label}: ${spot.name}`;
  return (
    <button type="button" className="button quiet icon" aria-label={whole} title={whole} onClick={onPress}>
      <Icon name={icon} />
    </button>
  );
}
