#pragma once
#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

// Randomness, digests and encodings, all by OpenSSL. A bytes value is a std::string of bytes.
namespace guildhall {

using Digest = std::array<std::uint8_t, 32>;

std::string random_bytes(std::size_t count);
std::string sha256(std::string_view bytes);  // 32 bytes
// The same of what comes piece by piece.
class Sha256 {
public:
    Sha256();
    ~Sha256();
    Sha256(Sha256 const&) = delete;
    Sha256& operator=(Sha256 const&) = delete;

    void add(std::string_view bytes);
    std::string digest();  // 32 bytes; it begins anew

private:
    struct State;
    std::unique_ptr<State> state_;
};

std::string hmac_sha256(std::string_view key, std::string_view bytes);
std::string hmac_sha384(std::string_view key, std::string_view bytes);
std::string hmac_sha1(std::string_view key, std::string_view bytes);  // for TOTP alone (RFC 6238)
bool equal_in_constant_time(std::string_view a, std::string_view b);

std::string hex(std::string_view bytes);
std::optional<std::string> unhex(std::string_view text);
std::string base64url(std::string_view bytes);                  // RFC 4648 section 5, no padding
std::optional<std::string> unbase64url(std::string_view text);  // canonical only
std::string base64(std::string_view bytes);                     // RFC 4648 section 4, padded

// AES-256-GCM; a 12-byte nonce is put in front, a 16-byte tag behind. `about` is bound to it (RFC 5116 associated data).
std::string seal(std::string_view key, std::string_view plain, std::string_view about);
std::optional<std::string> unseal(std::string_view key, std::string_view sealed, std::string_view about);

}  // namespace guildhall
