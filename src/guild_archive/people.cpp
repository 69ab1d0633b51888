#include "guild_archive/people.h"

#include <filesystem>
#include <optional>
#include <stdexcept>

#include "base/json_member.h"
#include "db/error.h"
#include "db/row.h"
#include "db/statement.h"
#include "guild_archive/erasures.h"
#include "guild_archive/people.sql.h"

namespace guildhall::guild_archive {

namespace sql {
constexpr auto all_guilds = db::statement<people_text, "all_guilds">;
constexpr auto find_people = db::statement<people_text, "find_people">;
constexpr auto find_accounts = db::statement<people_text, "find_accounts">;
constexpr auto data_of_person = db::statement<people_text, "data_of_person">;
constexpr auto data_of_account = db::statement<people_text, "data_of_account">;
constexpr auto documents_kept = db::statement<people_text, "documents_kept">;
constexpr auto erase_person = db::statement<people_text, "erase_person">;
constexpr auto guilds_of_account = db::statement<people_text, "guilds_of_account">;
constexpr auto erase_account = db::statement<people_text, "erase_account">;
constexpr auto erase_traces_of_account = db::statement<people_text, "erase_traces_of_account">;
}  // namespace sql

namespace {

constexpr std::string_view of_an_account = "accounts/", of_a_contact = "contacts/";
constexpr std::string_view documents_stay =
    ": a document that was sent is kept as it was, as commercial and tax law want (GDPR art. 17(3)(b)).";
constexpr std::string_view trail_stays =
    "The audit trail keeps that it was there and who did what when, by ids and digests, without what it said (GDPR art. 5(2), 17(3)(e)).";
constexpr std::string_view texts_stay = "What somebody wrote of them in a text about others is not found: notes of companies, e-mails.";
constexpr std::string_view backups_stay =
    "Backups hold it, encrypted, until they are no longer kept; one that is brought back is erased again by this list.";

template <class... Args>
db::Rows run(Mover& mover, db::StatementRef statement, Args const&... args)
{
    return mover.session().run(std::string(statement.text), db::values(args...));
}

bool is_account(std::string_view subject)
{
    return subject.starts_with(of_an_account);
}

Uuid id_of(std::string_view subject)
{
    auto const id = Uuid::parse(subject.substr(std::min(subject.find('/') + 1, subject.size())));
    if (!id)
        throw std::runtime_error("A person is named as contacts/ID, customers/ID or accounts/ID.");
    return *id;
}

void take_people(db::Rows const& rows, Named const& guild, std::vector<Somebody>& people)
{
    for (int i = 0; i < rows.size(); ++i)
        people.push_back({guild, rows[i].get<std::string>(0), rows[i].get<std::string>(1),
                          rows[i].get<std::optional<std::string>>(2).value_or(""),
                          rows[i].get<std::optional<std::string>>(3).value_or("")});
}

std::vector<Named> guilds_of(Mover& mover)
{
    auto const rows = run(mover, sql::all_guilds);
    std::vector<Named> guilds;
    for (int i = 0; i < rows.size(); ++i)
        guilds.push_back({rows[i].get<Uuid>(0), rows[i].get<std::string>(1)});
    return guilds;
}

std::string line_of(Somebody const& who, std::string const& from, std::string const& row)
{
    std::string line;
    json::Writer out(line);
    out.begin_object();
    write(out, "guild_id", who.guild.id.text());
    write(out, "subject", who.subject);
    write(out, "from", from);
    out.plain_key("row");
    out.raw(row);
    out.end_object();
    return line + "\n";
}

// The account itself, and what the trails of all its guilds say of it.
void erase_account(Mover& mover, Uuid account, std::string const& email)
{
    auto const guilds = run(mover, sql::guilds_of_account, account);
    run(mover, sql::erase_account, account);
    run(mover, sql::erase_traces_of_account, account, email);
    for (int i = 0; i < guilds.size(); ++i) {
        mover.look_at(guilds[i].get<Uuid>(0));
        run(mover, sql::erase_traces_of_account, account, email);
    }
}

void erase_known_person(Mover& mover, audit::Erasure& erasure)
{
    auto const rows = run(mover, sql::erase_person, mover.about(), erasure.subject, erasure.how);
    for (int i = 0; i < rows.size(); ++i)
        if (auto const count = rows[i].get<std::int64_t>(1); count > 0)
            erasure.tables.emplace_back(rows[i].get<std::string>(0), count);
}

// Files that people had made of lists; everybody can make them anew.
void remove_exports(Mover& mover, std::string const& data)
{
    mover.read("guild.exports", [&](std::string_view line) {
        std::error_code ignored;
        std::filesystem::remove(data + "/exports/" + audit::text_in(json::parse(line), "id"), ignored);
    });
}

audit::Erasure erased(Mover& mover, Somebody const& who, How how)
{
    audit::Erasure erasure{.kind = "person", .guild = who.guild.id, .subject = who.subject, .how = "erased"};
    if (is_account(who.subject)) {
        erasure.how = "anonymised";  // what they did stays where it was done
        erase_account(mover, id_of(who.subject), who.email);
        erasure.tables.emplace_back("platform.accounts", 1);
    } else {
        auto const documents = run(mover, sql::documents_kept, mover.about(), who.subject);
        bool const is_contact = who.subject.starts_with(of_a_contact);
        if (!is_contact && (documents.size() > 0 || how == How::anonymise))
            erasure.how = "anonymised";
        for (int i = 0; i < documents.size(); ++i)
            erasure.kept.push_back(documents[i].get<std::string>(0) + std::string(documents_stay));
        erase_known_person(mover, erasure);
    }
    for (auto const kept : {trail_stays, texts_stay, backups_stay})
        erasure.kept.emplace_back(kept);
    return erasure;
}

}  // namespace

std::vector<Somebody> find_people(Installation const& here, std::string const& asked, std::string const& guild)
{
    Mover mover(here.move_url);
    std::vector<Somebody> people;
    if (guild.empty())
        take_people(run(mover, sql::find_accounts, asked), {}, people);
    auto const guilds = guild.empty() ? guilds_of(mover) : std::vector{mover.guild(guild)};
    for (auto const& each : guilds) {
        mover.begin(each.id);
        take_people(run(mover, sql::find_people, each.id, asked), each, people);
        mover.commit();
    }
    return people;
}

std::int64_t write_data(Installation const& here, std::vector<Somebody> const& people, std::function<void(std::string_view)> const& take)
{
    Mover mover(here.move_url);
    std::int64_t lines = 0;
    for (auto const& who : people) {
        mover.begin(who.guild.id);
        auto const rows = is_account(who.subject) ? run(mover, sql::data_of_account, id_of(who.subject))
                                                  : run(mover, sql::data_of_person, who.guild.id, who.subject);
        mover.commit();
        for (int i = 0; i < rows.size(); ++i, ++lines)
            take(line_of(who, rows[i].get<std::string>(0), rows[i].get<db::Json>(1).text));
    }
    return lines;
}

Somebody somebody(Installation const& here, std::string const& subject, std::string const& guild)
{
    if (is_account(subject) != guild.empty())
        throw std::runtime_error("--guild says of which guild contacts/ID or customers/ID is; accounts/ID is of none.");
    Mover mover(here.move_url);
    Somebody who{.guild = guild.empty() ? Named{} : mover.guild(guild), .subject = subject};
    if (!is_account(subject))
        return who;
    auto const rows = run(mover, sql::data_of_account, id_of(subject));
    if (rows.empty())
        throw std::runtime_error("There is no such account.");
    auto const row = json::parse(rows[0].get<db::Json>(1).text);
    who.name = audit::text_in(row, "name");
    who.email = audit::text_in(row, "email");
    return who;
}

Erased erase_person(Installation const& here, Somebody const& who, How how, Order const& order)
{
    Mover mover(here.move_url);
    mover.begin(who.guild.id);
    Erased done{.erasure = erased(mover, who, how)};
    auto& erasure = done.erasure;
    erasure.id = Uuid::make();
    erasure.at = Time::now();
    erasure.by = order.by;
    erasure.reason = order.reason;
    erasure.version = here.version;
    done.certificate = audit::signed_certificate(erasure, Signer(here.audit_key));
    mover.keep_erasure(erasure, done.certificate);
    if (!is_account(who.subject))
        remove_exports(mover, here.data);
    mover.commit();
    done.copy_problem = keep_erasures(mover, erasures_path(here.data), here.erasures_copy);
    return done;
}

bool erase_person_again(Mover& mover, audit::Erasure const& erasure)
{
    constexpr std::string_view not_there = "GH404";
    auto repeated = erasure;
    mover.session().script("savepoint person");
    try {
        if (is_account(erasure.subject)) {
            auto const rows = run(mover, sql::data_of_account, id_of(erasure.subject));
            erase_account(mover, id_of(erasure.subject),
                          rows.empty() ? "" : audit::text_in(json::parse(rows[0].get<db::Json>(1).text), "email"));
        } else {
            if (!run(mover, sql::documents_kept, mover.about(), erasure.subject).empty())
                repeated.how = "anonymised";
            erase_known_person(mover, repeated);
        }
        return true;
    } catch (db::Error const& error) {
        if (error.sqlstate != not_there)
            throw;
        mover.session().script("rollback to savepoint person");
        return false;
    }
}

}  // namespace guildhall::guild_archive
