#include "api/api.sql.h"
#include "api/call.h"
#include "api/dispatch.h"
#include "base/log.h"
#include "db/unit.h"

namespace guildhall {

namespace api::sql {
constexpr auto refusal = db::statement<text, "refusal">;
}

namespace sql = api::sql;

// A refused request was rolled back, so that its trace needs a unit of its own. Nobody waits for it.
void Dispatch::note_refusal(Call const& call)
{
    std::string route = std::string(name_of(call.route().method)) + " " + call.route().path;
    auto recording = record_refusal(client_of(call), call.route().stated, std::move(route));
    ++unsettled_;
    start(std::move(recording), [this](std::exception_ptr error) {
        if (error)
            log_line(Level::warning, "a refusal could not be recorded", {});
        settle_one();
    });
}

void Dispatch::settle_one()
{
    if (--unsettled_ == 0 && settling_)
        settled_.tell(true);
}

Task<void> Dispatch::record_refusal(Client client, std::string permission, std::string route)
{
    auto lease = co_await lease_for(client.proof, client.address);
    db::Unit unit(std::move(lease));
    db::Bytes secret{client.proof};
    unit.send(sql::refusal, db::values(secret, permission, route, client.request_id));
    co_await unit.commit();
}

}  // namespace guildhall
