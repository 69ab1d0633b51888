#pragma once
#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

// Figures of this process, as Prometheus reads them (text format 0.0.4). Each is made once and never goes; counting takes no lock.
namespace guildhall::metrics {

class Figure {
public:
    // name: "guildhall_mails_total"; labels: `template="reset"`, "" for none; several of one name differ by their labels.
    Figure(std::string_view name, std::string_view help, std::string_view type, std::string labels);
    virtual ~Figure() = default;
    Figure(Figure const&) = delete;
    Figure& operator=(Figure const&) = delete;

    virtual void write(std::string& out) const = 0;
    std::string head() const;  // the lines before those of its name

protected:
    std::string line(std::string_view suffix, std::string_view more_labels, double value) const;

private:
    std::string name_, help_, type_, labels_;
};

class Counter : public Figure {
public:
    Counter(std::string_view name, std::string_view help, std::string labels = {}) : Figure(name, help, "counter", std::move(labels)) {}
    void add(std::uint64_t count = 1) { count_.fetch_add(count, std::memory_order_relaxed); }
    void write(std::string& out) const override;

private:
    std::atomic<std::uint64_t> count_ = 0;
};

class Gauge : public Figure {
public:
    Gauge(std::string_view name, std::string_view help, std::string labels = {}) : Figure(name, help, "gauge", std::move(labels)) {}
    void add(std::int64_t by) { value_.fetch_add(by, std::memory_order_relaxed); }
    void set(std::int64_t value) { value_.store(value, std::memory_order_relaxed); }
    void write(std::string& out) const override;

private:
    std::atomic<std::int64_t> value_ = 0;
};

// How long something took. Not written as long as nothing did.
class Histogram : public Figure {
public:
    using Duration = std::chrono::steady_clock::duration;

    Histogram(std::string_view name, std::string_view help, std::string labels = {}) : Figure(name, help, "histogram", std::move(labels)) {}
    void observe(Duration took);
    void write(std::string& out) const override;

private:
    static constexpr std::array bounds{0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0};  // seconds
    std::array<std::atomic<std::uint64_t>, bounds.size() + 1> counts_{};
    std::atomic<std::uint64_t> nanoseconds_ = 0;
};

// Those of one name, told apart by their labels; each is made when it is first asked for. That takes a lock: keep what is counted often.
template <class T>
class Family {
public:
    Family(std::string_view name, std::string_view help) : name_(name), help_(help) {}
    T& with(std::string const& labels);

private:
    std::string name_, help_;
};

std::string label(std::string_view name, std::string_view value);  // name="value", escaped

// All of them, and what the system says of this process.
std::string text();

}  // namespace guildhall::metrics
