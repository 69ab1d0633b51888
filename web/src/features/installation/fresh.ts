const day = 86_400_000;

/** Whether something is younger than a number of days. */
export const isFresh = (at: string | null | undefined, days: number) => typeof at === 'string' && Date.now() - Date.parse(at) < days * day;

/** What the doctor asks for as well: a backup of the last two days, proven within two weeks. */
export const backupDays = 2;
export const proofDays = 14;
