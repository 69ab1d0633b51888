#include "support/server.h"

#include "app/routes.h"
#include "base/secret.h"
#include "mail/sender.h"
#include "support/answers.h"

namespace guildhall::support {

namespace {

app::Config test_config(std::function<void(app::Config&)> const& adjust, std::string const& folder)
{
    app::Config config;
    config.sends_mail = false;
    config.mail.public_url = origin;
    config.mail.spool = folder;
    config.mail.look = std::chrono::milliseconds(50);
    config.listen = {"127.0.0.1:0"};
    config.public_url = origin;
    config.allowed_hosts = {"guildhall.test"};
    config.threads = 2;
    config.password_cost = identity::least_cost;
    if (adjust)
        adjust(config);
    return config;
}

json::Value const* step_into(json::Value const& value, std::string_view name)
{
    if (value.kind != json::Value::Kind::array)
        return value.find(name);
    auto const index = static_cast<std::size_t>(std::atoi(std::string(name).c_str()));
    return index < value.items.size() ? &value.items[index] : nullptr;
}

std::string text_of(json::Value const& value)
{
    switch (value.kind) {
    case json::Value::Kind::boolean: return value.boolean ? "true" : "false";
    case json::Value::Kind::integer: return std::to_string(value.integer);
    default: return value.string;
    }
}

}  // namespace

identity::Keys test_keys()
{
    return {.jwt = {{"test", std::string(32, 'j')}},
            .pepper = std::string(32, 'p'),
            .field = std::string(32, 'f'),
            .audit = std::string(32, 'a')};
}

std::string Answer::text(std::string_view path) const
{
    auto const whole = json();
    auto const* value = &whole;
    while (value && !path.empty()) {
        auto const dot = path.find('.');
        value = step_into(*value, path.substr(0, dot));
        path = dot == path.npos ? std::string_view() : path.substr(dot + 1);
    }
    return value ? text_of(*value) : "";
}

std::string Answer::header(std::string_view name) const
{
    auto const start = head.find("\r\n" + std::string(name) + ": ");
    if (start == head.npos)
        return {};
    auto const from = start + name.size() + 4;
    return head.substr(from, head.find('\r', from) - from);
}

std::string Answer::cookie() const
{
    auto const line = header("Set-Cookie");
    return line.substr(0, line.find(';'));
}

std::vector<std::string> Answer::ids() const
{
    std::vector<std::string> ids;
    auto const whole = json();
    if (auto const* items = whole.find("items"))
        for (auto const& item : items->items)
            ids.push_back(item.find("id")->string);
    return ids;
}

Answer Client::ask(std::string_view method, std::string_view path, std::string_view body, HeaderList const& more) const
{
    std::string request =
        std::string(method) + " /api/v1" + std::string(path) + " HTTP/1.1\r\nHost: guildhall.test\r\nConnection: close\r\n";
    for (auto const* list : {&headers_, &more})
        for (auto const& [name, value] : *list)
            request += name + ": " + value + "\r\n";
    if (token_)
        request += "Authorization: Bearer " + token_() + "\r\n";
    if (!body.empty() && request.find("\r\nContent-Type: ") == request.npos)
        request += "Content-Type: application/json\r\n";
    if (method != "GET")
        request += "Content-Length: " + std::to_string(body.size()) + "\r\n";
    test::RawClient connection(address_);
    connection.send(request + "\r\n" + std::string(body));
    auto raw = connection.answer();
    Answer answer{raw.status, std::move(raw.head), std::move(raw.body)};
    keep_answer(address_, method, path, answer);
    return answer;
}

Answer Client::upload(std::string_view path, std::string_view type, std::string_view form) const
{
    return ask("POST", path, form, {{"Content-Type", std::string(type)}});
}

Answer Client::patch(std::string_view path, std::string_view body, std::string_view version) const
{
    return ask("PATCH", path, body, {{"If-Match", "\"" + std::string(version) + "\""}});
}

Client Client::with(HeaderList const& more) const
{
    auto headers = headers_;
    headers.insert(headers.end(), more.begin(), more.end());
    return Client(address_, std::move(headers), token_);
}

TestServer::TestServer(std::function<void(app::Config&)> const& adjust)
    : services_(test_keys(), {.public_url = origin, .password_cost = identity::least_cost}),
      world_(make_world(database_.superuser(), services_)),
      router_(app::routes(services_, jobs_, hub_)),
      app_(std::make_unique<app::App>(test_config(adjust, mail_folder()), test_keys(), database_.url()))
{
    db::Bytes const sender{sha256(mail::sender_proof(test_keys().field))};
    database_.superuser().run("select wall.let_send($1)", db::values(sender));
    app_->start();
    address_ = app_->addresses().front();
    keep_answers_of(address_);
}

TestServer::~TestServer()
{
    keep_no_more_of(address_);
    app_->stop();
}

Client TestServer::as(Person const& person)
{
    auto const session = Uuid::make();
    db::Bytes digest{sha256(services_.proof_of_token(session))};
    database_.superuser().run(
        "insert into platform.sessions (digest, id, account_id, membership_id, kind, second_factor, idle_minutes, idle_until, ends_at) "
        "values ($1, $2, $3, $4, 'token', wall.factor_methods($3) <> '{}', 60, now() + interval '1 hour', now() + interval '1 day')",
        db::values(digest, session, person.account, person.membership));
    identity::AccessClaims claims{.account = person.account, .session = session, .membership = person.membership};
    return Client(address_, {}, [this, claims]() mutable {
        claims.issued_at = Time::now().microseconds / 1'000'000;
        claims.expires_at = claims.issued_at + identity::AccessTokens::longest_life;
        return services_.tokens().sign(claims);
    });
}

Answer TestServer::sign_in(Person const& person, std::string_view kind, std::string_view code) const
{
    std::string body = R"({"email":")" + person.email + R"(","password":")" + password + R"(","kind":")" + std::string(kind) + '"';
    if (!code.empty())
        body += R"(,"code":")" + std::string(code) + '"';
    return nobody().post("/sessions", body + "}", {{"Origin", origin}});
}

Client TestServer::browser(Person const& person)
{
    auto const answer = sign_in(person, "browser", person.totp_secret.empty() ? "" : code_of(person));
    if (answer.status != 201)
        throw std::runtime_error("cannot sign in as " + person.email + ": " + answer.body);
    return Client(address_, {{"Cookie", answer.cookie()}, {"X-CSRF-Token", answer.text("csrf_token")}, {"Origin", origin}});
}

TestServer& shared_server()
{
    static TestServer server;
    return server;
}

}  // namespace guildhall::support
