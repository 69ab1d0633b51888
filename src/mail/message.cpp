#include "mail/message.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <ctime>
#include <stdexcept>

#include "base/rules.h"
#include "base/secret.h"

namespace guildhall::mail {

namespace {

constexpr std::string_view crlf = "\r\n";
constexpr std::string_view hex_digits = "0123456789ABCDEF";
constexpr std::size_t longest_line = 76;

bool is_plain(unsigned char c)
{
    return c >= 0x20 && c < 0x7f;
}

// Up to `most` bytes, and no character cut in two.
std::string_view whole_characters(std::string_view text, std::size_t most)
{
    auto size = std::min(text.size(), most);
    while (size < text.size() && size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80)
        --size;
    return text.substr(0, size);
}

std::string on_one_line(std::string_view text)
{
    std::string line(text);
    std::replace_if(
        line.begin(), line.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; }, ' ');
    return line;
}

void add_line(std::string& all, std::string_view line)
{
    std::size_t column = 0;
    for (std::size_t i = 0; i < line.size(); ++i) {
        auto const c = static_cast<unsigned char>(line[i]);
        bool const last = i + 1 == line.size();
        bool const bare = is_plain(c) && c != '=' && !(last && c == ' ');
        auto const width = bare ? 1u : 3u;
        if (column + width + (last ? 0 : 1) > longest_line) {
            all += "=\r\n";
            column = 0;
        }
        if (bare) {
            all += static_cast<char>(c);
        } else {
            all += '=';
            all += hex_digits[c >> 4];
            all += hex_digits[c & 15];
        }
        column += width;
    }
}

std::string part(std::string_view type, std::string_view text)
{
    return "Content-Type: " + std::string(type) + "; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n" +
           quoted_printable(text);
}

std::string written(Mailbox const& mailbox)
{
    if (mailbox.name.empty())
        return mailbox.address;
    bool const word = std::all_of(mailbox.name.begin(), mailbox.name.end(),
                                  [](unsigned char c) { return std::isalnum(c) || c == ' ' || c == '-' || c >= 0x80; });
    auto name = mailbox.name;
    std::erase_if(name, [](char c) { return c == '"' || c == '\\'; });
    return (word ? encoded_words(name) : '"' + on_one_line(name) + '"') + " <" + mailbox.address + ">";
}

}  // namespace

bool is_address(std::string_view text)
{
    bool const harmless = std::none_of(text.begin(), text.end(), [](unsigned char c) {
        return c <= 0x20 || c == 0x7f || c == '<' || c == '>' || c == ',' || c == ';' || c == '"' || c == '(' || c == ')' || c == '\\';
    });
    return harmless && !broken(email, text);
}

std::optional<Mailbox> Mailbox::parse(std::string_view text)
{
    Mailbox mailbox;
    auto const open = text.rfind('<');
    if (open != text.npos && text.ends_with('>')) {
        mailbox.name = text.substr(0, text.find_last_not_of(' ', open ? open - 1 : 0) + 1);
        mailbox.address = text.substr(open + 1, text.size() - open - 2);
        if (open == 0)
            mailbox.name.clear();
    } else {
        mailbox.address = text;
    }
    bool const readable = std::none_of(mailbox.name.begin(), mailbox.name.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; });
    if (!readable || mailbox.name.size() > 100 || !is_address(mailbox.address))
        return {};
    return mailbox;
}

std::string quoted_printable(std::string_view text)
{
    std::string all;
    while (!text.empty()) {
        auto const end = std::min(text.find('\n'), text.size());
        add_line(all, text.substr(0, end));
        all += crlf;
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return all;
}

std::string encoded_words(std::string_view text)
{
    auto line = on_one_line(text);
    bool const ascii = std::all_of(line.begin(), line.end(), [](unsigned char c) { return is_plain(c); });
    if (ascii && line.size() <= 60 && line.find("=?") == line.npos)
        return line;
    constexpr std::size_t most_bytes = 42;  // of base64, within a word of 75 characters
    std::string all;
    for (std::string_view rest = line; !rest.empty();) {
        auto const some = whole_characters(rest, most_bytes);
        all += (all.empty() ? "" : "\r\n ") + ("=?UTF-8?B?" + base64(some) + "?=");
        rest.remove_prefix(some.size());
    }
    return all;
}

std::string date_of(Time at)
{
    constexpr std::array days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    auto const seconds = static_cast<std::time_t>(at.microseconds / 1'000'000);
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    char time[32];
    std::strftime(time, sizeof time, " %Y %H:%M:%S +0000", &parts);
    return std::string(days[static_cast<std::size_t>(parts.tm_wday)]) + ", " + std::to_string(parts.tm_mday) + " " +
           months[static_cast<std::size_t>(parts.tm_mon)] + time;
}

std::string message(Envelope const& envelope, Content const& content)
{
    if (!is_address(envelope.to) || !is_address(envelope.from.address))
        throw std::invalid_argument("what a mail is addressed to is no address");
    auto const domain = envelope.from.address.substr(envelope.from.address.rfind('@') + 1);
    auto const boundary = "guildhall-" + hex(random_bytes(9));
    return "Date: " + date_of(envelope.at) + "\r\nFrom: " + written(envelope.from) + "\r\nTo: " + envelope.to +
           "\r\nSubject: " + encoded_words(content.subject) + "\r\nMessage-ID: <" + envelope.id + "@" + domain +
           ">\r\nAuto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=\"" + boundary +
           "\"\r\n\r\n--" + boundary + "\r\n" + part("text/plain", content.plain) + "\r\n--" + boundary + "\r\n" +
           part("text/html", content.html) + "\r\n--" + boundary + "--\r\n";
}

}  // namespace guildhall::mail
