#include "mail/sender.h"

#include "base/json.h"
#include "base/log.h"
#include "base/metrics.h"
#include "base/secret.h"
#include "db/session.h"
#include "db/statement.h"
#include "mail/mail.sql.h"
#include "mail/smtp.h"
#include "mail/spool.h"

namespace guildhall::mail {

namespace sql {
constexpr auto claim = db::statement<text, "claim">;
constexpr auto sent = db::statement<text, "sent">;
constexpr auto refused = db::statement<text, "refused">;
constexpr auto tidy = db::statement<text, "tidy">;
}  // namespace sql

namespace {

metrics::Family<metrics::Counter> mails("guildhall_mails_total", "Mails by what became of them.");

constexpr std::size_t token_bytes = 32;

struct Claimed {
    Uuid id;
    std::string template_name, email;
    Letter letter;
};

// facts: an object of texts; "link" says that the token is for this mail.
Facts facts_of(std::string const& json, bool& has_link)
{
    Facts facts;
    for (auto const& [name, value] : json::parse(json).members) {
        if (name == "link")
            has_link = value.boolean;
        else if (value.kind == json::Value::Kind::integer)
            facts[name] = std::to_string(value.integer);
        else if (value.kind == json::Value::Kind::string)
            facts[name] = value.string;
    }
    return facts;
}

Claimed claimed(db::Row const& row, Settings const& settings, std::string const& token)
{
    Claimed mail{.id = row.get<Uuid>(0), .template_name = row.get<std::string>(1), .email = row.get<std::string>(2), .letter = {}};
    bool has_link = false;
    mail.letter = {.what = template_named(mail.template_name).value(),
                   .language = row.get<std::string>(3),
                   .facts = facts_of(row.get<std::string>(4), has_link),
                   .public_url = settings.public_url,
                   .token = {}};
    if (has_link)
        mail.letter.token = base64url(token);
    return mail;
}

// What goes wrong on our own side (no room for the file, an address that is none) is as if the server had refused.
Delivery deliver(Settings const& settings, Claimed const& mail, std::atomic<bool> const& stopping)
try {
    auto const now = Time::now();
    auto const text = message({settings.from, mail.email, mail.id.text(), now}, written(mail.letter));
    if (settings.url)
        return deliver(settings, mail.email, text, stopping);
    auto time = now.text();
    std::erase_if(time, [](char c) { return c == ':' || c == '-'; });
    keep(settings.spool, time.substr(0, 22) + "-" + mail.template_name + "-" + mail.id.text(), text);
    return {};
} catch (std::invalid_argument const& wrong) {
    return {Delivery::Outcome::refused_for_good, wrong.what()};
} catch (std::exception const& failure) {
    return {Delivery::Outcome::refused, failure.what()};
}

}  // namespace

std::string sender_proof(std::string_view field_key)
{
    return hmac_sha256(field_key, "sender of mail");
}

Sender::Sender() = default;

Sender::~Sender()
{
    close();
}

void Sender::open(std::string database_url, Settings settings, std::string proof)
{
    url_ = std::move(database_url);
    settings_ = std::move(settings);
    proof_ = std::move(proof);
    stopping_ = false;
    thread_ = std::thread([this] { run(); });
}

void Sender::close()
{
    if (!thread_.joinable())
        return;
    {
        std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    woken_.notify_all();
    thread_.join();
}

bool Sender::wait(std::chrono::milliseconds time)
{
    std::unique_lock lock(mutex_);
    return !woken_.wait_for(lock, time, [this] { return stopping_.load(); });
}

// A database that is away is waited for, longer and longer, and told of once.
void Sender::run()
{
    constexpr std::chrono::milliseconds longest{60'000};
    auto pause = settings_.look;
    do {
        try {
            db::Session session(url_);
            pause = settings_.look;
            work(session);
            return;
        } catch (std::exception const& failure) {
            if (!stopping_ && pause == settings_.look)
                log_line(Level::warning, "mail cannot be read from the database", {{"message", failure.what()}});
        }
        pause = std::min(2 * pause, longest);
    } while (wait(pause));
}

// Also when the connection was lost just then: the mail must not go twice.
void Sender::record(db::Session& session)
{
    if (!unrecorded_)
        return;
    db::Bytes const proof{proof_};
    session.run(std::string(sql::sent.text), db::values(proof, *unrecorded_));
    unrecorded_.reset();
}

void Sender::work(db::Session& session)
{
    record(session);
    do {
        while (!stopping_ && send_next(session)) {
        }
        tidy(session);
    } while (wait(settings_.look));
}

bool Sender::send_next(db::Session& session)
{
    auto const token = random_bytes(token_bytes);
    db::Bytes const proof{proof_}, digest{sha256(token)};
    auto const rows = session.run(std::string(sql::claim.text), db::values(proof, digest));
    if (rows.empty())
        return false;
    auto const mail = claimed(rows[0], settings_, token);
    auto const delivery = deliver(settings_, mail, stopping_);
    if (delivery.outcome == Delivery::Outcome::sent) {
        unrecorded_ = mail.id;
        record(session);
        mails.with(metrics::label("outcome", "sent")).add();
        log_line(Level::info, "mail sent", {{"mail", mail.id.text()}, {"template", mail.template_name}});
        return true;
    }
    bool const for_good = delivery.outcome == Delivery::Outcome::refused_for_good;
    bool const given_up = session.value<bool>(std::string(sql::refused.text), db::values(proof, mail.id, for_good, delivery.reason));
    mails.with(metrics::label("outcome", given_up ? "given_up" : "not_yet")).add();
    log_line(Level::warning, given_up ? "mail given up" : "mail not sent yet",
             {{"mail", mail.id.text()}, {"template", mail.template_name}, {"reason", delivery.reason}});
    return true;
}

void Sender::tidy(db::Session& session)
{
    auto const now = std::chrono::steady_clock::now();
    if (now - tidied_ < std::chrono::hours(1) && tidied_ != std::chrono::steady_clock::time_point{})
        return;
    db::Bytes const proof{proof_};
    session.run(std::string(sql::tidy.text), db::values(proof));
    tidied_ = now;
}

}  // namespace guildhall::mail
