#include "demo/passwords.h"

#include <algorithm>
#include <atomic>
#include <string_view>
#include <thread>

#include "base/secret.h"
#include "identity/password.h"

namespace guildhall::demo {

namespace {

// One of so many, all alike: what would make some of them likelier is thrown away.
std::size_t any_below(std::size_t count)
{
    for (;;) {
        auto const byte = static_cast<unsigned char>(random_bytes(1)[0]);
        if (byte < 256 / count * count)
            return byte % count;
    }
}

}  // namespace

std::string easy_password()
{
    constexpr std::string_view consonants = "bdfghklmnprstvwz", vowels = "aeiou";
    std::string password;
    for (int syllable = 0; syllable < 9; ++syllable) {
        if (syllable > 0 && syllable % 3 == 0)
            password += '-';
        password += consonants[any_below(consonants.size())];
        password += vowels[any_below(vowels.size())];
    }
    password += '-';
    for (int digit = 0; digit < 2; ++digit)
        password += static_cast<char>('0' + any_below(10));
    return password;
}

std::map<std::string, std::string> hashes_of(std::vector<std::string> passwords, std::string const& pepper, int cost)
{
    std::sort(passwords.begin(), passwords.end());
    passwords.erase(std::unique(passwords.begin(), passwords.end()), passwords.end());
    std::vector<std::string> hashes(passwords.size());
    std::atomic<std::size_t> next = 0;
    {
        std::vector<std::jthread> threads;
        for (unsigned i = 0; i < std::max(1u, std::thread::hardware_concurrency()); ++i)
            threads.emplace_back([&] {
                for (auto at = next++; at < passwords.size(); at = next++)
                    hashes[at] = identity::new_hash(passwords[at], pepper, cost);
            });
    }
    std::map<std::string, std::string> all;
    for (std::size_t i = 0; i < passwords.size(); ++i)
        all.emplace(std::move(passwords[i]), std::move(hashes[i]));
    return all;
}

}  // namespace guildhall::demo
