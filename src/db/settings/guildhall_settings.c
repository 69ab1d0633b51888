/* The parameters that the policies of the wall read, as PostgreSQL's own kind of parameter that only a superuser, or the owner of the
   entering function by a grant, may set (docs/decisions/0001-unforgeable-settings.md). Loaded by shared_preload_libraries. */
#include "postgres.h"

#include "fmgr.h"
#include "utils/guc.h"

PG_MODULE_MAGIC;

void _PG_init(void);

static const char *const names[] = {
    "app.guild_id",  "app.account_id", "app.membership_id", "app.role",     "app.spot_id",   "app.spot_pos",
    "app.request_id", "app.read_lo",   "app.read_hi",       "app.read_from", "app.read_to",  "app.write_lo",
    "app.write_hi",  "app.write_from", "app.write_to",      "app.action",   "app.on_behalf_of",
};

static char *texts[lengthof(names)];

void _PG_init(void)
{
    for (int i = 0; i < lengthof(names); ++i)
        DefineCustomStringVariable(names[i], "What the current transaction may see and do.", NULL, &texts[i], "", PGC_SUSET,
                                   GUC_NOT_IN_SAMPLE | GUC_DISALLOW_IN_FILE, NULL, NULL, NULL);
    MarkGUCPrefixReserved("app");
}
