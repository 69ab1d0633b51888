#include "base/secret.h"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <openssl/rand.h>

#include <memory>
#include <stdexcept>

namespace guildhall {

namespace {

struct Free {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
    void operator()(EVP_MAC_CTX* context) const { EVP_MAC_CTX_free(context); }
    void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};

unsigned char const* octets(std::string_view bytes)
{
    // OpenSSL takes null for "as before", not for "empty".
    return reinterpret_cast<unsigned char const*>(bytes.empty() ? "" : bytes.data());
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

// One keyed context per thread and digest: looking algorithms up by name costs more than the digest of a short text.
class Hmac {
public:
    explicit Hmac(char const* digest)
    {
        EVP_MAC* mac = EVP_MAC_fetch(nullptr, "HMAC", nullptr);
        must(mac);
        context_.reset(EVP_MAC_CTX_new(mac));
        EVP_MAC_free(mac);
        OSSL_PARAM const params[] = {
            OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, const_cast<char*>(digest), 0),
            OSSL_PARAM_construct_end(),
        };
        must(context_ && EVP_MAC_CTX_set_params(context_.get(), params));
    }
    // Tokens are checked with the same key each time: then the context begins anew without taking the key in again.
    std::string operator()(std::string_view key, std::string_view bytes)
    {
        std::string code(EVP_MAX_MD_SIZE, '\0');
        std::size_t length = 0;
        bool known = key_ == key;
        if (!known)
            key_.reset();
        must(EVP_MAC_init(context_.get(), known ? nullptr : octets(key), known ? 0 : key.size(), nullptr) &&
             EVP_MAC_update(context_.get(), octets(bytes), bytes.size()) &&
             EVP_MAC_final(context_.get(), octets(code), &length, code.size()));
        if (!known)
            key_.emplace(key);
        code.resize(length);
        return code;
    }

private:
    std::unique_ptr<EVP_MAC_CTX, Free> context_;
    std::optional<std::string> key_;  // that the context holds
};

constexpr std::size_t key_size = 32, nonce_size = 12, tag_size = 16;

EVP_CIPHER const* aes_256_gcm()
{
    static EVP_CIPHER* const cipher = EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr);
    must(cipher);
    return cipher;
}

void need_key(std::string_view key)
{
    if (key.size() != key_size)
        throw std::invalid_argument("a sealing key has 32 bytes");
}

}  // namespace

std::string random_bytes(std::size_t count)
{
    std::string bytes(count, '\0');
    must(RAND_bytes(octets(bytes), static_cast<int>(count)) == 1);
    return bytes;
}

std::string sha256(std::string_view bytes)
{
    thread_local Sha256 hash;
    hash.add(bytes);
    return hash.digest();
}

struct Sha256::State {
    std::unique_ptr<EVP_MD_CTX, Free> context{EVP_MD_CTX_new()};

    void begin() const
    {
        static EVP_MD* const digest = EVP_MD_fetch(nullptr, "SHA256", nullptr);
        must(digest && context && EVP_DigestInit_ex2(context.get(), digest, nullptr));
    }
};

Sha256::Sha256() : state_(std::make_unique<State>())
{
    state_->begin();
}

Sha256::~Sha256() = default;

void Sha256::add(std::string_view bytes)
{
    must(EVP_DigestUpdate(state_->context.get(), octets(bytes), bytes.size()));
}

std::string Sha256::digest()
{
    std::string result(32, '\0');
    must(EVP_DigestFinal_ex(state_->context.get(), octets(result), nullptr));
    state_->begin();
    return result;
}

std::string hmac_sha256(std::string_view key, std::string_view bytes)
{
    thread_local Hmac hmac("SHA256");
    return hmac(key, bytes);
}

std::string hmac_sha384(std::string_view key, std::string_view bytes)
{
    thread_local Hmac hmac("SHA384");
    return hmac(key, bytes);
}

std::string hmac_sha1(std::string_view key, std::string_view bytes)
{
    thread_local Hmac hmac("SHA1");
    return hmac(key, bytes);
}

bool equal_in_constant_time(std::string_view a, std::string_view b)
{
    return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

std::string seal(std::string_view key, std::string_view plain, std::string_view about)
{
    need_key(key);
    std::string sealed = random_bytes(nonce_size);
    sealed.resize(nonce_size + plain.size() + tag_size);
    std::unique_ptr<EVP_CIPHER_CTX, Free> context(EVP_CIPHER_CTX_new());
    unsigned char* out = octets(sealed);
    int length = 0;
    must(context && EVP_EncryptInit_ex2(context.get(), aes_256_gcm(), octets(key), out, nullptr) &&
         EVP_EncryptUpdate(context.get(), nullptr, &length, octets(about), static_cast<int>(about.size())) &&
         EVP_EncryptUpdate(context.get(), out + nonce_size, &length, octets(plain), static_cast<int>(plain.size())) &&
         EVP_EncryptFinal_ex(context.get(), out + nonce_size + length, &length) &&
         EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_GET_TAG, tag_size, out + nonce_size + plain.size()));
    return sealed;
}

std::optional<std::string> unseal(std::string_view key, std::string_view sealed, std::string_view about)
{
    need_key(key);
    if (sealed.size() < nonce_size + tag_size)
        return std::nullopt;
    auto body = sealed.substr(nonce_size, sealed.size() - nonce_size - tag_size);
    std::string tag(sealed.substr(nonce_size + body.size()));
    std::string plain(body.size() + 1, '\0');  // never empty, so that there is somewhere to point at
    std::unique_ptr<EVP_CIPHER_CTX, Free> context(EVP_CIPHER_CTX_new());
    int length = 0;
    must(context && EVP_DecryptInit_ex2(context.get(), aes_256_gcm(), octets(key), octets(sealed), nullptr) &&
         EVP_DecryptUpdate(context.get(), nullptr, &length, octets(about), static_cast<int>(about.size())) &&
         EVP_DecryptUpdate(context.get(), octets(plain), &length, octets(body), static_cast<int>(body.size())) &&
         EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_SET_TAG, tag_size, tag.data()));
    if (EVP_DecryptFinal_ex(context.get(), octets(plain) + body.size(), &length) != 1)
        return std::nullopt;
    plain.resize(body.size());
    return plain;
}

}  // namespace guildhall
