#include "http/tls.h"

#include <cstring>
#include <stdexcept>
#include <string_view>

#include <boost/asio/ssl/context.hpp>
#include <openssl/ssl.h>

namespace guildhall::http {

namespace {

constexpr char ciphers[] = "ECDHE+AESGCM:ECDHE+CHACHA20";  // for TLS 1.2; those of 1.3 are all good

// HTTP/1.1 or no answer (RFC 7301 section 3.2).
int choose_protocol(SSL*, unsigned char const** out, unsigned char* out_size, unsigned char const* in, unsigned size, void*)
{
    static constexpr unsigned char ours[] = "\x08http/1.1";
    unsigned char* chosen = nullptr;
    int const result = SSL_select_next_proto(&chosen, out_size, ours, sizeof ours - 1, in, size);
    *out = chosen;
    return result == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_ALERT_FATAL;
}

std::shared_ptr<boost::asio::ssl::context> made(std::string const& certificate_file, std::string const& key_file)
{
    using Context = boost::asio::ssl::context;
    auto context = std::make_shared<Context>(Context::tls_server);
    boost::system::error_code error;
    context->use_certificate_chain_file(certificate_file, error);
    if (error)
        throw std::runtime_error("The TLS certificate cannot be read: " + certificate_file);
    context->use_private_key_file(key_file, Context::pem, error);
    if (error)
        throw std::runtime_error("The TLS key cannot be read, or is not that of the certificate: " + key_file);
    auto* const native = context->native_handle();
    SSL_CTX_set_min_proto_version(native, TLS1_2_VERSION);
    SSL_CTX_set_options(native,
                        SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_IGNORE_UNEXPECTED_EOF);
    SSL_CTX_set_mode(native, SSL_MODE_RELEASE_BUFFERS);
    if (SSL_CTX_set_cipher_list(native, ciphers) != 1 || SSL_CTX_check_private_key(native) != 1)
        throw std::runtime_error("The TLS key is not that of the certificate: " + key_file);
    SSL_CTX_set_alpn_select_cb(native, choose_protocol, nullptr);
    return context;
}

}  // namespace

Tls::Tls(std::string certificate_file, std::string key_file)
    : certificate_file_(std::move(certificate_file)), key_file_(std::move(key_file)), context_(made(certificate_file_, key_file_))
{
}

Tls::~Tls() = default;

void Tls::reload()
{
    auto fresh = made(certificate_file_, key_file_);
    std::lock_guard const lock(mutex_);
    context_.swap(fresh);
}

std::shared_ptr<boost::asio::ssl::context> Tls::context() const
{
    std::lock_guard const lock(mutex_);
    return context_;
}

}  // namespace guildhall::http
