#include "identity/sessions.h"

#include "api/listing.h"
#include "base/secret.h"
#include "identity/identity.sql.h"

namespace guildhall::identity {

namespace sql {
constexpr auto sign_out = db::statement<text, "sign_out">;
constexpr auto sessions = db::statement<text, "sessions">;
constexpr auto count_sessions = db::statement<text, "count_sessions">;
constexpr auto end_session = db::statement<text, "end_session">;
constexpr auto end_other_sessions = db::statement<text, "end_other_sessions">;
constexpr auto act_as = db::statement<text, "act_as">;
constexpr auto me = db::statement<text, "me">;
}  // namespace sql

namespace {

struct OpenSession {
    Uuid id;
    std::string kind;
    std::optional<std::string> address, country, user_agent;  // country: ISO 3166 alpha-2
    bool second_factor = false;
    Time created_at, last_seen_at, ends_at;
    bool current = false;
};
constexpr auto shape_of(OpenSession*)
{
    return shape("OpenSession", field("id", &OpenSession::id), field("kind", &OpenSession::kind), field("address", &OpenSession::address),
                 field("country", &OpenSession::country, country_code), field("user_agent", &OpenSession::user_agent),
                 field("second_factor", &OpenSession::second_factor), field("created_at", &OpenSession::created_at),
                 field("last_seen_at", &OpenSession::last_seen_at), field("ends_at", &OpenSession::ends_at),
                 field("current", &OpenSession::current));
}

struct SessionFilter {
    std::optional<std::string> search;  // parts of words of kind, address and program
};
constexpr auto shape_of(SessionFilter*)
{
    return shape("SessionFilter", field("search", &SessionFilter::search, length(1, 200)));
}

enum class SessionOrder { last_seen, newest, oldest };
constexpr std::array<std::string_view, 3> names_of(SessionOrder*)
{
    return {"-last_seen_at", "-created_at", "created_at"};
}
constexpr bool goes_by_name(SessionOrder)
{
    return false;
}
std::string sort_key(OpenSession const& session, SessionOrder order)
{
    return (order == SessionOrder::last_seen ? session.last_seen_at : session.created_at).text();
}
using SessionList = List<SessionFilter, SessionOrder::last_seen>;

struct SessionById {
    Uuid session_id;
};
constexpr auto shape_of(SessionById*)
{
    return shape("SessionById", field("session_id", &SessionById::session_id));
}

struct MembershipChoice {
    Uuid membership_id;
};
constexpr auto shape_of(MembershipChoice*)
{
    return shape("MembershipChoice", field("membership_id", &MembershipChoice::membership_id));
}

struct Place {
    Uuid id;
    std::string name;
};
constexpr auto shape_of(Place*)
{
    return shape("Place", field("id", &Place::id), field("name", &Place::name));
}

struct Membership {
    Uuid id;
    std::string role;
    std::optional<Place> access_owner, guild, spot;
    bool can_create_customers = false;
};
constexpr auto shape_of(Membership*)
{
    return shape("Membership", field("id", &Membership::id), field("role", &Membership::role),
                 field("access_owner", &Membership::access_owner), field("guild", &Membership::guild), field("spot", &Membership::spot),
                 field("can_create_customers", &Membership::can_create_customers));
}

// theme: "system", "light" or "dark". picture: there is one.
struct MyAccount {
    Uuid id;
    std::string email, name, language, theme;
    bool reminders = true, picture = false;
};
constexpr auto shape_of(MyAccount*)
{
    return shape("MyAccount", field("id", &MyAccount::id), field("email", &MyAccount::email), field("name", &MyAccount::name),
                 field("language", &MyAccount::language), field("theme", &MyAccount::theme), field("reminders", &MyAccount::reminders),
                 field("picture", &MyAccount::picture));
}

// permissions: "customers.create:spot"
struct Acting {
    Uuid membership_id;
    std::string role;
    std::optional<Uuid> guild_id, spot_id;
    std::vector<std::string> permissions;
};
constexpr auto shape_of(Acting*)
{
    return shape("Acting", field("membership_id", &Acting::membership_id), field("role", &Acting::role),
                 field("guild_id", &Acting::guild_id), field("spot_id", &Acting::spot_id), field("permissions", &Acting::permissions));
}

struct Who {
    MyAccount account;
    std::vector<Membership> memberships;
    Acting acting;
};
constexpr auto shape_of(Who*)
{
    return shape("Who", field("account", &Who::account), field("memberships", &Who::memberships), field("acting", &Who::acting));
}

// csrf_token: for browsers, so that a page that was reloaded can go on.
struct Me {
    MyAccount account;
    std::vector<Membership> memberships;
    Acting acting;
    std::optional<std::string> csrf_token;
};
constexpr auto shape_of(Me*)
{
    return shape("Me", field("account", &Me::account), field("memberships", &Me::memberships), field("acting", &Me::acting),
                 field("csrf_token", &Me::csrf_token));
}

Task<Me> me(AccountTx& tx, Services& services)
{
    auto who = co_await tx.last_one<Who>(sql::me);
    Me found{std::move(who.account), std::move(who.memberships), std::move(who.acting), {}};
    if (tx.client().browser)
        found.csrf_token = services.csrf_token(tx.client().proof);
    co_return found;
}

Task<Reply<Nothing>> sign_out(AccountTx& tx)
{
    db::Bytes proof{tx.client().proof};
    tx.send(sql::sign_out, proof, tx.client().request_id);
    Reply<Nothing> gone;
    if (tx.client().browser)
        gone.headers.emplace_back("Set-Cookie", remove_cookie());
    co_return gone;
}

Task<Page<OpenSession>> sessions(AccountTx& tx, SessionList in)
{
    db::Bytes proof{tx.client().proof};
    return listed<OpenSession, sql::sessions>(tx, in, proof);
}

Task<Count> count_sessions(AccountTx& tx, SessionFilter in)
{
    db::Bytes proof{tx.client().proof};
    return tx.last_one<Count>(sql::count_sessions, in.search, proof);
}

Task<void> end_session(AccountTx& tx, SessionById which)
{
    tx.send(sql::end_session, which.session_id);
    co_return;
}

Task<void> end_other_sessions(AccountTx& tx)
{
    db::Bytes const proof{tx.client().proof};
    tx.send(sql::end_other_sessions, proof);
    co_return;
}

// A browser's session gets a new secret, since rights may rise. An API client's keeps its own: nobody can have planted that one,
// and its tokens go on.
Task<Reply<Me>> act_as(AccountTx& tx, Services& services, MembershipChoice choice)
{
    auto const& client = tx.client();
    db::Bytes proof{client.proof}, next{client.browser ? random_bytes(client.proof.size()) : client.proof};
    tx.send(sql::act_as, choice.membership_id, proof, next);
    auto who = co_await tx.one<Who>(sql::me);
    Reply<Me> acting{{std::move(who.account), std::move(who.memberships), std::move(who.acting), {}}};
    if (client.browser) {
        acting.body.csrf_token = services.csrf_token(next.bytes);
        acting.headers.emplace_back("Set-Cookie", set_cookie(next.bytes));
    }
    co_return acting;
}

}  // namespace

std::vector<Route> session_routes(Services& services)
{
    auto me_here = [&services](AccountTx& tx) { return me(tx, services); };
    auto act_here = [&services](AccountTx& tx, MembershipChoice choice) { return act_as(tx, services, choice); };
    return {
        get("/me", "Who one is, and what one may do here", signed_in(), me_here),
        get("/sessions", "One's open sessions", signed_in(), sessions),
        get("/sessions/count", "How many open sessions one has", signed_in(), count_sessions),
        del("/sessions/current", "Sign out", signed_in(), sign_out),
        del("/sessions/others", "End all of one's sessions but this one", signed_in(), end_other_sessions),
        del("/sessions/{session_id}", "End one of one's sessions", signed_in(), end_session),
        put("/sessions/current/membership", "Act as another membership", signed_in(), act_here),
    };
}

}  // namespace guildhall::identity
