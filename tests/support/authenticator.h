#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

// An authenticator in software, as a phone or a security key would be: it makes one ES256 key and signs with it.
namespace guildhall::support {

class Authenticator {
public:
    Authenticator();
    ~Authenticator();
    Authenticator(Authenticator const&) = delete;
    Authenticator& operator=(Authenticator const&) = delete;

    // What a test may set otherwise than a good authenticator would.
    std::string rp_id = "guildhall.test", origin = "http://guildhall.test";
    bool verifies = true;  // its holder, by a fingerprint or a PIN
    std::uint32_t counter = 1;

    // All in base64url. The challenge is as the server said it.
    std::string client_data(std::string_view type, std::string_view challenge) const;
    std::string new_key_data() const;  // the authenticator data of a new key
    std::string credential_id() const;
    std::string key_data() const;  // the authenticator data of signing in
    std::string signature(std::string_view key_data, std::string_view client_data) const;

    // The fields of POST /me/passkeys but the name, and the object "passkey" of a sign-in.
    std::string made(std::string_view challenge) const;
    std::string answer(std::string_view challenge);  // counts

private:
    std::string head(std::uint8_t flags) const;

    struct Key;
    std::unique_ptr<Key> key_;
    std::string id_;
};

}  // namespace guildhall::support
