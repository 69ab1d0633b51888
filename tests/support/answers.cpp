#include "support/answers.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <mutex>
#include <set>

#include <unistd.h>

namespace guildhall::support {

namespace {

constexpr std::size_t most_of_one_route = 30, longest = 300'000;

// Its punctuation, the names of its members, and of what kind its values are.
std::string shape_of_json(std::string_view body)
{
    std::string shape;
    for (std::size_t at = 0; at < body.size(); ++at) {
        char const c = body[at];
        if (c != '"') {
            bool const digit = c >= '0' && c <= '9';
            if (!digit || !shape.ends_with('0'))
                shape += digit ? '0' : c;
            continue;
        }
        auto const begin = at + 1;
        for (++at; at < body.size() && body[at] != '"'; ++at)
            at += body[at] == '\\';
        bool const name = at + 1 < body.size() && body[at + 1] == ':';
        if (name)
            shape += body.substr(begin, at - begin);
        else
            shape += 's';
    }
    return shape;
}

// "/customers/{}": ids and the query are left out.
std::string route_like(std::string_view path)
{
    std::string route;
    path = path.substr(0, path.find('?'));
    while (!path.empty()) {
        auto const slash = path.find('/', 1);
        auto const part = path.substr(0, slash);
        route += part.size() == 37 && Uuid::parse(part.substr(1)) ? "/{}" : std::string(part);
        path = slash == path.npos ? std::string_view() : path.substr(slash);
    }
    return route;
}

class Kept {
public:
    void take_from(std::string const& address)
    {
        std::scoped_lock lock(mutex_);
        addresses_.insert(address);
    }

    void take_no_more_from(std::string const& address)
    {
        std::scoped_lock lock(mutex_);
        addresses_.erase(address);
    }

    void keep(std::string const& address, std::string_view method, std::string_view path, Answer const& answer)
    {
        auto const type = answer.header("Content-Type");
        auto const bare = type.substr(0, type.find(';'));
        bool const is_json = bare.ends_with("json");
        if (answer.status == 0 || answer.body.size() > longest || method == "HEAD")
            return;
        auto const route = std::string(method) + " " + route_like(path) + " " + std::to_string(answer.status) + " " + bare;
        std::scoped_lock lock(mutex_);
        auto& shapes = shapes_[route];
        if (!addresses_.contains(address) || shapes.size() >= most_of_one_route ||
            !shapes.insert(is_json ? shape_of_json(answer.body) : "").second)
            return;
        write(method, path, answer, bare, is_json);
    }

private:
    void write(std::string_view method, std::string_view path, Answer const& answer, std::string const& type, bool is_json)
    {
        std::string line;
        json::Writer out(line);
        out.begin_object();
        out.plain_key("method");
        out.string(method);
        out.plain_key("path");
        out.string(path);
        out.plain_key("status");
        out.integer(answer.status);
        out.plain_key("type");
        out.string(type);
        out.plain_key("length");
        out.integer(static_cast<std::int64_t>(answer.body.size()));
        if (is_json) {
            out.plain_key("text");
            out.string(answer.body);
        }
        out.end_object();
        if (!file_.is_open()) {
            std::filesystem::create_directories(folder_);
            file_.open(folder_ + "/cpp-" + std::to_string(getpid()) + ".jsonl", std::ios::app);
        }
        file_ << line << std::endl;
    }

    std::string const folder_ = std::getenv("GUILDHALL_ANSWERS");
    std::mutex mutex_;
    std::set<std::string> addresses_;
    std::map<std::string, std::set<std::string>> shapes_;
    std::ofstream file_;
};

Kept* kept()
{
    static Kept* const here = std::getenv("GUILDHALL_ANSWERS") ? new Kept : nullptr;  // until the program's end, whoever still answers
    return here;
}

}  // namespace

void keep_answers_of(std::string const& address)
{
    if (auto* here = kept())
        here->take_from(address);
}

void keep_no_more_of(std::string const& address)
{
    if (auto* here = kept())
        here->take_no_more_from(address);
}

void keep_answer(std::string const& address, std::string_view method, std::string_view path, Answer const& answer)
{
    if (auto* here = kept())
        here->keep(address, method, path, answer);
}

}  // namespace guildhall::support
