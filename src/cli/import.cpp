#include <algorithm>
#include <chrono>
#include <fstream>
#include <iostream>
#include <iterator>
#include <thread>

#include "base/secret.h"
#include "cli/commands.h"
#include "cli/installation.h"
#include "imports/imports.h"
#include "jobs/operator.h"

namespace guildhall::cli {

namespace {

struct Order {
    std::string kind, content, guild, spot, email;
};

std::string read_file(std::string const& path)
{
    std::ifstream in(path, std::ios::binary);
    if (!in)
        throw std::runtime_error("cannot read " + path);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::string names_of(std::vector<jobs::Member> const& members)
{
    std::string names;
    for (auto const& member : members)
        if (auto const line = "\n  " + member.guild.text() + " " + member.guild_name; names.find(line) == names.npos)
            names += line;
    return names;
}

// Whose the records become: the one who is named, else the spot's head, else the guild's first administrator.
jobs::Member member_for(jobs::Operator& hands, Order const& order)
{
    auto given = [](std::string const& text) { return text.empty() ? std::nullopt : std::optional(text); };
    auto members = hands.members(given(order.guild), given(order.email));
    std::string const guild = order.guild.empty() ? "guild" : "guild " + order.guild;
    if (members.empty())
        throw std::runtime_error(order.email.empty() ? "There is no " + guild + "." : order.email + " is nobody in a " + guild + ".");
    if (members.front().guild != members.back().guild)
        throw std::runtime_error("Which guild? Say --guild with the name or id of one:" + names_of(members));
    auto const found =
        std::ranges::find_if(members, [&](jobs::Member const& member) { return order.spot.empty() || member.spot == order.spot; });
    if (found == members.end())
        throw std::runtime_error("Nobody there works in a spot " + order.spot + ".");
    return *found;
}

json::Value checked(http::Response const& answer)
{
    auto const body = json::parse(answer.body);
    if (answer.status < 300)
        return body;
    if (answer.status == 403)
        throw std::runtime_error("This person may not run imports.");
    std::string what = body.find("detail") ? body.find("detail")->string : body.find("title")->string;
    if (auto const* fields = body.find("fields"))
        for (auto const& field : fields->items)
            what += "\n  " + field.find("field")->string + " " + field.find("message")->string;
    throw std::runtime_error(what);
}

std::int64_t number(json::Value const& import, std::string_view name)
{
    return import.find(name)->integer;
}

Task<void> a_moment(Loop& loop)
{
    Signal<bool> over;
    std::jthread const clock([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
        loop.post([&] { over.tell(true); });
    });
    co_await over;
}

// One import from the file to its end.
class Import {
public:
    Import(jobs::Operator& hands, jobs::Authority by) : hands_(hands), by_(std::move(by)) {}

    Task<void> run(Order order)
    {
        std::string const mark = "guildhall-" + hex(random_bytes(16));
        std::string body = "--" + mark + "\r\nContent-Disposition: form-data; name=\"kind\"\r\n\r\n" + order.kind + "\r\n--" + mark +
                           "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"list.csv\"\r\n\r\n" + order.content + "\r\n--" +
                           mark + "--\r\n";
        std::vector<std::pair<std::string, std::string>> headers{{"Content-Type", "multipart/form-data; boundary=" + mark}};
        auto sending = hands_.ask(by_, "POST", "/imports", std::move(body), std::move(headers));
        auto const sent = checked(co_await std::move(sending));
        path_ = "/imports/" + sent.find("id")->string;
        auto starting = hands_.ask(by_, "POST", path_ + "/start");
        import_ = checked(co_await std::move(starting));
        while (import_.find("state")->string == "running") {
            auto waiting = a_moment(hands_.loop());
            co_await std::move(waiting);
            auto asking = hands_.ask(by_, "GET", path_);
            import_ = checked(co_await std::move(asking));
            if (import_.find("resumable")->boolean && import_.find("state")->string == "running")
                throw std::runtime_error("The import stands still at row " + std::to_string(number(import_, "done")) +
                                         "; the log says why. POST " + path_ + "/start goes on.");
        }
        if (failed() > 0) {
            auto asking = hands_.ask(by_, "GET", path_ + "/problems.csv");
            auto const answer = co_await std::move(asking);
            problems_ = answer.body;
            while (answer.more) {
                auto reading = answer.more();
                auto const piece = co_await std::move(reading);
                if (!piece)
                    break;
                problems_ += *piece;
            }
        }
    }

    std::int64_t rows() const { return number(import_, "rows"); }
    std::int64_t imported() const { return number(import_, "imported"); }
    std::int64_t failed() const { return number(import_, "failed"); }
    std::string const& problems() const { return problems_; }  // a table of the rows that failed

private:
    jobs::Operator& hands_;
    jobs::Authority by_;
    std::string path_, problems_;
    json::Value import_;
};

int bring_in(app::Config const& config, Order const& order)
{
    Ground const ground(config, Ground::Running::join, Ground::Missing::refuse);
    ground.migrate();
    jobs::Jobs jobs;
    jobs.open(ground.url("guildhall_app"));
    jobs::Operator hands(ground.url("guildhall_app"), ground.url("guildhall_migrate"), "guildhall import", imports::routes(jobs));
    auto const member = member_for(hands, order);
    auto const authority = hands.borrow(member);
    Import import(hands, authority);
    hands.run(import.run(order));
    hands.give_back(authority);
    jobs.close();
    std::cout << member.guild_name << ", as " << member.email << ": " << import.rows() << " rows, " << import.imported() << " imported, "
              << import.failed() << " failed" << std::endl;
    if (import.failed() > 0)
        std::cout << import.problems();
    return import.failed() > 0;
}

}  // namespace

int import(Words const& words)
{
    auto rest = words;
    if (!rest.empty() && rest.front() == "crmms")
        return import_crmms(Words(rest.begin() + 1, rest.end()));
    if (!rest.empty() && rest.front() == "guild")
        return import_guild(Words(rest.begin() + 1, rest.end()));
    Order order{.kind = {},
                .content = {},
                .guild = take_option(rest, "--guild"),
                .spot = take_option(rest, "--spot"),
                .email = take_option(rest, "--as")};
    if (rest.size() != 2 || (rest[0] != "customers" && rest[0] != "products" && rest[0] != "contacts"))
        throw Misuse{};
    order.kind = rest[0];
    order.content = read_file(rest[1]);  // while we are who may read it
    auto const config = app::read_config(app::environment());
    leave_root(config.data);
    return bring_in(config, order);
}

}  // namespace guildhall::cli
