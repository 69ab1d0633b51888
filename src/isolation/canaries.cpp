#include "isolation/canaries.h"

#include <stdexcept>

#include "base/time.h"
#include "isolation/belongings.sql.h"
#include "isolation/digests.sql.h"

namespace guildhall::isolation {

namespace {

constexpr std::int32_t minutes = 24 * 60;
constexpr char purpose[] = "isolation check";

}  // namespace

Canaries::Canaries(std::string const& migrate, std::string const& backup, identity::Services const& services)
    : services_(services), migrate_(migrate), backup_(backup)
{
    migrate_.script("set role guildhall_wall");
    backup_.script("set default_transaction_read_only = on");
    auto const rows =
        migrate_.run("select side, role, account_id, membership_id, access_owner_id, guild_id, spot_id from wall.keep_canaries()");
    for (int i = 0; i < rows.size(); ++i) {
        auto const row = rows[i];
        Canary canary{row.get<std::string>(0), row.get<std::string>(1), row.get<Uuid>(2), row.get<Uuid>(3),
                      row.get<Uuid>(4),        row.get<Uuid>(5),        row.get<Uuid>(6), Uuid::make()};
        db::Bytes const secret{proof(canary)};
        migrate_.run("select wall.lend_session($1, $2, $3, $4, $5)",
                     db::values(canary.session, canary.membership, secret, purpose, minutes));
        people_.push_back(canary);
    }
}

Canaries::~Canaries()
{
    try {
        for (auto const& canary : people_) {
            db::Bytes const secret{proof(canary)};
            migrate_.run("select wall.sign_out($1, $2)", db::values(secret, canary.session));
        }
    } catch (db::Error const&) {
        // They end by themselves, a day later.
    }
}

Canary const& Canaries::who(std::string const& side, std::string const& role) const
{
    for (auto const& canary : people_)
        if (canary.side == side && canary.role == role)
            return canary;
    throw std::runtime_error("There is no canary " + side + " that is " + role + ".");
}

std::string Canaries::token(Canary const& canary) const
{
    identity::AccessClaims claims{.account = canary.account, .session = canary.session, .membership = canary.membership};
    claims.issued_at = Time::now().microseconds / 1'000'000;
    claims.expires_at = claims.issued_at + identity::AccessTokens::longest_life;
    return services_.tokens().sign(claims);
}

Belongings Canaries::belongings(std::string const& side)
{
    auto const rows = things(side, sql::belongings_text);
    Belongings belongings;
    auto add = [&](std::string const& kind, std::string const& id) {
        belongings.one.emplace(kind, id);
        belongings.all.insert(id);
    };
    for (int i = 0; i < rows.size(); ++i)
        add(rows[i].get<std::string>(0), rows[i].get<std::string>(1));
    add("sessions", who(side, "builder").session.text());
    for (auto const& canary : people_)
        if (canary.side == side)
            add("sessions", canary.session.text());
    return belongings;
}

Canaries::Digests Canaries::digests(std::string const& side)
{
    auto const rows = things(side, sql::digests_text);
    Digests digests;
    for (int i = 0; i < rows.size(); ++i)
        digests[rows[i].get<std::string>(0)] = rows[i].get<std::string>(1);
    return digests;
}

db::Rows Canaries::things(std::string const& side, std::string_view statement)
{
    auto const& person = who(side, "guild");
    return backup_.run(std::string(statement), db::values(person.guild.text(), person.access_owner.text()));
}

std::vector<std::string> Canaries::tables()
{
    auto const rows = backup_.run("select c.relname::text from pg_class c join pg_namespace n on n.oid = c.relnamespace "
                                  "where n.nspname = 'guild' and c.relkind = 'r' order by 1");
    std::vector<std::string> tables;
    for (int i = 0; i < rows.size(); ++i)
        tables.push_back(rows[i].get<std::string>(0));
    return tables;
}

}  // namespace guildhall::isolation
