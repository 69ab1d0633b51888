#include "identity/password.h"

#include "base/secret.h"
#include "base/utf8.h"
#include "identity/common_passwords.txt.h"

#include <crypt.h>
#include <openssl/crypto.h>

#include <algorithm>
#include <array>
#include <memory>
#include <stdexcept>
#include <utility>

namespace guildhall::identity {

namespace {

constexpr std::size_t setting_length = 29, hash_length = 60, mark_length = 8;

// A hash or setting, and the mark behind it without the "~".
std::pair<std::string_view, std::string_view> taken_apart(std::string_view hash)
{
    auto const end = hash.find('~');
    return {hash.substr(0, end), end == hash.npos ? std::string_view() : hash.substr(end + 1)};
}

int cost_of(std::string_view setting)
{
    return (setting[4] - '0') * 10 + (setting[5] - '0');
}

std::string lower_case(std::string_view text)
{
    std::string lower(text);
    for (char& c : lower)
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
    return lower;
}

// A binary search over the lines of a sorted text, where they stand: no table has to be built at the start.
bool stands_in(std::string_view sorted_lines, std::string_view wanted)
{
    while (!sorted_lines.empty()) {
        auto middle = sorted_lines.size() / 2;
        auto before = sorted_lines.rfind('\n', middle ? middle - 1 : 0);
        auto begin = middle == 0 || before == sorted_lines.npos ? 0 : before + 1;
        auto end = std::min(sorted_lines.find('\n', begin), sorted_lines.size());
        auto line = sorted_lines.substr(begin, end - begin);
        if (line == wanted)
            return true;
        if (wanted < line)
            sorted_lines = sorted_lines.substr(0, begin);
        else
            sorted_lines.remove_prefix(std::min(end + 1, sorted_lines.size()));
    }
    return false;
}

void need_cost(int cost)
{
    if (cost < least_cost || cost > greatest_cost)
        throw std::invalid_argument("the cost of a password hash must be from 10 to 16");
}

void need_setting(std::string_view setting, bool from_crmms)
{
    auto digit = [&](std::size_t at) { return setting[at] >= '0' && setting[at] <= '9'; };
    if ((setting.size() != setting_length && setting.size() != hash_length) || !setting.starts_with("$2b$") || setting[6] != '$' ||
        !digit(4) || !digit(5))
        throw std::invalid_argument("a password setting must begin with $2b$, a cost and a salt");
    if (!from_crmms || cost_of(setting) > greatest_cost)
        need_cost(cost_of(setting));
}

}  // namespace

std::optional<std::string> password_problem(std::string_view password, std::string_view email)
{
    auto length = characters(password);
    if (length < 8)
        return "must have at least 8 characters";
    if (length > 256)
        return "must have at most 256 characters";
    auto lower = lower_case(password);
    if (lower == lower_case(email))
        return "must not be the e-mail address";
    if (stands_in(text::common_passwords, lower))
        return "is one of the passwords that are tried first: please choose another";
    return std::nullopt;
}

std::string prehash(std::string_view password, std::string_view pepper)
{
    return base64(hmac_sha384(pepper, password));
}

std::string new_setting(int cost)
{
    need_cost(cost);
    auto salt = random_bytes(16);
    std::array<char, CRYPT_GENSALT_OUTPUT_SIZE> setting{};
    if (!crypt_gensalt_rn("$2b$", static_cast<unsigned long>(cost), salt.data(), static_cast<int>(salt.size()), setting.data(),
                          static_cast<int>(setting.size())))
        throw std::runtime_error("libxcrypt made no bcrypt setting");
    return setting.data();
}

std::string pepper_mark(std::string_view pepper)
{
    return hex(hmac_sha256(pepper, "which pepper")).substr(0, mark_length);
}

std::string const& Peppers::of(std::string_view hash) const
{
    auto const mark = taken_apart(hash).second;
    if (mark.empty())
        return former.empty() ? present : former.back();
    if (mark == pepper_mark(present) || mark == crmms_mark)
        return present;
    auto const found = std::ranges::find_if(former, [&](auto const& pepper) { return mark == pepper_mark(pepper); });
    if (found == former.end())
        throw std::runtime_error("the pepper " + std::string(mark) + ", with which a password was hashed, is gone");
    return *found;
}

bool Peppers::outdated(std::string_view hash, int cost) const
{
    auto const [setting, mark] = taken_apart(hash);
    return cost_of(setting) < cost || (mark.empty() ? !former.empty() : mark != pepper_mark(present));
}

std::string new_hash(std::string_view password, std::string_view pepper, int cost)
{
    return hash_with_setting(new_setting(cost) + "~" + pepper_mark(pepper), password, pepper);
}

std::string hash_with_setting(std::string_view marked, std::string_view password, std::string_view pepper)
{
    auto const [setting, mark] = taken_apart(marked);
    need_setting(setting, mark == crmms_mark);
    auto scratch = std::make_unique<crypt_data>();
    std::string phrase = mark == crmms_mark ? std::string(password) : prehash(password, pepper);
    std::string salted(setting);
    char const* hashed = crypt_rn(phrase.c_str(), salted.c_str(), scratch.get(), sizeof *scratch);
    std::string hash = hashed ? hashed : "";
    OPENSSL_cleanse(scratch.get(), sizeof *scratch);
    OPENSSL_cleanse(phrase.data(), phrase.size());
    if (hash.size() != hash_length)
        throw std::invalid_argument("libxcrypt does not take this password setting");
    return mark.empty() ? hash : hash + "~" + std::string(mark);
}

std::vector<std::string> rest_of_work(std::string_view marked, int cost)
{
    std::vector<std::string> rest;
    auto const [setting, mark] = taken_apart(marked);
    if (mark != crmms_mark)
        return rest;
    for (int each = cost_of(setting); each < cost; ++each) {  // 2^c, and 2^c + 2^(c+1) + … + 2^(cost-1) more
        std::string more(marked);
        more[4] = static_cast<char>('0' + each / 10);
        more[5] = static_cast<char>('0' + each % 10);
        rest.push_back(std::move(more));
    }
    return rest;
}

}  // namespace guildhall::identity
