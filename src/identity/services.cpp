#include "identity/services.h"

#include <algorithm>
#include <thread>

#include "base/failure.h"
#include "base/secret.h"

namespace guildhall::identity {

namespace {

constexpr std::size_t most_waiting = 64;
constexpr std::string_view factor = "second factor";

// Half of the cores: hashing must not starve the loops.
std::size_t hashing_threads()
{
    return std::clamp<std::size_t>(std::thread::hardware_concurrency() / 2, 1, 4);
}

}  // namespace

Services::Services(Keys keys, Options options)
    : options_(std::move(options)),
      tokens_(std::move(keys.jwt), options_.public_url, options_.public_url + "/api"),
      pepper_(std::move(keys.pepper)),
      field_key_(std::move(keys.field)),
      csrf_key_(hmac_sha256(field_key_, "csrf tokens")),
      session_key_(hmac_sha256(field_key_, "token sessions")),
      offer_key_(hmac_sha256(field_key_, "offered second factors")),
      hashing_(std::in_place, hashing_threads(), most_waiting)
{
}

Task<std::string> Services::hash_password(Loop& loop, std::string password, std::string setting)
{
    return hashing_.value().hash(loop, std::move(setting), std::move(password), pepper_);
}

Task<std::string> Services::hash_new_password(Loop& loop, std::string password)
{
    return hash_password(loop, std::move(password), new_setting(options_.password_cost));
}

void Services::stop_hashing()
{
    hashing_.reset();
}

std::string Services::proof_of_token(Uuid session) const
{
    return hmac_sha256(session_key_, session.text());
}

std::string Services::csrf_token(std::string_view proof) const
{
    return base64url(hmac_sha256(csrf_key_, proof));
}

std::string Services::seal_factor(std::string_view secret) const
{
    return seal(field_key_, secret, factor);
}

std::optional<std::string> Services::unseal_factor(std::string_view sealed) const
{
    return unseal(field_key_, sealed, factor);
}

std::string Services::offered_factor(std::string_view email, std::string_view password_hash) const
{
    constexpr std::size_t totp_bytes = 20;
    return hmac_sha256(offer_key_, std::string(password_hash) + std::string(email)).substr(0, totp_bytes);
}

bool Services::admins_may_come_from(std::string_view address) const
{
    if (options_.admin_networks.empty())
        return true;
    auto const parsed = http::Address::parse(address);
    return parsed && http::contains(options_.admin_networks, *parsed);
}

void Services::keep(Founding founding)
{
    std::lock_guard lock(mutex_);
    founding_ = std::move(founding);
}

std::optional<Founding> Services::kept(std::string_view link) const
{
    std::lock_guard lock(mutex_);
    if (founding_ && equal_in_constant_time(founding_->link, link))
        return founding_;
    return {};
}

void Services::forget_founding()
{
    std::lock_guard lock(mutex_);
    founding_.reset();
}

}  // namespace guildhall::identity
