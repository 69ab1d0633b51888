#include "cli/schedule.h"

#include "backup/stamps.h"
#include "base/program.h"

namespace guildhall::cli {

namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr seconds after_the_start{15};

// This program again, with the settings that it has.
void run_again(std::vector<std::string> words, std::stop_token const& stopping, int highest_that_is_good = 0)
{
    auto const name = "guildhall " + words.front();
    words.insert(words.begin(), "/proc/self/exe");
    Program program({.words = words, .environment = app::all_settings()});
    std::stop_callback const end(stopping, [&] { program.end(); });
    int const code = program.wait();
    if (code > highest_that_is_good && !stopping.stop_requested())
        throw std::runtime_error(name + " ended with " + std::to_string(code) + ": " + program.complaint());
}

seconds due(std::optional<Time> last, int between)
{
    if (!last)
        return after_the_start;
    std::chrono::microseconds const since(Time::now().microseconds - last->microseconds);
    return std::max(after_the_start, std::chrono::duration_cast<seconds>(hours(between) - since));
}

jobs::Every backups(app::Config const& config)
{
    auto const between = config.backup.hours;
    if (between == 0 || !config.backup.has_destination())
        return {};
    auto const when = [=, data = config.data] {
        auto const last = backup::stamp_in(data);
        return due(last ? std::optional(last->made_at) : std::nullopt, between);
    };
    return {"the backup", when, [](std::stop_token const& stopping) { run_again({"backup"}, stopping); }};
}

// The proof of a backup that is there; until then it is looked for again and again.
jobs::Every proofs(app::Config const& config)
{
    auto const between = config.backup.proof_hours;
    if (between == 0 || config.backup.folder.empty() || config.backup.identity.empty())
        return {};
    auto const when = [=, data = config.data] {
        auto const last = backup::proof_in(data);
        return due(last ? std::optional(last->proven_at) : std::nullopt, between);
    };
    return {"the proof of the backup", when, [data = config.data](std::stop_token const& stopping) {
                if (backup::stamp_in(data))
                    run_again({"restore", "--verify"}, stopping);
            }};
}

jobs::Every examinations()
{
    auto const when = [first = true]() mutable { return std::exchange(first, false) ? seconds(minutes(1)) : seconds(minutes(15)); };
    constexpr int with_complaints = 1;
    return {"the examination", when, [](std::stop_token const& stopping) { run_again({"doctor"}, stopping, with_complaints); }};
}

}  // namespace

Schedule::Schedule(app::Config const& config) : backups_(backups(config)), proofs_(proofs(config)), examinations_(examinations()) {}

}  // namespace guildhall::cli
