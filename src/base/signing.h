#pragma once
#include <string>
#include <string_view>

namespace guildhall {

// Signs with Ed25519 (RFC 8032). The seed is the private key: 32 bytes, which never leave this value.
class Signer {
public:
    explicit Signer(std::string seed);

    std::string const& public_key() const { return public_key_; }  // 32 bytes
    std::string const& kid() const { return kid_; }
    std::string sign(std::string_view message) const;  // 64 bytes

private:
    std::string seed_, public_key_, kid_;
};

// What a public key is called: the first 16 hexadecimal digits of its SHA-256.
std::string kid_of(std::string_view public_key);

bool is_signed_by(std::string_view public_key, std::string_view message, std::string_view signature);

}  // namespace guildhall
