#pragma once
#include <cstdint>
#include <string>
#include <string_view>

// Names out of lists, always the same for the same numbers.
namespace guildhall::demo {

// Numbers that look random and are the same everywhere (SplitMix64).
class Dice {
public:
    explicit Dice(std::uint64_t seed) : state_(seed) {}
    std::uint64_t next();
    std::size_t below(std::size_t count) { return next() % count; }
    std::string digits(int count);

private:
    std::uint64_t state_;
};

struct Town {
    std::string_view city, region, country, dialling;
};

std::string_view first_name(Dice& dice);
std::string_view last_name(Dice& dice);
std::string company_name(Dice& dice);
std::string_view street(Dice& dice);
std::string_view job_title(Dice& dice);
Town const& town(Dice& dice);

// "Åsa Núñez" → "asa.nunez": what may stand in an e-mail address.
std::string mail_name(std::string_view name);

}  // namespace guildhall::demo
