#include <iostream>

#include "app/config.h"
#include "cli/commands.h"
#include "cli/installation.h"

namespace guildhall::cli {

int healthcheck(Words const& words)
{
    if (!words.empty())
        throw Misuse{};
    auto const place = running_server(app::read_config(app::environment()));
    auto const answer = http::ask(place, "GET", "/readyz");
    if (answer.status == 0) {
        std::cerr << "Nobody answers at " << place.listen << ".\n";
        return 1;
    }
    std::cout << (answer.status == 200 ? "ready\n" : "not ready\n");
    return answer.status == 200 ? 0 : 1;
}

}  // namespace guildhall::cli
