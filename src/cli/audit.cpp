#include <iostream>

#include "base/id.h"
#include "cli/commands.h"
#include "cli/installation.h"
#include "db/session.h"

namespace guildhall::cli {

namespace {

constexpr int sound = 0, broken = 1, not_checked = 2;

// One line a chain. True if all of them are sound.
bool verify(db::Session& session, std::optional<Uuid> only)
{
    session.script("set role guildhall_wall");
    auto const chains = session.run("select h.guild_id, coalesce(g.name, 'platform'), h.seq from platform.audit_heads h "
                                    "left join platform.guilds g on g.id = h.guild_id "
                                    "where $1::uuid is null or h.guild_id = $1 order by h.guild_id",
                                    db::values(only));
    if (chains.empty())
        throw std::runtime_error("There is no guild of that id.");
    bool all_sound = true;
    for (int i = 0; i < chains.size(); ++i) {
        auto const guild = chains[i].get<Uuid>(0);
        auto const bad = session.value<std::optional<std::int64_t>>("select wall.verify_chain($1)", db::values(guild));
        std::cout << guild.text() << " " << chains[i].get<std::string>(1) << ": ";
        if (bad)
            std::cout << "entry " << *bad << " is the first that does not fit" << std::endl;
        else
            std::cout << chains[i].get<std::int64_t>(2) << " entries, all sound" << std::endl;
        all_sound = all_sound && !bad;
    }
    return all_sound;
}

}  // namespace

int audit(Words const& words)
{
    auto rest = words;
    auto const guild = take_option(rest, "--guild");
    auto const only = guild.empty() ? std::nullopt : Uuid::parse(guild);
    if (rest != Words{"verify"} || (!guild.empty() && !only))
        throw Misuse{};
    try {
        auto const config = app::read_config(app::environment());
        leave_root(config.data);
        Ground const ground(config, Ground::Running::join, Ground::Missing::refuse);
        db::Session session(ground.url("guildhall_migrate"));
        return verify(session, only) ? sound : broken;
    } catch (std::exception const& error) {
        std::cerr << error.what() << std::endl;
        return not_checked;
    }
}

}  // namespace guildhall::cli
