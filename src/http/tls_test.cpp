#include "http/tls.h"

#include "http/server.h"
#include "support/raw_http.h"

#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <openssl/ssl.h>
#include <unistd.h>

namespace guildhall::http {
namespace {

using test::get;
using test::Serving;

// A folder with certificates, made by the openssl of the machine.
class Certificates {
public:
    Certificates() : folder_(testing::TempDir() + "guildhall_tls_" + std::to_string(getpid()))
    {
        std::filesystem::create_directory(folder_);
    }
    ~Certificates() { std::filesystem::remove_all(folder_); }
    void make(std::string const& name, std::string const& subject) const
    {
        auto const command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=" + subject +
                             " -keyout " + path(name + ".key") + " -out " + path(name + ".pem") + " 2>/dev/null";
        ASSERT_EQ(std::system(command.c_str()), 0);
    }
    std::string path(std::string const& name) const { return folder_ + "/" + name; }

private:
    std::string folder_;
};

// A TLS client by OpenSSL itself.
class TlsClient {
public:
    explicit TlsClient(std::string const& address, int version = TLS1_3_VERSION, char const* protocol = nullptr, char const* host = nullptr)
        : context_(SSL_CTX_new(TLS_client_method()), SSL_CTX_free), bio_(BIO_new_ssl_connect(context(version)), BIO_free_all)
    {
        SSL* ssl = nullptr;
        BIO_get_ssl(bio_.get(), &ssl);
        if (protocol)
            SSL_set_alpn_protos(ssl, reinterpret_cast<unsigned char const*>(protocol), static_cast<unsigned>(std::strlen(protocol)));
        if (host)
            SSL_set_tlsext_host_name(ssl, host);
        BIO_set_conn_hostname(bio_.get(), address.c_str());
        is_connected = BIO_do_connect(bio_.get()) == 1;
        if (is_connected)
            subject = subject_of(ssl);
    }
    std::string ask(std::string const& bytes) const
    {
        BIO_write(bio_.get(), bytes.data(), static_cast<int>(bytes.size()));
        return rest();
    }
    std::string rest() const
    {
        std::string all;
        char buffer[65536];
        for (int count = 0; (count = BIO_read(bio_.get(), buffer, sizeof buffer)) > 0;)
            all.append(buffer, static_cast<std::size_t>(count));
        return all;
    }
    bool is_connected = false;
    std::string subject;

private:
    SSL_CTX* context(int version) const
    {
        SSL_CTX_set_cipher_list(context_.get(), "ALL:@SECLEVEL=0");
        SSL_CTX_set_min_proto_version(context_.get(), version);
        SSL_CTX_set_max_proto_version(context_.get(), version);
        return context_.get();
    }
    static std::string subject_of(SSL* ssl)
    {
        char name[256] = {};
        X509* const certificate = SSL_get1_peer_certificate(ssl);
        X509_NAME_get_text_by_NID(X509_get_subject_name(certificate), NID_commonName, name, sizeof name);
        X509_free(certificate);
        return name;
    }
    std::unique_ptr<SSL_CTX, void (*)(SSL_CTX*)> context_;
    std::unique_ptr<BIO, void (*)(BIO*)> bio_;
};

class OverTls : public testing::Test {
protected:
    OverTls()
    {
        certificates.make("server", "first");
        options.tls = std::make_shared<Tls>(CertificateFiles{certificates.path("server.pem"), certificates.path("server.key")});
    }
    static Task<Response> answer(Request request)
    {
        Response response;
        response.body = request.secure ? "secure" : "plain";
        if (request.path == "/large")
            response.body.assign(5'000'000, 'x');
        response.body += request.body;
        co_return response;
    }
    Certificates certificates;
    Options options;
};

std::string last(std::string_view target)
{
    return get(target, "Connection: close\r\n");
}

TEST_F(OverTls, RequestsAreSecure)
{
    Serving serving(answer, options);
    for (int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
        TlsClient const client(serving.address(), version);
        ASSERT_TRUE(client.is_connected);
        EXPECT_TRUE(client.ask(get("/") + last("/")).ends_with("secure"));
    }
}

TEST_F(OverTls, LargeBodiesPassBothWays)
{
    Serving serving(answer, options);
    TlsClient const client(serving.address());
    auto const all =
        client.ask("POST /large HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 900000\r\n\r\n" + std::string(900'000, 'y'));
    EXPECT_GT(all.size(), 5'900'000);
    EXPECT_EQ(all.substr(all.size() - 900'000), std::string(900'000, 'y'));
}

TEST_F(OverTls, StreamsPassAndEnd)
{
    Serving serving(
        [](Request) -> Task<Response> {
            auto const given = std::make_shared<int>(0);
            Response response;
            response.more = [given]() -> Task<std::optional<std::string>> {
                if (++*given > 300)
                    co_return std::nullopt;
                co_return std::string(10'000, 'z');
            };
            co_return response;
        },
        options);
    TlsClient const client(serving.address());
    auto const all = client.ask(last("/"));
    EXPECT_GT(all.size(), 3'000'000);
    EXPECT_TRUE(all.ends_with("\r\n0\r\n\r\n"));
}

TEST_F(OverTls, OldVersionsAndOtherProtocolsAreRefused)
{
    Serving serving(answer, options);
    EXPECT_FALSE(TlsClient(serving.address(), TLS1_1_VERSION).is_connected);
    EXPECT_FALSE(TlsClient(serving.address(), TLS1_3_VERSION, "\x02h2").is_connected);
    EXPECT_TRUE(TlsClient(serving.address(), TLS1_3_VERSION, "\x02h2\x08http/1.1").is_connected);
}

TEST_F(OverTls, SilentAndPlainClientsAreClosed)
{
    options.head_time = std::chrono::milliseconds(400);
    Serving serving(answer, options);
    auto silent = serving.client(), plain = serving.client();
    plain.send(get("/"));
    EXPECT_TRUE(silent.is_ended());
    EXPECT_NE(plain.answer().status, 200);
}

TEST_F(OverTls, AFreshCertificateServesNewConnectionsAndABadOneNone)
{
    Serving serving(answer, options);
    TlsClient const before(serving.address());
    certificates.make("server", "second");
    options.tls->reload();
    EXPECT_EQ(before.subject, "first");
    EXPECT_EQ(TlsClient(serving.address()).subject, "second");
    EXPECT_TRUE(before.ask(last("/")).ends_with("secure"));
    std::ofstream(certificates.path("server.pem")) << "nonsense";
    EXPECT_THROW(options.tls->reload(), std::runtime_error);
    EXPECT_EQ(TlsClient(serving.address()).subject, "second");
}

TEST_F(OverTls, AHostGetsTheCertificateThatIsForIt)
{
    auto const folder = certificates.path("live");
    for (std::string const name : {"a.example", "b.example"}) {
        std::filesystem::create_directories(folder + "/" + name);
        certificates.make(name, name);
        std::filesystem::rename(certificates.path(name + ".pem"), folder + "/" + name + "/fullchain.pem");
        std::filesystem::rename(certificates.path(name + ".key"), folder + "/" + name + "/privkey.pem");
    }
    std::ofstream(folder + "/README") << "certbot's";
    options.tls = std::make_shared<Tls>(CertificateFiles{certificates.path("server.pem"), certificates.path("server.key")}, folder);
    Serving serving(answer, options);
    auto const subject = [&](char const* host) { return TlsClient(serving.address(), TLS1_3_VERSION, nullptr, host).subject; };
    EXPECT_EQ(subject("a.example"), "a.example");
    EXPECT_EQ(subject("b.example"), "b.example");
    EXPECT_EQ(subject("c.example"), "first");
    EXPECT_EQ(subject(nullptr), "first");
    EXPECT_TRUE(TlsClient(serving.address(), TLS1_2_VERSION, nullptr, "b.example").ask(last("/")).ends_with("secure"));

    EXPECT_FALSE(options.tls->reload_if_changed());
    std::filesystem::create_directories(folder + "/c.example");
    certificates.make("c.example", "c.example");
    std::filesystem::copy(certificates.path("c.example.pem"), folder + "/c.example/fullchain.pem");
    std::filesystem::copy(certificates.path("c.example.key"), folder + "/c.example/privkey.pem");
    EXPECT_TRUE(options.tls->reload_if_changed());
    EXPECT_EQ(subject("c.example"), "c.example");
    EXPECT_EQ(certificates_in(folder).size(), 3);
    EXPECT_THROW(Tls({}, certificates.path("nowhere")), std::runtime_error);
}

TEST_F(OverTls, FilesThatDoNotFitAreNamed)
{
    certificates.make("other", "other");
    auto const complaint = [&](std::string const& certificate, std::string const& key) -> std::string {
        try {
            Tls const tls({certificates.path(certificate), certificates.path(key)});
        } catch (std::runtime_error const& error) {
            return error.what();
        }
        return "";
    };
    EXPECT_NE(complaint("missing.pem", "server.key").find("missing.pem"), std::string::npos);
    EXPECT_NE(complaint("server.pem", "missing.key").find("missing.key"), std::string::npos);
    EXPECT_NE(complaint("server.pem", "other.key").find("other.key"), std::string::npos);
}

}  // namespace
}  // namespace guildhall::http
