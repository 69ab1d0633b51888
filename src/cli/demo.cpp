#include "demo/demo.h"

#include <charconv>
#include <iostream>

#include "cli/commands.h"
#include "cli/demo.h"
#include "cli/installation.h"

namespace guildhall::cli {

namespace {

template <class T>
T number(std::string const& text, T least, T most)
{
    T value{};
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || value < least || value > most)
        throw Misuse{};
    return value;
}

demo::Installation installation(app::Config const& config, identity::Keys const& keys, Ground const& ground)
{
    return {.data = config.data,
            .database_url = ground.url("guildhall_app"),
            .migrate_url = ground.url("guildhall_migrate"),
            .public_url = config.public_url,
            .keys = keys,
            .password_cost = config.password_cost};
}

void tell(app::Config const& config)
{
    std::cout << "The accounts of the sample companies are in " << demo::accounts_path(config.data) << "\n"
              << "Try " << demo::first_sign_in(config.data) << std::endl;
}

}  // namespace

void make_demo(app::Config const& config, identity::Keys const& keys, Ground const& ground)
{
    demo::make(installation(config, keys, ground));
    tell(config);
}

int demo(Words const& words)
{
    constexpr std::int64_t most_customers = 100'000'000, most_guilds = 100'000;
    auto rest = words;
    auto const customers = take_option(rest, "--customers"), guilds = take_option(rest, "--guilds", "1"),
               seed = take_option(rest, "--seed", "1");
    if (!rest.empty())
        throw Misuse{};
    demo::Size const size{.customers = number<std::int64_t>(customers.empty() ? "0" : customers, 0, most_customers),
                          .guilds = number<std::int64_t>(guilds, 1, most_guilds),
                          .seed = number<std::uint64_t>(seed, 0, UINT64_MAX)};
    auto const config = app::read_config(app::environment());
    leave_root(config.data);
    auto const keys = read_keys(config);
    Ground ground(config, Ground::Running::join);
    ground.migrate();
    auto const outcome =
        customers.empty() ? demo::make(installation(config, keys, ground)) : demo::make_large(installation(config, keys, ground), size);
    if (outcome == demo::Outcome::was_there)
        std::cout << "Nothing to do: the sample is there.\n";
    tell(config);
    return 0;
}

}  // namespace guildhall::cli
