#include "base/signing.h"

#include <openssl/evp.h>

#include <memory>
#include <stdexcept>

#include "base/secret.h"

namespace guildhall {

namespace {

constexpr std::size_t key_size = 32, signature_size = 64;

struct Free {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
using Key = std::unique_ptr<EVP_PKEY, Free>;
using Context = std::unique_ptr<EVP_MD_CTX, Free>;

unsigned char const* octets(std::string_view bytes)
{
    return reinterpret_cast<unsigned char const*>(bytes.data());
}
unsigned char* octets(std::string& bytes)
{
    return reinterpret_cast<unsigned char*>(bytes.data());
}

void must(bool done)
{
    if (!done)
        throw std::runtime_error("OpenSSL refused an operation");
}

Key private_key(std::string_view seed)
{
    Key key(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, octets(seed), seed.size()));
    must(key != nullptr);
    return key;
}

}  // namespace

Signer::Signer(std::string seed) : seed_(std::move(seed)), public_key_(key_size, '\0')
{
    if (seed_.size() != key_size)
        throw std::invalid_argument("a signing key has 32 bytes");
    auto size = public_key_.size();
    must(EVP_PKEY_get_raw_public_key(private_key(seed_).get(), octets(public_key_), &size) == 1);
    kid_ = kid_of(public_key_);
}

std::string Signer::sign(std::string_view message) const
{
    auto const key = private_key(seed_);
    Context const context(EVP_MD_CTX_new());
    std::string signature(signature_size, '\0');
    auto size = signature.size();
    must(context && EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1 &&
         EVP_DigestSign(context.get(), octets(signature), &size, octets(message), message.size()) == 1);
    return signature;
}

std::string kid_of(std::string_view public_key)
{
    constexpr std::size_t digits = 16;
    return hex(sha256(public_key)).substr(0, digits);
}

bool is_signed_by(std::string_view public_key, std::string_view message, std::string_view signature)
{
    if (public_key.size() != key_size || signature.size() != signature_size)
        return false;
    Key const key(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, octets(public_key), public_key.size()));
    Context const context(EVP_MD_CTX_new());
    return key && context && EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1 &&
           EVP_DigestVerify(context.get(), octets(signature), signature.size(), octets(message), message.size()) == 1;
}

}  // namespace guildhall
