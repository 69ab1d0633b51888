#include "support/authenticator.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>

#include <stdexcept>

#include "base/secret.h"

namespace guildhall::support {

namespace {

constexpr std::uint8_t was_there = 0x01, was_verified = 0x04, with_key = 0x40;
constexpr int coordinate_bytes = 32;

std::string big_endian(std::uint32_t number, int bytes)
{
    std::string text;
    for (int i = bytes - 1; i >= 0; --i)
        text += static_cast<char>(number >> (8 * i));
    return text;
}

std::string coordinate(EVP_PKEY* key, char const* which)
{
    BIGNUM* number = nullptr;
    if (!EVP_PKEY_get_bn_param(key, which, &number))
        throw std::runtime_error("a key without coordinates");
    std::string bytes(coordinate_bytes, '\0');
    BN_bn2binpad(number, reinterpret_cast<unsigned char*>(bytes.data()), coordinate_bytes);
    BN_free(number);
    return bytes;
}

std::string quoted(std::string_view name, std::string_view value)
{
    return '"' + std::string(name) + "\":\"" + std::string(value) + '"';
}

}  // namespace

struct Authenticator::Key {
    EVP_PKEY* key = EVP_EC_gen("P-256");
    ~Key() { EVP_PKEY_free(key); }
};

Authenticator::Authenticator() : key_(std::make_unique<Key>()), id_(random_bytes(32)) {}
Authenticator::~Authenticator() = default;

std::string Authenticator::head(std::uint8_t flags) const
{
    return sha256(rp_id) + static_cast<char>(flags | was_there | (verifies ? was_verified : 0)) + big_endian(counter, 4);
}

std::string Authenticator::client_data(std::string_view type, std::string_view challenge) const
{
    return base64url("{" + quoted("type", type) + "," + quoted("challenge", challenge) + "," + quoted("origin", origin) +
                     R"(,"crossOrigin":false})");
}

// RFC 9052: a map of key type 2, algorithm -7, curve 1 and the coordinates.
std::string Authenticator::new_key_data() const
{
    using namespace std::string_literals;
    auto const cose = "\xa5\x01\x02\x03\x26\x20\x01\x21\x58\x20"s + coordinate(key_->key, OSSL_PKEY_PARAM_EC_PUB_X) + "\x22\x58\x20"s +
                      coordinate(key_->key, OSSL_PKEY_PARAM_EC_PUB_Y);
    return base64url(head(with_key) + std::string(16, '\0') + big_endian(static_cast<std::uint32_t>(id_.size()), 2) + id_ + cose);
}

std::string Authenticator::credential_id() const
{
    return base64url(id_);
}

std::string Authenticator::key_data() const
{
    return base64url(head(0));
}

std::string Authenticator::signature(std::string_view key_data, std::string_view client_data) const
{
    auto const message = unbase64url(key_data).value() + sha256(unbase64url(client_data).value());
    auto* const context = EVP_MD_CTX_new();
    std::size_t size = 0;
    std::string made;
    auto const* const bytes = reinterpret_cast<unsigned char const*>(message.data());
    if (EVP_DigestSignInit(context, nullptr, EVP_sha256(), nullptr, key_->key) &&
        EVP_DigestSign(context, nullptr, &size, bytes, message.size())) {
        made.resize(size);
        EVP_DigestSign(context, reinterpret_cast<unsigned char*>(made.data()), &size, bytes, message.size());
        made.resize(size);
    }
    EVP_MD_CTX_free(context);
    return base64url(made);
}

std::string Authenticator::made(std::string_view challenge) const
{
    return quoted("client_data", client_data("webauthn.create", challenge)) + "," + quoted("authenticator_data", new_key_data());
}

std::string Authenticator::answer(std::string_view challenge)
{
    ++counter;
    auto const data = key_data(), client = client_data("webauthn.get", challenge);
    return "{" + quoted("credential_id", credential_id()) + "," + quoted("client_data", client) + "," + quoted("authenticator_data", data) +
           "," + quoted("signature", signature(data, client)) + "}";
}

}  // namespace guildhall::support
