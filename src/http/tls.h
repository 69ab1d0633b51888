#pragma once
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace boost::asio::ssl {
class context;
}

namespace guildhall::http {

// A certificate with its chain, and its key: PEM files.
struct CertificateFiles {
    std::string certificate, key;

    bool operator==(CertificateFiles const&) const = default;
};

// Those of a folder as certbot keeps it (/etc/letsencrypt/live): <name>/fullchain.pem and <name>/privkey.pem, by name.
std::vector<CertificateFiles> certificates_in(std::string const& folder);

// The certificates of a server. TLS 1.2 and 1.3, HTTP/1.1 only. A client gets the first one that is for the host it names (SNI, RFC 6066
// section 3), else the first. Shared by the servers of all loops.
class Tls {
public:
    // first: empty where there is a folder alone. Throws std::runtime_error that says which file is bad, or that there is none.
    explicit Tls(CertificateFiles first, std::string folder = {});
    ~Tls();

    // Reads all files anew, for new connections; if one is bad it throws and the old ones stay. May be called from any thread.
    void reload();
    bool reload_if_changed();  // whether files have changed since they were read, or come or gone; then as reload()

    // Each connection shares it, so that one that began before a reload keeps what it began with.
    std::shared_ptr<boost::asio::ssl::context> context() const;

private:
    std::vector<CertificateFiles> files() const;

    CertificateFiles first_;
    std::string folder_;
    mutable std::mutex mutex_;
    std::string seen_;  // how the files were when they were read; under mutex_, as what follows
    std::shared_ptr<boost::asio::ssl::context> context_;
};

}  // namespace guildhall::http
