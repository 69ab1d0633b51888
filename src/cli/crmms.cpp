#include "cli/crmms.h"

#include <iostream>

#include "cli/commands.h"
#include "cli/installation.h"

namespace guildhall::cli {

namespace {

void tell(crmms::Source const& source, crmms::Counts const& counts, crmms::Judged const& judged)
{
    for (auto const& column : source.without)
        std::cout << "There is no column " << column << ": what it would say is not known.\n";
    if (!source.knows_creators)
        std::cout << "Who made whom is not known, so that it was not checked.\n";
    std::cout << counts.agencies << " agencies, " << counts.companies << " guilds, " << counts.spots << " spots, " << counts.people
              << " people; " << counts.there_already << " were there already; " << judged.refused.size() << " not imported\n";
    for (auto const& refused : judged.refused)
        std::cout << refused.what << ": " << refused.why << "\n";
    std::cout << std::flush;
}

}  // namespace

int import_crmms(Words words)
{
    auto const from = take_option(words, "--from"), given_name = take_option(words, "--source");
    bool const only_tries = words == Words{"--dry-run"};
    if (from.empty() || (!words.empty() && !only_tries))
        throw Misuse{};
    auto const config = app::read_config(app::environment());
    leave_root(config.data);
    db::Session there(from);
    there.script("begin isolation level repeatable read read only");
    auto const name = given_name.empty() ? there.value<std::string>("select current_database()::text") : given_name;
    auto const source = crmms::read_source(there, name);
    auto judged = crmms::judge(source);
    Ground const ground(config, Ground::Running::join, Ground::Missing::refuse);
    ground.migrate();
    db::Session here(ground.url("guildhall_migrate"));
    here.script("begin; set local role guildhall_wall");
    auto const counts = crmms::bring_in(here, source, judged);
    here.script(only_tries ? "rollback" : "commit");
    if (only_tries)
        std::cout << "Nothing was imported; this is what would be.\n";
    tell(source, counts, judged);
    return judged.refused.empty() ? 0 : 1;
}

}  // namespace guildhall::cli
