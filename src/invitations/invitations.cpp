#include "invitations/invitations.h"

#include <array>

#include "api/listing.h"
#include "base/secret.h"
#include "invitations/invitations.sql.h"

namespace guildhall::invitations {

namespace sql {
constexpr auto invitations = db::statement<text, "invitations">;
constexpr auto count_invitations = db::statement<text, "count_invitations">;
constexpr auto guild_invitations = db::statement<text, "guild_invitations">;
constexpr auto count_guild_invitations = db::statement<text, "count_guild_invitations">;
constexpr auto resend = db::statement<text, "resend">;
constexpr auto revoke = db::statement<text, "revoke">;
constexpr auto look = db::statement<text, "look">;
constexpr auto accept = db::statement<text, "accept">;
constexpr auto join = db::statement<text, "join">;
}  // namespace sql

namespace {

inline constexpr Permission may_read{"invitations.read"};
inline constexpr Permission may_send{"invitations.send"};
inline constexpr Permission may_revoke{"invitations.revoke"};

enum class Role { moderator, access_owner, agent, guild, spot, builder, user };
constexpr std::array<std::string_view, 7> names_of(Role*)
{
    return {"moderator", "access_owner", "agent", "guild", "spot", "builder", "user"};
}

// waiting: its mail has not left yet; failed: no mail server took it; expired: its link is over.
enum class State { waiting, sent, failed, expired };
constexpr std::array<std::string_view, 4> names_of(State*)
{
    return {"waiting", "sent", "failed", "expired"};
}

// team_role, guild_group: for an agency's people, instead of a place.
struct Invitation {
    Uuid id;
    std::string email, name;
    Role role = Role::builder;
    std::optional<Uuid> access_owner_id, guild_id, spot_id;
    std::optional<std::string> spot;
    bool can_create_customers = false;
    std::optional<std::string> invited_by;
    State state = State::waiting;
    Time sent_at;
    std::optional<Time> ends_at;
    Time created_at;
    std::optional<std::string> team_role, guild_group;
};
constexpr auto shape_of(Invitation*)
{
    return shape("Invitation", field("id", &Invitation::id), field("email", &Invitation::email), field("name", &Invitation::name),
                 field("role", &Invitation::role), field("access_owner_id", &Invitation::access_owner_id),
                 field("guild_id", &Invitation::guild_id), field("spot_id", &Invitation::spot_id), field("spot", &Invitation::spot),
                 field("can_create_customers", &Invitation::can_create_customers), field("invited_by", &Invitation::invited_by),
                 field("state", &Invitation::state), field("sent_at", &Invitation::sent_at), field("ends_at", &Invitation::ends_at),
                 field("created_at", &Invitation::created_at), field("team_role", &Invitation::team_role),
                 field("guild_group", &Invitation::guild_group));
}

// search: parts of words of name and address.
struct InSight {
    std::optional<std::string> search;
};
constexpr auto shape_of(InSight*)
{
    return shape("InvitationsInSight", field("search", &InSight::search, length(1, 200)));
}
using InvitationList = List<InSight, ByName::newest>;

struct InGuild {
    Uuid guild_id;
    std::optional<std::string> search;
};
constexpr auto shape_of(InGuild*)
{
    return shape("InvitationsInGuild", field("guild_id", &InGuild::guild_id), field("search", &InGuild::search, length(1, 200)));
}
using GuildInvitationList = List<InGuild, ByName::newest>;

struct InvitationById {
    Uuid invitation_id;
};
constexpr auto shape_of(InvitationById*)
{
    return shape("InvitationById", field("invitation_id", &InvitationById::invitation_id));
}

struct Token {
    std::string token;
};
constexpr auto shape_of(Token*)
{
    return shape("InvitationToken", field("token", &Token::token, length(1, 200)));
}

// What the page says before somebody joins. known: the address has an account, which joins by signing in.
struct Opening {
    std::string email, name;
    Role role = Role::builder;
    std::string place;
    std::optional<std::string> inviter;
    std::string language;
    bool known = false;
};
constexpr auto shape_of(Opening*)
{
    return shape("InvitationOpening", field("email", &Opening::email), field("name", &Opening::name), field("role", &Opening::role),
                 field("place", &Opening::place), field("inviter", &Opening::inviter), field("language", &Opening::language),
                 field("known", &Opening::known));
}

struct Acceptance {
    std::string token, name, password;
    std::string language = "en";
};
constexpr auto shape_of(Acceptance*)
{
    return shape("InvitationAcceptance", field("token", &Acceptance::token, length(1, 200)),
                 field("name", &Acceptance::name, length(1, 200), not_blank), field("password", &Acceptance::password),
                 field("language", &Acceptance::language, language_tag, or_default));
}

struct Accepted {
    std::string email;
};
constexpr auto shape_of(Accepted*)
{
    return shape("InvitationAccepted", field("email", &Accepted::email));
}

// membership_id: to act as now; an agency's people may have none until a guild lets them in.
struct Joined {
    std::optional<Uuid> membership_id;
};
constexpr auto shape_of(Joined*)
{
    return shape("Joined", field("membership_id", &Joined::membership_id));
}

// What is no token at all is one that nobody has.
db::Bytes secret_of(std::string const& token)
{
    return {unbase64url(token).value_or(token)};
}

Task<Page<Invitation>> list(Tx& tx, InvitationList in)
{
    return listed<Invitation, sql::invitations>(tx, in);
}

Task<Count> count(Tx& tx, InSight in)
{
    return tx.last_one<Count>(sql::count_invitations, in.search);
}

Task<Page<Invitation>> list_of_guild(Tx& tx, GuildInvitationList in)
{
    return listed<Invitation, sql::guild_invitations>(tx, in, in.guild_id);
}

Task<Count> count_of_guild(Tx& tx, InGuild in)
{
    return tx.last_one<Count>(sql::count_guild_invitations, in.search, in.guild_id);
}

Task<Invitation> resend(Tx& tx, InvitationById which)
{
    return tx.last_one<Invitation>(sql::resend, which.invitation_id);
}

Task<void> revoke(Tx& tx, InvitationById which)
{
    tx.send(sql::revoke, which.invitation_id);
    co_return;
}

Task<Opening> look(PublicTx& tx, Token in)
{
    auto const secret = secret_of(in.token);
    co_return co_await tx.last_one<Opening>(sql::look, secret);
}

// The link is looked at first: who has none makes nobody hash anything.
Task<Accepted> accept(PublicTx& tx, identity::Services& services, Acceptance in)
{
    auto const secret = secret_of(in.token);
    auto const opening = co_await tx.one<Opening>(sql::look, secret);
    if (auto complaint = identity::password_problem(in.password, opening.email))
        throw Failure(Problem::invalid, {}, {{"password", *complaint}});
    auto const hash = co_await services.hash_new_password(tx.loop(), in.password);
    auto const address = co_await tx.last_one<std::string>(sql::accept, secret, tx.client().request_id, in.name, in.language, hash);
    co_return Accepted{address};
}

Task<Joined> join(AccountTx& tx, Token in)
{
    auto const secret = secret_of(in.token);
    auto const membership = co_await tx.last_one<std::optional<Uuid>>(sql::join, secret);
    co_return Joined{membership};
}

}  // namespace

std::vector<Route> routes(identity::Services& services)
{
    auto accept_here = [&services](PublicTx& tx, Acceptance in) { return accept(tx, services, std::move(in)); };
    return {
        get("/invitations", "Invitations that are still open", needs(may_read), list),
        get("/invitations/count", "How many invitations are still open", needs(may_read), count),
        get("/guilds/{guild_id}/invitations", "A guild's invitations that are still open", needs(may_read), list_of_guild),
        get("/guilds/{guild_id}/invitations/count", "How many of a guild's invitations are still open", needs(may_read), count_of_guild),
        post("/invitations/{invitation_id}/sending", "Send an invitation again", needs(may_send), resend).answers(200),
        del("/invitations/{invitation_id}", "Take an invitation back", needs(may_revoke), revoke),
        post("/invitations/opening", "What an invitation's link is about", open_to_all("the link is the proof"), look).answers(200),
        post("/invitations/acceptance", "Join by an invitation, with a new account", open_to_all("the link is the proof"), accept_here),
        post("/me/memberships", "Join by an invitation, with the account that one has", signed_in(), join),
    };
}

}  // namespace guildhall::invitations
