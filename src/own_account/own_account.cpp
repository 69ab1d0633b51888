#include "own_account/own_account.h"

#include <array>

#include "api/bind.h"
#include "customers/customers.h"
#include "identity/sessions.h"
#include "own_account/own_account.sql.h"
#include "own_account/picture.h"

namespace guildhall::own_account {

namespace sql {
constexpr auto profile = db::statement<text, "profile">;
constexpr auto update_profile = db::statement<text, "update_profile">;
constexpr auto my_picture = db::statement<text, "my_picture">;
constexpr auto set_picture = db::statement<text, "set_picture">;
constexpr auto remove_picture = db::statement<text, "remove_picture">;
constexpr auto picture_of = db::statement<text, "picture_of">;
constexpr auto change_password = db::statement<text, "change_password">;
constexpr auto delete_account = db::statement<text, "delete_account">;
constexpr auto whole = db::statement<text, "export">;
}  // namespace sql

namespace {

inline constexpr Permission may_read_accounts{"accounts.read"};

enum class Theme { system, light, dark };
constexpr std::array<std::string_view, 3> names_of(Theme*)
{
    return {"system", "light", "dark"};
}

// reminders: whether the app says when something is due. new_email: another address that waits for the link that went there.
struct Profile {
    Uuid id;
    std::string email, name;
    bool email_confirmed = false;
    std::optional<std::string> new_email, phone;
    std::optional<customers::Address> address;
    std::string language;
    Theme theme = Theme::system;
    bool reminders = true, picture = false, second_factor = false;
    std::int32_t version = 1;
    Time created_at;
};
constexpr auto shape_of(Profile*)
{
    return shape("Profile", field("id", &Profile::id), field("email", &Profile::email), field("name", &Profile::name),
                 field("email_confirmed", &Profile::email_confirmed), field("new_email", &Profile::new_email),
                 field("phone", &Profile::phone), field("address", &Profile::address), field("language", &Profile::language),
                 field("theme", &Profile::theme), field("reminders", &Profile::reminders), field("picture", &Profile::picture),
                 field("second_factor", &Profile::second_factor), field("version", &Profile::version),
                 field("created_at", &Profile::created_at));
}

struct ProfileChange {
    std::optional<std::string> if_match;
    Change<std::string> name;
    Change<std::optional<std::string>> phone;
    Change<std::optional<customers::Address>> address;
    Change<std::string> language;
    Change<Theme> theme;
    Change<bool> reminders;
};
constexpr auto shape_of(ProfileChange*)
{
    return shape("ProfileChange", field("if_match", &ProfileChange::if_match),
                 field("name", &ProfileChange::name, length(1, 200), not_blank),
                 field("phone", &ProfileChange::phone, length(1, 50), not_blank), field("address", &ProfileChange::address),
                 field("language", &ProfileChange::language, language_tag), field("theme", &ProfileChange::theme),
                 field("reminders", &ProfileChange::reminders));
}

struct PictureInput {
    Upload file;
};
constexpr auto shape_of(PictureInput*)
{
    return shape("PictureInput", field("file", &PictureInput::file));
}

struct PictureOf {
    Uuid account_id;
};
constexpr auto shape_of(PictureOf*)
{
    return shape("PictureOf", field("account_id", &PictureOf::account_id));
}

struct StoredPicture {
    std::string type;
    db::Bytes content;
};
constexpr auto shape_of(StoredPicture*)
{
    return shape("StoredPicture", field("type", &StoredPicture::type), field("content", &StoredPicture::content));
}

struct NewPassword {
    std::string password;
};
constexpr auto shape_of(NewPassword*)
{
    return shape("NewPassword", field("password", &NewPassword::password));
}

struct HashedPassword {
    std::string password, hash;
};

void expect_usable(std::string_view password, std::string_view email)
{
    if (auto complaint = identity::password_problem(password, email))
        throw Failure(Problem::invalid, {}, {{"password", *complaint}});
}

Task<Profile> profile(AccountTx& tx)
{
    return tx.last_one<Profile>(sql::profile);
}

Task<Profile> change(AccountTx& tx, ProfileChange changes)
{
    auto now = co_await tx.one<Profile>(sql::profile);
    expect_version(changes.if_match, now);
    apply(now, changes);
    tx.send(sql::update_profile, now.version, now.name, now.phone, now.address, now.language, now.theme, now.reminders);
    co_return co_await tx.last_one<Profile>(sql::profile);
}

Document as_document(StoredPicture picture)
{
    auto const ending = picture.type.substr(picture.type.find('/') + 1);
    return {"picture." + ending, std::move(picture.type), std::move(picture.content.bytes)};
}

Task<Document> my_picture(AccountTx& tx)
{
    co_return as_document(co_await tx.last_one<StoredPicture>(sql::my_picture));
}

Task<Document> picture_of(Tx& tx, PictureOf which)
{
    co_return as_document(co_await tx.last_one<StoredPicture>(sql::picture_of, which.account_id));
}

// What the bytes are is decided by the bytes; whoever gets them is told not to guess otherwise (nosniff, a sandbox: app/front.cpp).
Task<void> set_picture(AccountTx& tx, PictureInput in)
{
    auto const type = picture_type(in.file.bytes);
    if (!type)
        throw Failure(Problem::invalid, {}, {{"file", "must be a PNG, JPEG or WebP picture"}});
    if (in.file.bytes.size() > largest_picture)
        throw Failure(Problem::invalid, {}, {{"file", "must have at most 256 kB"}});
    db::Bytes const content{std::move(in.file.bytes)};
    tx.send(sql::set_picture, *type, content);
    co_return;
}

Task<void> remove_picture(AccountTx& tx)
{
    tx.send(sql::remove_picture);
    co_return;
}

Task<HashedPassword> hashed(identity::Services& services, Loop& loop, NewPassword in)
{
    expect_usable(in.password, {});
    auto hash = co_await services.hash_new_password(loop, in.password);
    co_return HashedPassword{std::move(in.password), std::move(hash)};
}

Task<void> change_password(AccountTx& tx, HashedPassword in)
{
    auto const mine = co_await tx.one<Profile>(sql::profile);
    expect_usable(in.password, mine.email);
    db::Bytes const proof{tx.client().proof};
    tx.send(sql::change_password, proof, in.hash);
}

Task<Reply<Nothing>> delete_account(AccountTx& tx)
{
    db::Bytes const proof{tx.client().proof};
    tx.send(sql::delete_account, proof);
    Reply<Nothing> gone;
    if (tx.client().browser)
        gone.headers.emplace_back("Set-Cookie", identity::remove_cookie());
    co_return gone;
}

Task<Document> everything(AccountTx& tx)
{
    auto const all = co_await tx.last_one<db::Json>(sql::whole);
    co_return Document{"account.json", "application/json", all.text};
}

}  // namespace

std::vector<Route> routes(identity::Services& services)
{
    auto ready = [&services](Loop& loop, NewPassword in) { return hashed(services, loop, std::move(in)); };
    return {
        get("/me/profile", "One's own account", signed_in(), profile),
        patch("/me/profile", "Change one's own account", signed_in(), change),
        get("/me/picture", "One's picture", signed_in(), my_picture),
        put("/me/picture", "Another picture of oneself", signed_in(), set_picture).uploads(),
        del("/me/picture", "Remove one's picture", signed_in(), remove_picture),
        get("/accounts/{account_id}/picture", "Somebody's picture", needs(may_read_accounts), picture_of),
        put("/me/password", "Another password, within ten minutes of signing in", signed_in(), prepared(ready, change_password)),
        get("/me/export.json", "All that is kept of oneself", signed_in(), everything),
        del("/me", "Delete one's account, within ten minutes of signing in", signed_in(), delete_account),
    };
}

}  // namespace guildhall::own_account
