#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <iostream>
#include <map>
#include <thread>
#include <unistd.h>

#include "cli/commands.h"
#include "cli/installation.h"

namespace guildhall::cli {

namespace {

using Values = std::map<std::string, double>;  // by name with labels, as the server writes them

struct Look {
    Values values;
    std::chrono::steady_clock::time_point at = std::chrono::steady_clock::now();
};

Look look(app::Config const& config)
{
    http::AskedHeaders headers;
    if (config.metrics_token)
        headers.emplace_back("Authorization", "Bearer " + *config.metrics_token);
    auto const answer = http::ask(running_server(config), "GET", "/metrics", headers);
    if (answer.status == 0)
        throw std::runtime_error("Nobody answers at " + config.listen.front() + ".");
    if (answer.status != 200)
        throw std::runtime_error("The server does not show its figures: behind a proxy GUILDHALL_METRICS_TOKEN is needed.");
    Look now;
    for (std::size_t at = 0; at < answer.body.size();) {
        auto const end = std::min(answer.body.find('\n', at), answer.body.size());
        auto const line = std::string_view(answer.body).substr(at, end - at);
        auto const space = line.rfind(' ');
        double value = 0;
        if (!line.starts_with('#') && space != line.npos &&
            std::from_chars(line.data() + space + 1, line.data() + line.size(), value).ec == std::errc())
            now.values[std::string(line.substr(0, space))] = value;
        at = end + 1;
    }
    return now;
}

std::string label_in(std::string_view name, std::string_view label)
{
    auto const start = name.find(std::string(label) + "=\"");
    if (start == name.npos)
        return {};
    auto const from = start + label.size() + 2;
    return std::string(name.substr(from, name.find('"', from) - from));
}

// What happened between two looks.
class Between {
public:
    Between(Look const& before, Look const& after)
        : before_(before), after_(after), seconds_(std::chrono::duration<double>(after.at - before.at).count())
    {
    }

    double now(std::string const& name) const { return value(after_, name); }
    double grown(std::string const& name) const { return value(after_, name) - value(before_, name); }
    double a_second(std::string_view family) const
    {
        double all = 0;
        for (auto const& [name, value] : after_.values)
            if (name.starts_with(family))
                all += grown(name);
        return all / seconds_;
    }
    double mean(std::string const& name, std::string const& labels = {}) const
    {
        auto const count = grown(name + "_count" + labels);
        return count > 0 ? grown(name + "_sum" + labels) / count : 0;
    }
    double a_second_of(double grown) const { return grown / seconds_; }
    Values const& values() const { return after_.values; }

private:
    static double value(Look const& look, std::string const& name)
    {
        auto const found = look.values.find(name);
        return found == look.values.end() ? 0 : found->second;
    }

    Look const& before_;
    Look const& after_;
    double seconds_;
};

struct Line {
    std::string what;
    double a_second = 0, milliseconds = 0;
};

std::vector<Line> busiest(Between const& between)
{
    constexpr std::string_view counts = "guildhall_request_seconds_count";
    constexpr std::size_t most = 15;
    std::vector<Line> lines;
    for (auto const& [name, value] : between.values())
        if (name.starts_with(counts) && between.grown(name) > 0)
            lines.push_back({label_in(name, "method") + " " + label_in(name, "route"), between.a_second_of(between.grown(name)),
                             1000 * between.mean("guildhall_request_seconds", name.substr(counts.size()))});
    std::ranges::sort(lines, std::ranges::greater(), &Line::a_second);
    lines.resize(std::min(lines.size(), most));
    return lines;
}

void show(Between const& between)
{
    std::printf("%.0f requests/s   %.1f refusals and errors/s   waiting: %.0f for the database, %.0f to sign in   long work: %.0f\n",
                between.a_second("guildhall_requests_total"), between.a_second("guildhall_problems_total"),
                between.now("guildhall_pool_waiting"), between.now("guildhall_password_hash_waiting"),
                between.now("guildhall_jobs_running"));
    std::printf("lag %.1f ms   memory %.0f MB   open files %.0f   processor %.0f %%\n\n", 1000 * between.mean("guildhall_loop_lag_seconds"),
                between.now("process_resident_memory_bytes") / 1e6, between.now("process_open_fds"),
                100 * between.a_second("process_cpu_seconds_total"));
    std::printf("%10s %10s  route\n", "a second", "mean ms");
    for (auto const& line : busiest(between))
        std::printf("%10.1f %10.1f  %s\n", line.a_second, line.milliseconds, line.what.c_str());
    std::fflush(stdout);
}

}  // namespace

int top(Words const& words)
{
    bool const once = words == Words{"--once"};
    if (!words.empty() && !once)
        throw Misuse{};
    constexpr std::chrono::seconds pause{2};
    auto const config = app::read_config(app::environment());
    bool const on_terminal = isatty(STDOUT_FILENO) == 1;
    for (auto before = look(config);;) {
        std::this_thread::sleep_for(pause);
        auto after = look(config);
        if (on_terminal && !once)
            std::printf("\x1b[H\x1b[2J");
        show(Between(before, after));
        if (once)
            return 0;
        before = std::move(after);
    }
}

}  // namespace guildhall::cli
