#include "base/metrics.h"

#include <algorithm>
#include <cstdio>
#include <dirent.h>
#include <fstream>
#include <map>
#include <memory>
#include <mutex>
#include <unistd.h>
#include <vector>

namespace guildhall::metrics {

namespace {

struct Registry {
    std::mutex mutex;
    std::map<std::string, std::vector<Figure const*>, std::less<>> families;  // under mutex, as what follows
    std::map<std::string, std::unique_ptr<Figure>, std::less<>> made;         // of families
};

// Never destroyed: figures of other files may go later.
Registry& registry()
{
    static auto* const one = new Registry;
    return *one;
}

std::string written(double value)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.17g", value);
    return text;
}

double resident_bytes()
{
    std::ifstream in("/proc/self/statm");
    double size = 0, resident = 0;
    in >> size >> resident;
    return resident * static_cast<double>(sysconf(_SC_PAGESIZE));
}

double open_files()
{
    std::unique_ptr<DIR, int (*)(DIR*)> const folder(opendir("/proc/self/fd"), closedir);
    int count = -4;  // ".", "..", this folder itself
    while (folder && readdir(folder.get()))
        ++count;
    return count + 1;
}

double processor_seconds()
{
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

void write_process(std::string& out)
{
    auto const one = [&out](std::string const& name, std::string_view type, double value) {
        out += "# TYPE " + name + " " + std::string(type) + "\n" + name + " " + written(value) + "\n";
    };
    one("process_resident_memory_bytes", "gauge", resident_bytes());
    one("process_open_fds", "gauge", open_files());
    one("process_cpu_seconds_total", "counter", processor_seconds());
}

}  // namespace

Figure::Figure(std::string_view name, std::string_view help, std::string_view type, std::string labels)
    : name_(name), help_(help), type_(type), labels_(std::move(labels))
{
    auto& all = registry();
    std::lock_guard const lock(all.mutex);
    all.families[name_].push_back(this);
}

std::string Figure::head() const
{
    return "# HELP " + name_ + " " + help_ + "\n# TYPE " + name_ + " " + type_ + "\n";
}

std::string Figure::line(std::string_view suffix, std::string_view more_labels, double value) const
{
    std::string both = labels_;
    if (!both.empty() && !more_labels.empty())
        both += ',';
    both += more_labels;
    return name_ + std::string(suffix) + (both.empty() ? "" : "{" + both + "}") + " " + written(value) + "\n";
}

void Counter::write(std::string& out) const
{
    out += line({}, {}, static_cast<double>(count_.load(std::memory_order_relaxed)));
}

void Gauge::write(std::string& out) const
{
    out += line({}, {}, static_cast<double>(value_.load(std::memory_order_relaxed)));
}

void Histogram::observe(Duration took)
{
    auto const nanoseconds = std::chrono::duration_cast<std::chrono::nanoseconds>(took).count();
    auto const seconds = static_cast<double>(nanoseconds) / 1e9;
    std::size_t bucket = 0;
    while (bucket < bounds.size() && seconds > bounds[bucket])
        ++bucket;
    counts_[bucket].fetch_add(1, std::memory_order_relaxed);
    nanoseconds_.fetch_add(static_cast<std::uint64_t>(std::max<std::int64_t>(0, nanoseconds)), std::memory_order_relaxed);
}

void Histogram::write(std::string& out) const
{
    std::uint64_t count = 0;
    std::string buckets;
    for (std::size_t i = 0; i <= bounds.size(); ++i) {
        count += counts_[i].load(std::memory_order_relaxed);
        char bound[16] = "+Inf";
        if (i < bounds.size())
            std::snprintf(bound, sizeof bound, "%g", bounds[i]);
        buckets += line("_bucket", label("le", bound), static_cast<double>(count));
    }
    if (count == 0)
        return;
    out += buckets + line("_sum", {}, static_cast<double>(nanoseconds_.load(std::memory_order_relaxed)) / 1e9) +
           line("_count", {}, static_cast<double>(count));
}

template <class T>
T& Family<T>::with(std::string const& labels)
{
    static std::mutex making;  // a figure takes the registry's lock itself
    std::lock_guard const alone(making);
    auto& all = registry();
    auto const key = name_ + "{" + labels;
    {
        std::lock_guard const lock(all.mutex);
        if (auto const found = all.made.find(key); found != all.made.end())
            return static_cast<T&>(*found->second);
    }
    auto made = std::make_unique<T>(name_, help_, labels);
    std::lock_guard const lock(all.mutex);
    return static_cast<T&>(*all.made.emplace(key, std::move(made)).first->second);
}
template class Family<Counter>;
template class Family<Histogram>;

std::string label(std::string_view name, std::string_view value)
{
    std::string text(name);
    text += "=\"";
    for (char const c : value)
        if (c == '\n')
            text += "\\n";
        else
            text += (c == '"' || c == '\\' ? "\\" : "") + std::string(1, c);
    return text + '"';
}

std::string text()
{
    std::string out;
    auto& all = registry();
    std::lock_guard const lock(all.mutex);
    for (auto const& [name, figures] : all.families) {
        std::string lines;
        for (auto const* figure : figures)
            figure->write(lines);
        if (!lines.empty())
            out += figures.front()->head() + lines;
    }
    write_process(out);
    return out;
}

}  // namespace guildhall::metrics
