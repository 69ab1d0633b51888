#pragma once
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/loop.h"
#include "base/task.h"
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
    void stop_hashing();  // when no loop runs any more, and before the loops are gone

    // The secret of an API client's session follows from its id, so that a token holds nothing that could be a cookie.
    std::string proof_of_token(Uuid session) const;
    // Bound to the session: who cannot read our pages cannot know it.
    std::string csrf_token(std::string_view proof) const;

    std::string seal_factor(std::string_view secret) const;
    std::optional<std::string> unseal_factor(std::string_view sealed) const;
    // The TOTP secret that is offered to an account without one. It follows from address and password hash, so that nothing need be
    // kept between the offer and the first code.
    std::string offered_factor(std::string_view email, std::string_view password_hash) const;

    bool admins_may_come_from(std::string_view address) const;

    void keep(Founding founding);
    std::optional<Founding> kept(std::string_view link) const;
    void forget_founding();

private:
    Options options_;
    AccessTokens tokens_;
    std::string pepper_, field_key_, csrf_key_, session_key_, offer_key_;
    mutable std::mutex mutex_;
    std::optional<Founding> founding_;  // under mutex_
    std::optional<Hashing> hashing_;
};

}  // namespace guildhall::identity
