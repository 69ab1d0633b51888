#include "http/tls.h"

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <stdexcept>
#include <string_view>
#include <sys/stat.h>

#include <boost/asio/ssl/context.hpp>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

namespace guildhall::http {

namespace {

using Context = boost::asio::ssl::context;

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

std::unique_ptr<Context> made(CertificateFiles const& files)
{
    auto context = std::make_unique<Context>(Context::tls_server);
    boost::system::error_code error;
    context->use_certificate_chain_file(files.certificate, error);
    if (error)
        throw std::runtime_error("The TLS certificate cannot be read: " + files.certificate);
    context->use_private_key_file(files.key, Context::pem, error);
    if (error)
        throw std::runtime_error("The TLS key cannot be read, or is not that of the certificate: " + files.key);
    auto* const native = context->native_handle();
    SSL_CTX_set_min_proto_version(native, TLS1_2_VERSION);
    SSL_CTX_set_options(native,
                        SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_IGNORE_UNEXPECTED_EOF);
    SSL_CTX_set_mode(native, SSL_MODE_RELEASE_BUFFERS);
    if (SSL_CTX_set_cipher_list(native, ciphers) != 1 || SSL_CTX_check_private_key(native) != 1)
        throw std::runtime_error("The TLS key is not that of the certificate: " + files.key);
    SSL_CTX_set_alpn_select_cb(native, choose_protocol, nullptr);
    return context;
}

// All certificates, of which the first one answers, and hands over to the one that fits. Each connection keeps all of them.
struct Set {
    std::vector<std::unique_ptr<Context>> contexts;

    static int choose(SSL* connection, int*, void* own)
    {
        auto const* const name = SSL_get_servername(connection, TLSEXT_NAMETYPE_host_name);
        if (!name)
            return SSL_TLSEXT_ERR_NOACK;
        for (auto const& context : static_cast<Set const*>(own)->contexts) {
            auto* const native = context->native_handle();
            if (X509_check_host(SSL_CTX_get0_certificate(native), name, std::strlen(name), 0, nullptr) == 1) {
                SSL_set_SSL_CTX(connection, native);
                return SSL_TLSEXT_ERR_OK;
            }
        }
        return SSL_TLSEXT_ERR_NOACK;
    }
};

std::shared_ptr<Context> all_of(std::vector<CertificateFiles> const& files)
{
    if (files.empty())
        throw std::runtime_error("There is no TLS certificate.");
    auto set = std::make_shared<Set>();
    for (auto const& each : files)
        set->contexts.push_back(made(each));
    auto* const first = set->contexts.front().get();
    SSL_CTX_set_tlsext_servername_callback(first->native_handle(), Set::choose);
    SSL_CTX_set_tlsext_servername_arg(first->native_handle(), set.get());
    return {std::move(set), first};
}

// Differs when a file was changed or replaced; a link is followed.
std::string state_of(std::vector<CertificateFiles> const& files)
{
    std::string state;
    for (auto const& each : files)
        for (auto const& path : {each.certificate, each.key}) {
            struct stat found {};
            stat(path.c_str(), &found);
            state += path + " " + std::to_string(found.st_ino) + " " + std::to_string(found.st_size) + " " +
                     std::to_string(found.st_mtim.tv_sec) + "." + std::to_string(found.st_mtim.tv_nsec) + "\n";
        }
    return state;
}

}  // namespace

std::vector<CertificateFiles> certificates_in(std::string const& folder)
{
    std::vector<CertificateFiles> all;
    std::error_code error;
    for (auto const& entry : std::filesystem::directory_iterator(folder, error)) {
        CertificateFiles const files{entry.path() / "fullchain.pem", entry.path() / "privkey.pem"};
        std::error_code missing;
        if (std::filesystem::exists(files.certificate, missing) && std::filesystem::exists(files.key, missing))
            all.push_back(files);
    }
    std::ranges::sort(all, {}, &CertificateFiles::certificate);
    return all;
}

Tls::Tls(CertificateFiles first, std::string folder) : first_(std::move(first)), folder_(std::move(folder))
{
    reload();
}

Tls::~Tls() = default;

std::vector<CertificateFiles> Tls::files() const
{
    auto all = folder_.empty() ? std::vector<CertificateFiles>() : certificates_in(folder_);
    if (!first_.certificate.empty())
        all.insert(all.begin(), first_);
    return all;
}

void Tls::reload()
{
    auto const now = files();
    auto state = state_of(now);
    auto fresh = all_of(now);
    std::lock_guard const lock(mutex_);
    context_.swap(fresh);
    seen_.swap(state);
}

bool Tls::reload_if_changed()
{
    auto const now = state_of(files());
    {
        std::lock_guard const lock(mutex_);
        if (now == seen_)
            return false;
    }
    reload();
    return true;
}

std::shared_ptr<boost::asio::ssl::context> Tls::context() const
{
    std::lock_guard const lock(mutex_);
    return context_;
}

}  // namespace guildhall::http
