#pragma once
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/app.h"
#include "base/json.h"
#include "identity/keys.h"
#include "support/database.h"
#include "support/people.h"
#include "support/raw_http.h"

// The whole server within the test: a database of its own, real people, real requests over the loopback.
namespace guildhall::support {

identity::Keys test_keys();

inline constexpr char origin[] = "http://guildhall.test";

struct Answer {
    int status = 0;
    std::string head, body;

    json::Value json() const { return json::parse(body); }
    // The text at a path into the body, "acting.role" or "items.0.id"; "" where there is none or null. Numbers and truth as JSON.
    std::string text(std::string_view path) const;
    std::string header(std::string_view name) const;  // "" where there is none
    std::string cookie() const;                       // what Set-Cookie sets, "name=value"
    std::vector<std::string> ids() const;             // of the items of a list
};

using HeaderList = std::vector<std::pair<std::string, std::string>>;

// Requests of one person, or of nobody, each with the headers given here. Paths are those of the API, without "/api/v1".
class Client {
public:
    // `token` makes the bearer token of each request, so that none runs out however long a test takes.
    Client(std::string address, HeaderList headers, std::function<std::string()> token = {})
        : address_(std::move(address)), headers_(std::move(headers)), token_(std::move(token))
    {
    }

    Answer ask(std::string_view method, std::string_view path, std::string_view body = {}, HeaderList const& more = {}) const;
    Answer get(std::string_view path, HeaderList const& more = {}) const { return ask("GET", path, {}, more); }
    Answer post(std::string_view path, std::string_view body, HeaderList const& more = {}) const { return ask("POST", path, body, more); }
    Answer put(std::string_view path, std::string_view body = {}, HeaderList const& more = {}) const
    {
        return ask("PUT", path, body, more);
    }
    Answer del(std::string_view path, HeaderList const& more = {}) const { return ask("DELETE", path, {}, more); }
    // A form with files, its Content-Type with the boundary.
    Answer upload(std::string_view path, std::string_view type, std::string_view form) const;
    // With If-Match of the version, as read.
    Answer patch(std::string_view path, std::string_view body, std::string_view version) const;

    Client with(HeaderList const& more) const;
    Client at(std::string address) const { return Client(std::move(address), headers_, token_); }  // the same person at another server

private:
    std::string address_;
    HeaderList headers_;
    std::function<std::string()> token_;
};

class TestServer {
public:
    // `adjust` may change what the environment would have decided.
    explicit TestServer(std::function<void(app::Config&)> const& adjust = {});
    ~TestServer();

    TestDatabase& database() { return database_; }
    World const& world() const { return world_; }
    identity::Services const& services() const { return services_; }
    Router const& router() const { return router_; }  // the same routes as the server's

    // Where mail is kept as files, if `adjust` lets the server send any (Config::sends_mail).
    std::string mail_folder() const { return scratch_folder() + "/mail-" + database_.name(); }
    std::string const& address() const { return address_; }
    Client nobody() const { return Client(address_, {}); }
    // Signed in as an API client, by a session that is put into the database: costs no hashing.
    Client as(Person const& person);
    // By POST /sessions.
    Answer sign_in(Person const& person, std::string_view kind, std::string_view code = {}) const;
    // A browser, signed in by POST /sessions, with cookie, CSRF token and origin.
    Client browser(Person const& person);

private:
    TestDatabase database_;
    identity::Services services_;
    World world_;
    jobs::Jobs jobs_;  // of the router below, which answers nothing: never opened
    Hub hub_;          // likewise
    Router router_;
    std::unique_ptr<app::App> app_;
    std::string address_;
};

// For tests that only read, or whose changes do not meet: one server for the whole program.
TestServer& shared_server();

}  // namespace guildhall::support
