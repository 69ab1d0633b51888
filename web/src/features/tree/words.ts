import type { Key } from '../../i18n';

export const roleNames: Partial<Record<string, Key>> = {
  admin: 'role.admin',
  moderator: 'role.moderator',
  access_owner: 'role.access_owner',
  guild: 'role.guild',
  spot: 'role.spot',
  builder: 'role.builder',
  support: 'role.support',
  agent: 'role.agent',
  program: 'role.program',
  user: 'role.user',
};

export const sizeNames: Record<'small' | 'medium' | 'large', Key> = { small: 'size.small', medium: 'size.medium', large: 'size.large' };
