#include "desk/reports.h"

#include "base/secret.h"
#include "desk/case.h"
#include "desk/reports.sql.h"

namespace guildhall::desk {

namespace sql {
constexpr auto report = db::statement<reports_text, "report">;
constexpr auto follow = db::statement<reports_text, "follow">;
constexpr auto messages = db::statement<reports_text, "messages">;
constexpr auto write = db::statement<reports_text, "write">;
constexpr auto hall_of_fame = db::statement<reports_text, "hall_of_fame">;
}  // namespace sql

namespace {

constexpr auto long_text = length(1, 20'000);

// credit_name: who is to be named on the page; nobody, if it is left out. language: of mail to `email`.
struct Report {
    Severity severity = Severity::unsure;
    std::string description;
    std::optional<std::string> impact, steps, versions, suggested_fix, credit_name, email;
    std::string language = "en";
};
constexpr auto shape_of(Report*)
{
    using T = Report;
    return shape("SecurityReport", field("severity", &T::severity, or_default), field("description", &T::description, long_text, not_blank),
                 field("impact", &T::impact, long_text), field("steps", &T::steps, long_text),
                 field("versions", &T::versions, length(1, 500)), field("suggested_fix", &T::suggested_fix, long_text),
                 field("credit_name", &T::credit_name, length(1, 100), not_blank), field("email", &T::email, guildhall::email),
                 field("language", &T::language, language_tag, or_default));
}

// follow_up_url: whoever has it reads the case and writes to the desk. It is shown this once.
struct Reported {
    std::string number, follow_up_url;
};
constexpr auto shape_of(Reported*)
{
    return shape("SecurityReportReceipt", field("number", &Reported::number), field("follow_up_url", &Reported::follow_up_url));
}

struct Token {
    std::string token;
};
constexpr auto shape_of(Token*)
{
    return shape("FollowUpToken", field("token", &Token::token, length(1, 200)));
}

struct CaseRow {
    std::string number;
    Time received_at;
    State state = State::received;
    std::string description;
    std::optional<std::string> fixed_version, credit_name;
    std::optional<bool> credit;
};
constexpr auto shape_of(CaseRow*)
{
    using T = CaseRow;
    return shape("FollowedCaseRow", field("number", &T::number), field("received_at", &T::received_at), field("state", &T::state),
                 field("description", &T::description), field("fixed_version", &T::fixed_version), field("credit_name", &T::credit_name),
                 field("credit", &T::credit));
}

struct FollowedMessage {
    Uuid id;
    bool from_desk = false;
    std::string body;
    Time created_at;
};
constexpr auto shape_of(FollowedMessage*)
{
    using T = FollowedMessage;
    return shape("FollowedMessage", field("id", &T::id), field("from_desk", &T::from_desk), field("body", &T::body),
                 field("created_at", &T::created_at));
}

struct FollowedCase : CaseRow {
    std::vector<FollowedMessage> messages;
};
constexpr auto shape_of(FollowedCase*)
{
    return extended<CaseRow>("FollowedCase", field("messages", &FollowedCase::messages));
}

struct Word {
    std::string token, body;
};
constexpr auto shape_of(Word*)
{
    return shape("FollowUpMessage", field("token", &Word::token, length(1, 200)), field("body", &Word::body, long_text, not_blank));
}

struct Finder {
    std::string name, number;
    std::optional<std::string> summary;
    Time at;
};
constexpr auto shape_of(Finder*)
{
    return shape("Finder", field("name", &Finder::name), field("number", &Finder::number), field("summary", &Finder::summary),
                 field("at", &Finder::at));
}

struct HallOfFame {
    std::vector<Finder> finders;
};
constexpr auto shape_of(HallOfFame*)
{
    return shape("HallOfFame", field("finders", &HallOfFame::finders));
}

// What is no token at all is one that nobody has.
db::Bytes secret_of(std::string const& token)
{
    return {unbase64url(token).value_or(token)};
}

Task<Reported> report(PublicTx& tx, identity::Services const& services, Report in)
{
    db::Bytes const secret{random_bytes(32)};
    auto number = co_await tx.last_one<std::string>(sql::report, Uuid::make(), secret, in.severity, in.description, in.impact, in.steps,
                                                    in.versions, in.suggested_fix, in.credit_name, in.email, in.language,
                                                    tx.client().address, tx.client().request_id);
    co_return Reported{std::move(number), services.options().public_url + "/security/case#" + base64url(secret.bytes)};
}

Task<FollowedCase> follow(PublicTx& tx, Token in)
{
    auto const secret = secret_of(in.token);
    auto row = co_await tx.one<CaseRow>(sql::follow, secret);
    auto messages = co_await tx.last_rows<FollowedMessage>(sql::messages, secret);
    co_return FollowedCase{std::move(row), std::move(messages)};
}

Task<Written> write(PublicTx& tx, Word in)
{
    auto const secret = secret_of(in.token);
    auto const id = Uuid::make();
    auto const at = co_await tx.last_one<Time>(sql::write, secret, id, in.body, tx.client().address, tx.client().request_id);
    co_return Written{id, at};
}

Task<HallOfFame> hall_of_fame(PublicTx& tx)
{
    auto finders = co_await tx.last_rows<Finder>(sql::hall_of_fame);
    co_return HallOfFame{std::move(finders)};
}

}  // namespace

std::vector<Route> report_routes(identity::Services const& services)
{
    auto report_here = [&services](PublicTx& tx, Report in) { return report(tx, services, std::move(in)); };
    return {
        post("/security-reports", "Report a hole to the security desk", open_to_all("anybody may report"), report_here),
        post("/security-cases/opening", "A case as who reported it sees it", open_to_all("the link is the proof"), follow).answers(200),
        post("/security-cases/messages", "Write to the desk about one's report", open_to_all("the link is the proof"), write),
        get("/hall-of-fame", "Who found what, and wanted to be named", open_to_all("it is on the page"), hall_of_fame),
    };
}

}  // namespace guildhall::desk
