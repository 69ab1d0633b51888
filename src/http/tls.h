#pragma once
#include <memory>
#include <mutex>
#include <string>

namespace boost::asio::ssl {
class context;
}

namespace guildhall::http {

// The certificate and its key. TLS 1.2 and 1.3, HTTP/1.1 only. Shared by the servers of all loops.
class Tls {
public:
    Tls(std::string certificate_file, std::string key_file);  // throws std::runtime_error that says which file is bad
    ~Tls();

    // Reads both files anew, for new connections; if they are bad it throws and the old ones stay. May be called from any thread.
    void reload();

    // Each connection shares it, so that one that began before a reload keeps what it began with.
    std::shared_ptr<boost::asio::ssl::context> context() const;

private:
    std::string certificate_file_, key_file_;
    mutable std::mutex mutex_;
    std::shared_ptr<boost::asio::ssl::context> context_;
};

}  // namespace guildhall::http
