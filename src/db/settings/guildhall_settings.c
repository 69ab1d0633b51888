/* The parameters that the policies of the wall read, as PostgreSQL's own kind of parameter that only a superuser, or the owner of the
   entering function by a grant, may set (docs/decisions/0001-unforgeable-settings.md). Loaded by shared_preload_libraries. */
#include "postgres.h"

#include "fmgr.h"
#include "miscadmin.h"
#include "tcop/utility.h"
#include "utils/acl.h"
#include "utils/guc.h"

PG_MODULE_MAGIC;

void _PG_init(void);

static char const* const names[] = {
    "app.guild_id",   "app.account_id", "app.membership_id", "app.role",      "app.spot_id",      "app.spot_pos",
    "app.request_id", "app.read_lo",    "app.read_hi",       "app.read_from", "app.read_to",      "app.write_lo",
    "app.write_hi",   "app.write_from", "app.write_to",      "app.action",    "app.on_behalf_of",
};

static char* texts[lengthof(names)];

/* Statements for which PostgreSQL knows no right that could be revoked, and which an injection could use to reach beyond its guild:
   EXPLAIN estimates from statistics over all guilds how many rows another one has; LISTEN and NOTIFY reach other sessions; LOCK
   stops them; ALTER ROLE lets a role change its own password and what its sessions to come begin with. Refused to whoever signed in as guildhall_app: a superuser who has SET ROLE may still look at plans. */
static ProcessUtility_hook_type next_hook;

static void guard(PlannedStmt* statement, char const* text, bool read_only_tree, ProcessUtilityContext context, ParamListInfo parameters,
                  QueryEnvironment* environment, DestReceiver* receiver, QueryCompletion* completion)
{
    Oid server;

    switch (nodeTag(statement->utilityStmt)) {
    case T_ExplainStmt:
    case T_ListenStmt:
    case T_UnlistenStmt:
    case T_NotifyStmt:
    case T_LockStmt:
    case T_AlterRoleStmt:
    case T_AlterRoleSetStmt:
        server = get_role_oid("guildhall_app", true);
        if (OidIsValid(server) && is_member_of_role_nosuper(GetSessionUserId(), server))
            ereport(ERROR, (errcode(ERRCODE_INSUFFICIENT_PRIVILEGE), errmsg("permission denied for this statement")));
        break;
    default: break;
    }
    (next_hook ? next_hook : standard_ProcessUtility)(statement, text, read_only_tree, context, parameters, environment, receiver,
                                                      completion);
}

void _PG_init(void)
{
    for (int i = 0; i < lengthof(names); ++i)
        DefineCustomStringVariable(names[i], "What the current transaction may see and do.", NULL, &texts[i], "", PGC_SUSET,
                                   GUC_NOT_IN_SAMPLE | GUC_DISALLOW_IN_FILE, NULL, NULL, NULL);
    MarkGUCPrefixReserved("app");
    next_hook = ProcessUtility_hook;
    ProcessUtility_hook = guard;
}
