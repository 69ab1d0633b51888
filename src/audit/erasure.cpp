#include "audit/erasure.h"

#include "base/failure.h"
#include "base/json_member.h"
#include "base/secret.h"

namespace guildhall::audit {

namespace {

constexpr std::string_view domain = "guildhall erasure certificate 1\n";
constexpr std::int64_t format = 1;

void write_tables(json::Writer& out, Erasure const& erasure)
{
    out.plain_key("tables");
    out.begin_array();
    for (auto const& [table, rows] : erasure.tables) {
        out.begin_object();
        write(out, "table", table);
        write(out, "rows", rows);
        out.end_object();
    }
    out.end_array();
}

void write_words(json::Writer& out, std::string_view name, std::vector<std::string> const& words)
{
    out.plain_key(name);
    out.begin_array();
    for (auto const& word : words)
        out.string(word);
    out.end_array();
}

std::string text_of(Erasure const& erasure)
{
    std::string text;
    json::Writer out(text);
    out.begin_object();
    write(out, "guildhall_erasure", format);
    write(out, "id", erasure.id.text());
    write(out, "kind", erasure.kind);
    write(out, "guild_id", erasure.guild.text());
    write(out, "subject", erasure.subject);
    write(out, "how", erasure.how);
    write(out, "at", erasure.at.text());
    write(out, "by", erasure.by);
    write(out, "reason", erasure.reason);
    write(out, "version", erasure.version);
    write_tables(out, erasure);
    write(out, "rows", erasure.rows());
    write(out, "trail_entries", erasure.entries);
    write(out, "trail_head", erasure.head);
    write_words(out, "kept", erasure.kept);
    out.end_object();
    return text;
}

Uuid id_in(json::Value const& value, std::string_view name)
{
    auto const id = Uuid::parse(text_in(value, name));
    if (!id)
        throw Failure(Problem::malformed, std::string(name) + " is no id.");
    return *id;
}

Erasure erasure_of(json::Value const& value)
{
    if (number_in(value, "guildhall_erasure") != format)
        throw Failure(Problem::malformed, "It is of another format.");
    auto const at = Time::parse(text_in(value, "at"));
    if (!at)
        throw Failure(Problem::malformed, "at is no time.");
    Erasure erasure{.id = id_in(value, "id"),
                    .kind = text_in(value, "kind"),
                    .guild = id_in(value, "guild_id"),
                    .subject = text_in(value, "subject"),
                    .how = text_in(value, "how"),
                    .at = *at,
                    .by = text_in(value, "by"),
                    .reason = text_in(value, "reason"),
                    .version = text_in(value, "version"),
                    .entries = number_in(value, "trail_entries"),
                    .head = text_in(value, "trail_head")};
    for (auto const& table : items_in(value, "tables"))
        erasure.tables.emplace_back(text_in(table, "table"), number_in(table, "rows"));
    for (auto const& word : items_in(value, "kept"))
        erasure.kept.push_back(word.string);
    return erasure;
}

}  // namespace

std::int64_t Erasure::rows() const
{
    std::int64_t all = 0;
    for (auto const& table : tables)
        all += table.second;
    return all;
}

std::string signed_certificate(Erasure const& erasure, Signer const& signer)
{
    auto const text = text_of(erasure);
    std::string document;
    json::Writer out(document);
    out.begin_object();
    write(out, "certificate", text);
    write(out, "kid", signer.kid());
    write(out, "public_key", hex(signer.public_key()));
    write(out, "signature", hex(signer.sign(std::string(domain) + text)));
    out.end_object();
    return document;
}

CheckedErasure check_certificate(std::string_view document, PublicKeys const& believed)
{
    auto const whole = json::parse(document);
    auto const text = text_in(whole, "certificate");
    CheckedErasure checked{.erasure = erasure_of(json::parse(text)), .kid = text_in(whole, "kid")};
    auto const given = believed.find(checked.kid);
    auto const key = believed.empty() ? bytes_in(whole, "public_key") : given == believed.end() ? std::string() : given->second;
    checked.is_genuine = kid_of(key) == checked.kid && is_signed_by(key, std::string(domain) + text, bytes_in(whole, "signature"));
    return checked;
}

}  // namespace guildhall::audit
