#include "desk/mail_report.h"

#include <gmime/gmime.h>
#include <memory>
#include <mutex>

#include "base/rules.h"
#include "base/secret.h"
#include "base/utf8.h"

namespace guildhall::desk {

namespace {

struct Unref {
    void operator()(gpointer object) const { g_object_unref(object); }
};
template <class T>
using Held = std::unique_ptr<T, Unref>;

struct Free {
    void operator()(char* text) const { g_free(text); }
};
using Text = std::unique_ptr<char, Free>;

void begin_gmime()
{
    static std::once_flag once;
    std::call_once(once, g_mime_init);
}

// Whatever a mail holds, as text that JSON and the database take.
std::string cleaned(char const* text)
{
    if (!text)
        return {};
    Text const valid(g_utf8_make_valid(text, -1));
    std::string kept;
    for (char const* at = valid.get(); *at; ++at)
        if (auto const c = static_cast<unsigned char>(*at); c != '\r' && (c >= ' ' || c == '\n' || c == '\t') && c != 0x7f)
            kept += *at;
    return kept;
}

struct Parts {
    std::string plain, other;
    std::string files;
};

void take_part(GMimeObject*, GMimeObject* part, gpointer into)
{
    auto& parts = *static_cast<Parts*>(into);
    if (!GMIME_IS_PART(part))
        return;
    auto const* const name = g_mime_part_get_filename(GMIME_PART(part));
    if (name || g_mime_part_is_attachment(GMIME_PART(part))) {
        parts.files += "\n- " + cleaned(name ? name : "?");
        return;
    }
    if (!GMIME_IS_TEXT_PART(part))
        return;
    Text const text(g_mime_text_part_get_text(GMIME_TEXT_PART(part)));
    auto* const type = g_mime_object_get_content_type(part);
    auto& kind = g_mime_content_type_is_type(type, "text", "plain") ? parts.plain : parts.other;
    kind += (kind.empty() ? "" : "\n\n") + cleaned(text.get());
}

std::string header_of(GMimeMessage* message, char const* name)
{
    return cleaned(g_mime_object_get_header(GMIME_OBJECT(message), name));
}

bool is_by_a_program(GMimeMessage* message)
{
    auto const submitted = header_of(message, "Auto-Submitted"), precedence = header_of(message, "Precedence");
    return (!submitted.empty() && !submitted.starts_with("no")) || precedence == "bulk" || precedence == "list" || precedence == "junk" ||
           header_of(message, "Return-Path") == "<>";
}

std::optional<std::string> sender_of(GMimeMessage* message)
{
    auto* const all = g_mime_message_get_from(message);
    if (is_by_a_program(message) || !all || internet_address_list_length(all) != 1)
        return {};
    auto* const first = internet_address_list_get_address(all, 0);
    if (!INTERNET_ADDRESS_IS_MAILBOX(first))
        return {};
    auto address = cleaned(internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(first)));
    if (broken(email, address))
        return {};
    return address;
}

// RFC 5321 4.4: each server puts its line before those that are there, and ends it with the time.
std::optional<Time> newest_receipt(GMimeMessage* message)
{
    auto const line = header_of(message, "Received");
    auto const semicolon = line.rfind(';');
    if (semicolon == line.npos)
        return {};
    GDateTime* const moment = g_mime_utils_header_decode_date(line.c_str() + semicolon + 1);
    if (!moment)
        return {};
    Time const received{g_date_time_to_unix(moment) * 1'000'000};
    g_date_time_unref(moment);
    return received;
}

Time receipt(std::optional<Time> said, Time now)
{
    constexpr std::int64_t embargo = 90LL * 24 * 3600 * 1'000'000;
    return said && *said <= now && said->microseconds >= now.microseconds - embargo ? *said : now;
}

std::string cut(std::string text)
{
    constexpr std::string_view note = "\n[…]";
    if (characters(text) <= longest_description)
        return text;
    std::size_t at = 0;
    for (std::size_t kept = 0; kept < longest_description - note.size(); ++kept)
        next_character(text, at);
    return text.substr(0, at) + std::string(note);
}

std::string description_of(GMimeMessage* message)
{
    Parts parts;
    g_mime_message_foreach(message, take_part, &parts);
    auto text = cleaned(g_mime_message_get_subject(message)) + "\n\n" + (parts.plain.empty() ? parts.other : parts.plain);
    if (!parts.files.empty())
        text += "\n\nFiles that came along, and were not kept:" + parts.files;
    auto const begin = text.find_first_not_of(" \t\n");
    return begin == text.npos ? "(The mail is empty.)" : cut(text.substr(begin));
}

}  // namespace

MailReport read_mail(std::string_view message, Time now)
{
    begin_gmime();
    Held<GMimeStream> const stream(g_mime_stream_mem_new_with_buffer(message.data(), message.size()));
    Held<GMimeParser> const parser(g_mime_parser_new_with_stream(stream.get()));
    Held<GMimeMessage> const read(g_mime_parser_construct_message(parser.get(), nullptr));
    if (!read || g_mime_header_list_get_count(g_mime_object_get_header_list(GMIME_OBJECT(read.get()))) == 0)
        throw std::runtime_error("This is no mail: it has no headers.");
    return {.received_at = receipt(newest_receipt(read.get()), now),
            .email = sender_of(read.get()),
            .description = description_of(read.get()),
            .digest = sha256(message)};
}

}  // namespace guildhall::desk
