#include "app/redirect.h"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <optional>
#include <unistd.h>

namespace guildhall::app {

namespace {

struct APlainRequest : testing::Test {
    std::filesystem::path folder = std::filesystem::temp_directory_path() / ("redirect-" + std::to_string(getpid()));
    Config config;

    APlainRequest()
    {
        config.public_url = "https://crm.example.com";
        config.allowed_hosts = {"other.example.com", "crm.example.com", "localhost:443"};
        config.acme_folder = folder.string();
        std::filesystem::create_directories(folder / ".well-known/acme-challenge");
        std::ofstream(folder / ".well-known/acme-challenge/t0ken-_") << "t0ken-_.thumbprint";
        std::ofstream(folder / "secret") << "not this";
    }
    ~APlainRequest() override { std::filesystem::remove_all(folder); }

    http::Response answer(std::string const& host, std::string const& target, std::string const& method = "GET") const
    {
        http::Request request;
        request.method = method;
        request.target = target;
        request.path = target.substr(0, target.find('?'));
        request.host = host;
        std::optional<http::Response> got;
        start(keep(Redirect(config), std::move(request), got), [](std::exception_ptr error) { EXPECT_FALSE(error); });
        return std::move(*got);
    }
    std::string leads_to(std::string const& host, std::string const& target) const
    {
        auto const got = answer(host, target);
        for (auto const& [name, value] : got.headers)
            if (name == "Location" && got.status == 308)
                return value;
        return std::to_string(got.status);
    }

private:
    static Task<void> keep(Redirect redirect, http::Request request, std::optional<http::Response>& into)
    {
        auto answering = redirect.handle(std::move(request));
        into = co_await std::move(answering);
    }
};

}  // namespace

TEST_F(APlainRequest, IsSentToTls)
{
    EXPECT_EQ(leads_to("crm.example.com", "/customers?search=a%20b"), "https://crm.example.com/customers?search=a%20b");
    EXPECT_EQ(leads_to("CRM.example.com:80", "/"), "https://crm.example.com/");
    EXPECT_EQ(leads_to("other.example.com", "/x"), "https://other.example.com/x");
    EXPECT_EQ(leads_to("crm.example.com", "//evil.example/"), "https://crm.example.com//evil.example/");
    EXPECT_EQ(leads_to("evil.example", "/"), "421");
    EXPECT_EQ(leads_to("", "/"), "421");
    EXPECT_EQ(answer("crm.example.com", "/", "POST").status, 405);
    config.public_url = "https://crm.example.com:8443";
    EXPECT_EQ(leads_to("crm.example.com", "/x"), "https://crm.example.com:8443/x");
}

TEST_F(APlainRequest, OfACertificateAuthorityIsAnswered)
{
    auto const good = answer("crm.example.com", "/.well-known/acme-challenge/t0ken-_");
    EXPECT_EQ(good.status, 200);
    EXPECT_EQ(good.body, "t0ken-_.thumbprint");
    for (std::string const wrong : {"/.well-known/acme-challenge/", "/.well-known/acme-challenge/other",
                                    "/.well-known/acme-challenge/../../secret", "/.well-known/acme-challenge/..%2f..%2fsecret"})
        EXPECT_EQ(answer("crm.example.com", wrong).status, 404) << wrong;
}

TEST_F(APlainRequest, IsAnsweredWithAllHeaders)
{
    auto const got = answer("crm.example.com", "/");
    EXPECT_THAT(got.headers, testing::Contains(testing::Pair("X-Content-Type-Options", "nosniff")));
}

}  // namespace guildhall::app
