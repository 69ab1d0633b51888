#include "base/secret.h"
#include "identity/identity.sql.h"
#include "identity/sessions.h"
#include "identity/totp.h"

namespace guildhall::identity {

namespace sql {
constexpr auto setup_open = db::statement<text, "setup_open">;
constexpr auto setup_link_holds = db::statement<text, "setup_link_holds">;
constexpr auto set_up = db::statement<text, "set_up">;
}  // namespace sql

namespace {

// Both stand on the same ground: an agency adds its companies to it, one company never needs to.
enum class Purpose { company, agency };
constexpr std::array<std::string_view, 2> names_of(Purpose*)
{
    return {"company", "agency"};
}

struct SetupInput {
    std::string token;
    Purpose kind = Purpose::company;
    std::string name, email, password, company_name, country, currency;
    std::string language = "en";
};
constexpr auto shape_of(SetupInput*)
{
    return shape("SetupInput", field("token", &SetupInput::token, length(1, 200)), field("kind", &SetupInput::kind),
                 field("name", &SetupInput::name, length(1, 200), not_blank), field("email", &SetupInput::email, email),
                 field("password", &SetupInput::password), field("company_name", &SetupInput::company_name, length(1, 200), not_blank),
                 field("country", &SetupInput::country, country_code), field("currency", &SetupInput::currency, currency_code),
                 field("language", &SetupInput::language, language_tag, or_default));
}

struct Setup {
    std::string totp_secret, otpauth_url;
};
constexpr auto shape_of(Setup*)
{
    return shape("Setup", field("totp_secret", &Setup::totp_secret), field("otpauth_url", &Setup::otpauth_url));
}

struct SetupConfirmation {
    std::string token, code;
};
constexpr auto shape_of(SetupConfirmation*)
{
    return shape("SetupConfirmation", field("token", &SetupConfirmation::token, length(1, 200)),
                 field("code", &SetupConfirmation::code, length(0, 20)));
}

struct SetupState {
    bool open = false;
};
constexpr auto shape_of(SetupState*)
{
    return shape("SetupState", field("open", &SetupState::open));
}

Failure over()
{
    return Failure(Problem::unauthenticated, "This link was used or is over. Start the server again for a new one.");
}

db::Bytes link_secret(std::string const& token)
{
    auto secret = unbase64url(token);
    if (!secret)
        throw over();
    return {std::move(*secret)};
}

Task<SetupState> state(PublicTx& tx)
{
    bool const open = co_await tx.one<bool>(sql::setup_open);
    co_return SetupState{open};
}

// Nothing is kept in the database before the code has shown that the second factor works.
Task<Setup> begin(PublicTx& tx, Services& services, SetupInput in)
{
    auto const secret = link_secret(in.token);
    bool const holds = co_await tx.one<bool>(sql::setup_link_holds, secret);
    if (!holds)
        throw over();
    if (auto complaint = password_problem(in.password, in.email))
        throw Failure(Problem::invalid, {}, {{"password", *complaint}});
    Founding founding{.link = sha256(secret.bytes),
                      .name = in.name,
                      .email = in.email,
                      .password_hash = {},
                      .company_name = in.company_name,
                      .country = in.country,
                      .currency = in.currency,
                      .language = in.language,
                      .totp_secret = new_totp_secret()};
    founding.password_hash = co_await services.hash_new_password(tx.loop(), in.password);
    Setup setup{base32(founding.totp_secret), otpauth_uri(founding.totp_secret, "Guildhall", founding.email)};
    services.keep(std::move(founding));
    co_return setup;
}

std::string first_spot(std::string_view language)
{
    if (language.starts_with("es"))
        return "Oficina";
    if (language.starts_with("fr"))
        return "Bureau";
    return language.starts_with("de") ? "Büro" : "Office";
}

Task<void> found(PublicTx& tx, Services& services, db::Bytes secret, Founding founding, std::int64_t step)
{
    db::Bytes sealed{services.seal_factor(founding.totp_secret)};
    // One person, one company: the agency that the tree needs above a guild bears the same name.
    co_await tx.maybe<std::optional<std::string>>(sql::set_up, secret, tx.client().request_id, Uuid::make(), founding.email, founding.name,
                                                  founding.language, founding.password_hash, sealed, step - 1, Uuid::make(),
                                                  founding.company_name, Uuid::make(), founding.company_name, founding.currency,
                                                  founding.country, Uuid::make(), first_spot(founding.language));
    services.forget_founding();
}

Task<Reply<Session>> confirm(PublicTx& tx, Services& services, SetupConfirmation in)
{
    if (!tx.client().same_origin)
        throw Failure(Problem::forbidden, "The first run happens on Guildhall's own page.");
    auto const secret = link_secret(in.token);
    auto founding = services.kept(sha256(secret.bytes));
    if (!founding)
        throw over();
    auto const step = matched_step(founding->totp_secret, in.code, tx.now());
    if (!step)
        throw Failure(Problem::invalid, {}, {{"code", "is not the code that the app shows now"}});
    co_await found(tx, services, secret, *founding, *step);
    Entry entry{.email = founding->email, .hash = founding->password_hash, .kind = Kind::browser, .factor = "passed", .factor_step = *step};
    auto entered = co_await enter(tx, services, std::move(entry));
    if (!entered.session)
        throw Failure(Problem::unauthenticated, "Guildhall is set up. Please sign in.");
    co_return std::move(*entered.session);
}

}  // namespace

std::vector<Route> setup_routes(Services& services)
{
    auto begin_here = [&services](PublicTx& tx, SetupInput in) { return begin(tx, services, std::move(in)); };
    auto confirm_here = [&services](PublicTx& tx, SetupConfirmation in) { return confirm(tx, services, std::move(in)); };
    return {
        get("/setup", "Whether the first admin may still be made by a link", open_to_all("there is nobody yet"), state),
        post("/setup", "The first run: who, and for which company", open_to_all("the one-time link is the proof"), begin_here),
        post("/setup/confirmation", "The first run: the second factor works", open_to_all("the one-time link is the proof"), confirm_here),
    };
}

}  // namespace guildhall::identity
