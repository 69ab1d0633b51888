/** What there is to administrate of a guild, as the address says it. */
export const guildParts = ['people', 'roles', 'spots', 'settings', 'access', 'programs', 'isolation'] as const;
export type GuildPart = (typeof guildParts)[number];
