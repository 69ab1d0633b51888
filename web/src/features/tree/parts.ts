/** What there is to administrate of a guild, as the address says it. */
export const guildParts = ['people', 'spots', 'settings', 'access'] as const;
export type GuildPart = (typeof guildParts)[number];
