#include "identity/identity.sql.h"
#include "identity/sessions.h"

namespace guildhall::identity {

namespace sql {
constexpr auto refresh = db::statement<text, "refresh">;
}  // namespace sql

namespace {

struct RefreshInput {
    std::string refresh_token;
};
constexpr auto shape_of(RefreshInput*)
{
    return shape("RefreshInput", field("refresh_token", &RefreshInput::refresh_token, length(1, 500)));
}

struct Refreshed {
    std::string outcome;
    std::optional<Uuid> account_id, membership_id, session_id;
};
constexpr auto shape_of(Refreshed*)
{
    return shape("Refreshed", field("outcome", &Refreshed::outcome), field("account_id", &Refreshed::account_id),
                 field("membership_id", &Refreshed::membership_id), field("session_id", &Refreshed::session_id));
}

Task<Session> refresh(PublicTx& tx, Services& services, RefreshInput in)
{
    auto const old = RefreshToken::parse(in.refresh_token);
    if (!old)
        throw Failure(Problem::unauthenticated);
    auto const next = RefreshToken::make(old->session);
    db::Bytes proof{services.proof_of_token(old->session)}, used{old->secret}, fresh{next.secret};
    auto const& client = tx.client();
    auto done = co_await tx.one<Refreshed>(sql::refresh, proof, used, fresh, client.request_id, client.admins_welcome, client.address);
    if (done.outcome != "ok")
        throw Failure(Problem::unauthenticated);
    co_return token_session(services, tx.now(), done.account_id.value(), done.membership_id, next);
}

}  // namespace

std::vector<Route> refresh_routes(Services& services)
{
    auto refresh_here = [&services](PublicTx& tx, RefreshInput in) { return refresh(tx, services, std::move(in)); };
    return {
        post("/tokens/refresh", "A new access token for a refresh token", open_to_all("the refresh token is the proof"), refresh_here)
            .answers(200),
    };
}

}  // namespace guildhall::identity
