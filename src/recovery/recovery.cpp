#include "recovery/recovery.h"

#include "base/secret.h"
#include "recovery/recovery.sql.h"

namespace guildhall::recovery {

namespace sql {
constexpr auto request_reset = db::statement<text, "request_reset">;
constexpr auto look_at_reset = db::statement<text, "look_at_reset">;
constexpr auto complete_reset = db::statement<text, "complete_reset">;
constexpr auto request_registration = db::statement<text, "request_registration">;
constexpr auto confirm_my_email = db::statement<text, "confirm_my_email">;
constexpr auto change_my_email = db::statement<text, "change_my_email">;
constexpr auto confirm_email = db::statement<text, "confirm_email">;
}  // namespace sql

namespace {

using Said = std::optional<std::string>;  // what a function says that says nothing

struct Address {
    std::string email;
};
constexpr auto shape_of(Address*)
{
    return shape("EmailAddress", field("email", &Address::email, email));
}

struct Token {
    std::string token;
};
constexpr auto shape_of(Token*)
{
    return shape("LinkToken", field("token", &Token::token, length(1, 200)));
}

struct NewPassword {
    std::string token, password;
};
constexpr auto shape_of(NewPassword*)
{
    return shape("PasswordByLink", field("token", &NewPassword::token, length(1, 200)), field("password", &NewPassword::password));
}

struct Registration {
    std::string email;
    std::string language = "en";
};
constexpr auto shape_of(Registration*)
{
    return shape("Registration", field("email", &Registration::email, email),
                 field("language", &Registration::language, language_tag, or_default));
}

struct RegistrationState {
    bool open = false;
};
constexpr auto shape_of(RegistrationState*)
{
    return shape("RegistrationState", field("open", &RegistrationState::open));
}

// The one answer to what is asked for by an address.
struct Noted {
    bool noted = true;
};
constexpr auto shape_of(Noted*)
{
    return shape("Noted", field("noted", &Noted::noted));
}

// What is no token at all is one that nobody has.
db::Bytes secret_of(std::string const& token)
{
    return {unbase64url(token).value_or(token)};
}

Task<Noted> ask_for_reset(PublicTx& tx, Address in)
{
    co_await tx.last_maybe<Said>(sql::request_reset, in.email, tx.client().address);
    co_return Noted{};
}

Task<Address> look_at_reset(PublicTx& tx, Token in)
{
    auto const secret = secret_of(in.token);
    auto address = co_await tx.last_one<std::string>(sql::look_at_reset, secret);
    co_return Address{std::move(address)};
}

// The link is looked at first: who has none makes nobody hash anything.
Task<void> complete_reset(PublicTx& tx, identity::Services& services, NewPassword in)
{
    auto const secret = secret_of(in.token);
    auto const address = co_await tx.one<std::string>(sql::look_at_reset, secret);
    if (auto complaint = identity::password_problem(in.password, address))
        throw Failure(Problem::invalid, {}, {{"password", *complaint}});
    auto const hash = co_await services.hash_new_password(tx.loop(), in.password);
    co_await tx.last_maybe<Said>(sql::complete_reset, secret, tx.client().request_id, tx.client().address, hash);
}

Task<Noted> ask_for_registration(PublicTx& tx, identity::Services& services, Registration in)
{
    if (!services.options().self_registration)
        throw Failure(Problem::not_found);
    co_await tx.last_maybe<Said>(sql::request_registration, in.email, in.language, tx.client().address);
    co_return Noted{};
}

Task<Noted> confirm_my_email(AccountTx& tx)
{
    tx.send(sql::confirm_my_email);
    co_return Noted{};
}

Task<Noted> change_my_email(AccountTx& tx, Address in)
{
    db::Bytes const proof{tx.client().proof};
    tx.send(sql::change_my_email, proof, in.email);
    co_return Noted{};
}

Task<Address> confirm_email(PublicTx& tx, Token in)
{
    auto const secret = secret_of(in.token);
    auto address = co_await tx.last_one<std::string>(sql::confirm_email, secret, tx.client().request_id);
    co_return Address{std::move(address)};
}

}  // namespace

std::vector<Route> routes(identity::Services& services)
{
    auto complete_here = [&services](PublicTx& tx, NewPassword in) { return complete_reset(tx, services, std::move(in)); };
    auto state = [&services](PublicTx&) -> Task<RegistrationState> { co_return RegistrationState{services.options().self_registration}; };
    auto register_here = [&services](PublicTx& tx, Registration in) { return ask_for_registration(tx, services, std::move(in)); };
    return {
        post("/password-resets", "Ask for a link to a new password", open_to_all("nobody is signed in"), ask_for_reset).answers(202),
        post("/password-resets/opening", "Whose password a link is for", open_to_all("the link is the proof"), look_at_reset).answers(200),
        post("/password-resets/completion", "A new password by a link", open_to_all("the link is the proof"), complete_here),
        get("/registrations", "Whether one may open an account oneself", open_to_all("nobody is signed in"), state),
        post("/registrations", "Ask for a link to an account of one's own", open_to_all("nobody is signed in"), register_here).answers(202),
        post("/me/email-confirmations", "Ask for a link that confirms one's address", signed_in(), confirm_my_email).answers(202).once(),
        post("/me/email-changes", "Another e-mail address, within ten minutes of signing in", signed_in(), change_my_email)
            .answers(202)
            .once(),
        post("/email-confirmations", "Confirm an address by its link", open_to_all("the link is the proof"), confirm_email).answers(200),
    };
}

}  // namespace guildhall::recovery
