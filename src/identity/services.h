#pragma once
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/loop.h"
#include "base/task.h"
#include "http/countries.h"
#include "http/network.h"
#include "identity/hashing.h"
#include "identity/jwt.h"
#include "identity/keys.h"
#include "identity/password.h"

namespace guildhall::identity {

struct Options {
    std::string public_url;  // "https://crm.example.com": whose pages may send a browser's session
    int password_cost = default_cost;
    std::vector<http::Network> admin_networks = {};  // where admins and moderators may sign in; none: everywhere
    bool self_registration = false;                  // whether anybody may open an account as `user`
    http::Countries countries = {};                  // from where somebody signs in
};

// Who asked for the first installation, until the code of the second factor proves it. In memory, so that nothing half-done remains.
struct Founding {
    std::string link;  // the digest of the one-time link's token
    std::string name, email, password_hash, company_name, country, currency, language;
    std::string totp_secret;
};

// What signing in needs beside the database: the keys, and threads that hash. One for all loops; may be used from any of them.
class Services {
public:
    Services(Keys keys, Options options);

    Options const& options() const { return options_; }
    AccessTokens const& tokens() const { return tokens_; }

    // bcrypt by the setting, in the pool: no connection should be held meanwhile.
    Task<std::string> hash_password(Loop& loop, std::string password, std::string setting);
    Task<std::string> hash_new_password(Loop& loop, std::string password);
    // Whether a password that fitted should be hashed anew: with the present pepper, or at the cost that is set.
    bool outdated(std::string_view hash) const { return peppers_.outdated(hash, options_.password_cost); }
    void stop_hashing();  // when no loop runs any more, and before the loops are gone

    // The secret of an API client's session follows from its id, so that a token holds nothing that could be a cookie.
    std::string proof_of_token(Uuid session) const;
    // Bound to the session: who cannot read our pages cannot know it.
    std::string csrf_token(std::string_view proof) const;

    std::string seal_factor(std::string_view secret) const;
    std::optional<std::string> unseal_factor(std::string_view sealed) const;
    // The same secret sealed with the present key, if it is not; nothing if it is, or if no key fits.
    std::optional<std::string> sealed_anew(std::string_view sealed) const;
    // The TOTP secret that is offered to an account without one. It follows from address and password hash, so that nothing need be
    // kept between the offer and the first code.
    std::string offered_factor(std::string_view email, std::string_view password_hash) const;

    // A secret that is offered to somebody who is signed in, and comes back with its first code: sealed for that session alone.
    std::string seal_offer(std::string_view secret, std::string_view proof) const;
    std::optional<std::string> unseal_offer(std::string_view sealed, std::string_view proof) const;

    bool admins_may_come_from(std::string_view address) const;
    std::optional<std::string> country_of(std::string_view address) const;  // ISO 3166 alpha-2

    void keep(Founding founding);
    std::optional<Founding> kept(std::string_view link) const;
    void forget_founding();

private:
    Options options_;
    AccessTokens tokens_;
    Peppers peppers_;
    std::vector<std::string> field_keys_;  // the present one first
    std::string csrf_key_, session_key_, offer_key_;
    mutable std::mutex mutex_;
    std::optional<Founding> founding_;  // under mutex_
    std::optional<Hashing> hashing_;
};

}  // namespace guildhall::identity
