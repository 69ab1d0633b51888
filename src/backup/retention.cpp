#include "backup/retention.h"

#include <algorithm>
#include <charconv>
#include <set>

namespace guildhall::backup {

namespace {

constexpr std::string_view prefix = "guildhall-";

// The last of each stretch of time is kept, as long as there is room for another stretch.
class Stretches {
public:
    explicit Stretches(int most) : most_(most) {}
    bool keeps(std::string stretch)
    {
        if (seen_.contains(stretch) || static_cast<int>(seen_.size()) >= most_)
            return false;
        seen_.insert(std::move(stretch));
        return true;
    }

private:
    int most_;
    std::set<std::string> seen_;
};

std::string week_of(Time time)
{
    constexpr int thursday = 3;  // 1970-01-01 was one, counted from Monday
    return std::to_string((Date::of(time).days + thursday) / 7);
}

}  // namespace

std::optional<Keep> Keep::parse(std::string_view text)
{
    Keep keep;
    auto const* at = text.data();
    auto const* const end = at + text.size();
    for (auto* number : {&keep.days, &keep.weeks, &keep.months}) {
        auto const read = std::from_chars(at, end, *number);
        bool const is_last = number == &keep.months;
        if (read.ec != std::errc() || *number < 0 || *number > 1000 || (is_last ? read.ptr != end : read.ptr == end || *read.ptr != ','))
            return {};
        at = read.ptr + (is_last ? 0 : 1);
    }
    return keep;
}

std::string name_at(Time time)
{
    auto text = time.text().substr(0, 19);
    std::erase_if(text, [](char c) { return c == '-' || c == ':'; });
    return std::string(prefix) + text + "Z";
}

std::optional<Time> time_of(std::string_view name)
{
    constexpr std::size_t length = 26;
    if (name.size() != length || !name.starts_with(prefix))
        return {};
    auto text = std::string(name.substr(prefix.size()));
    for (auto const& [place, sign] : {std::pair(4, "-"), std::pair(7, "-"), std::pair(13, ":"), std::pair(16, ":")})
        text.insert(static_cast<std::size_t>(place), sign);
    return Time::parse(text);
}

std::vector<std::string> no_longer_kept(std::vector<std::string> names, Keep keep)
{
    std::erase_if(names, [](std::string const& name) { return !time_of(name); });
    std::ranges::sort(names, std::ranges::greater());
    Stretches days(keep.days), weeks(keep.weeks), months(keep.months);
    std::vector<std::string> gone;
    for (auto const& name : names) {
        auto const time = *time_of(name);
        auto const day = Date::of(time).text();
        bool const of_day = days.keeps(day), of_week = weeks.keeps(week_of(time)), of_month = months.keeps(day.substr(0, 7));
        if (!of_day && !of_week && !of_month && name != names.front())
            gone.push_back(name);
    }
    return gone;
}

}  // namespace guildhall::backup
