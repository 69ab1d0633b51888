#pragma once
#include <functional>
#include <string>
#include <vector>

#include "api/allowance.h"
#include "api/caller.h"
#include "api/figures.h"
#include "api/hub.h"
#include "api/problem.h"
#include "api/router.h"
#include "api/turns.h"
#include "base/task.h"
#include "db/pool.h"

namespace guildhall {

// A list that can be asked what came "since" also answers as server-sent events, that is, with all that comes (streaming.cpp).
bool goes_on(Route const& route);

// From a request to its answer, on one loop: route (404, 405), who is it (401), input (400, 422), entering (403), operation, commit,
// answer. Bad input of somebody who may not do it at all is answered as what it is: 401 or 403.
class Dispatch {
public:
    Dispatch(Router const& router, db::Pool& pool, Authenticate authenticate, Hub& hub);

    // `request.path` without the prefix "/api/v1" is in `path`.
    Task<http::Response> handle(http::Request request, std::string path, Uuid request_id);

    // Once no request is left: when the refusals are recorded too that no answer waited for, and every stream has ended. The loop must
    // run until then.
    Task<void> settle()
    {
        settling_ = unsettled_ > 0;
        if (settling_)
            co_await settled_;
    }

private:
    struct Call;
    struct Stream;

    Task<http::Response> answer(Call call);
    Task<http::Response> begin_stream(Call call);
    Task<Answer> run(Call const& call, Bound const& bound);
    Task<Answer> run_open(Call const& call, Bound const& bound);
    Task<Answer> run_unit(Call const& call, Bound const& bound);
    Task<Answer> attempt(Call const& call, Bound const& bound);
    Task<db::Lease> lease_for(std::string proof, std::string address);
    Task<void> check_entering(Call const& call);
    Task<void> record_refusal(Client client, std::string permission, std::string route);
    void note_refusal(Call const& call);
    void settle_one();
    Client client_of(Call const& call) const;

    Router const& router_;
    db::Pool& pool_;
    Authenticate authenticate_;
    Hub& hub_;
    Figures figures_;
    Turns turns_;
    Allowance strangers_;  // by address
    int unsettled_ = 0;
    Signal<bool> settled_;
    bool settling_ = false;
};

}  // namespace guildhall
