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
      peppers_{std::move(keys.pepper), std::move(keys.former_peppers)},
      field_keys_(std::move(keys.former_fields)),
      csrf_key_(hmac_sha256(keys.session, "csrf tokens")),
      session_key_(hmac_sha256(keys.session, "token sessions")),
      offer_key_(hmac_sha256(keys.session, "offered second factors")),
      hashing_(std::in_place, hashing_threads(), most_waiting)
{
    field_keys_.insert(field_keys_.begin(), std::move(keys.field));
}

Task<std::string> Services::hash_password(Loop& loop, std::string password, std::string setting)
{
    auto const& pepper = peppers_.of(setting);
    for (auto const& more : rest_of_work(setting, options_.password_cost))
        co_await hashing_.value().hash(loop, more, password, pepper);
    co_return co_await hashing_.value().hash(loop, std::move(setting), std::move(password), pepper);
}

Task<std::string> Services::hash_new_password(Loop& loop, std::string password)
{
    return hash_password(loop, std::move(password), new_setting(options_.password_cost) + "~" + pepper_mark(peppers_.present));
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
    return seal(field_keys_.front(), secret, factor);
}

std::optional<std::string> Services::unseal_factor(std::string_view sealed) const
{
    for (auto const& key : field_keys_)
        if (auto secret = unseal(key, sealed, factor))
            return secret;
    return {};
}

std::optional<std::string> Services::sealed_anew(std::string_view sealed) const
{
    if (unseal(field_keys_.front(), sealed, factor))
        return {};
    auto const secret = unseal_factor(sealed);
    return secret ? std::optional(seal_factor(*secret)) : std::nullopt;
}

std::string Services::offered_factor(std::string_view email, std::string_view password_hash) const
{
    constexpr std::size_t totp_bytes = 20;
    return hmac_sha256(offer_key_, std::string(password_hash) + std::string(email)).substr(0, totp_bytes);
}

namespace {
std::string offer_for(std::string_view proof)
{
    return "offered second factor of " + sha256(proof);
}
}  // namespace

std::string Services::seal_offer(std::string_view secret, std::string_view proof) const
{
    return seal(offer_key_, secret, offer_for(proof));
}

std::optional<std::string> Services::unseal_offer(std::string_view sealed, std::string_view proof) const
{
    return unseal(offer_key_, sealed, offer_for(proof));
}

bool Services::admins_may_come_from(std::string_view address) const
{
    if (options_.admin_networks.empty())
        return true;
    auto const parsed = http::Address::parse(address);
    return parsed && http::contains(options_.admin_networks, *parsed);
}

std::optional<std::string> Services::country_of(std::string_view address) const
{
    auto const parsed = http::Address::parse(address);
    return parsed ? options_.countries.of(*parsed) : std::nullopt;
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
