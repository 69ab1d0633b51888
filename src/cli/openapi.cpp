#include "api/openapi.h"

#include <iostream>

#include "app/routes.h"
#include "app/version.h"
#include "base/secret.h"
#include "cli/commands.h"

namespace guildhall::cli {

int openapi(Words const& words)
{
    if (!words.empty())
        throw Misuse{};
    // Nothing is signed or sealed here: keys of the moment will do.
    identity::Keys keys{
        .jwt = {{"openapi", random_bytes(32)}}, .pepper = random_bytes(32), .field = random_bytes(32), .audit = random_bytes(32)};
    identity::Services services(std::move(keys), {.public_url = "http://localhost"});
    jobs::Jobs jobs;
    Hub hub;
    Router const router(app::routes(services, jobs, hub));
    std::cout << guildhall::openapi(router, version) << "\n";
    return 0;
}

}  // namespace guildhall::cli
