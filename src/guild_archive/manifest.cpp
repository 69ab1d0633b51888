#include "guild_archive/manifest.h"

#include "base/failure.h"
#include "base/json_member.h"
#include "base/secret.h"

namespace guildhall::guild_archive {

namespace {

constexpr std::int64_t format = 1;

Uuid id_in(json::Value const& value, std::string_view name)
{
    auto const id = Uuid::parse(audit::text_in(value, name));
    if (!id)
        throw Failure(Problem::malformed, std::string(name) + " is no id.");
    return *id;
}

void write_part(json::Writer& out, Part const& part)
{
    out.begin_object();
    write(out, "table", part.name);
    out.plain_key("columns");
    out.begin_array();
    for (auto const& column : part.columns)
        out.string(column);
    out.end_array();
    write(out, "rows", part.rows);
    write(out, "sum", part.sum);
    out.end_object();
}

void write_file(json::Writer& out, File const& file)
{
    out.begin_object();
    write(out, "path", file.path);
    write(out, "bytes", file.bytes);
    write(out, "sha256", file.sha256);
    out.end_object();
}

Part part_of(json::Value const& value)
{
    Part part{.name = audit::text_in(value, "table"), .rows = audit::number_in(value, "rows"), .sum = audit::text_in(value, "sum")};
    for (auto const& column : audit::items_in(value, "columns"))
        part.columns.push_back(column.string);
    return part;
}

}  // namespace

std::int64_t Manifest::rows() const
{
    std::int64_t all = 0;
    for (auto const& part : parts)
        all += part.rows;
    return all;
}

std::string text_of(Manifest const& manifest, std::string_view kid)
{
    std::string text;
    json::Writer out(text);
    out.begin_object();
    write(out, "guildhall_guild_archive", format);
    write(out, "kid", kid);
    write(out, "version", manifest.version);
    write(out, "migration", manifest.migration);
    write(out, "made_at", manifest.made_at.text());
    write(out, "guild_id", manifest.guild.text());
    write(out, "guild_name", manifest.guild_name);
    write(out, "access_owner_id", manifest.access_owner.text());
    out.plain_key("tables");
    out.begin_array();
    for (auto const& part : manifest.parts)
        write_part(out, part);
    out.end_array();
    out.plain_key("files");
    out.begin_array();
    for (auto const& file : manifest.files)
        write_file(out, file);
    out.end_array();
    out.end_object();
    return text + "\n";
}

Manifest manifest_of(std::string_view text)
{
    if (!text.ends_with('\n'))
        throw Failure(Problem::malformed, "The manifest is cut short.");
    auto const value = json::parse(text.substr(0, text.size() - 1));
    if (audit::number_in(value, "guildhall_guild_archive") != format)
        throw Failure(Problem::malformed, "It is of another format.");
    auto const made_at = Time::parse(audit::text_in(value, "made_at"));
    if (!made_at)
        throw Failure(Problem::malformed, "made_at is no time.");
    Manifest manifest{.version = audit::text_in(value, "version"),
                      .migration = audit::text_in(value, "migration"),
                      .made_at = *made_at,
                      .guild = id_in(value, "guild_id"),
                      .access_owner = id_in(value, "access_owner_id"),
                      .guild_name = audit::text_in(value, "guild_name")};
    for (auto const& part : audit::items_in(value, "tables"))
        manifest.parts.push_back(part_of(part));
    for (auto const& file : audit::items_in(value, "files"))
        manifest.files.push_back({audit::text_in(file, "path"), audit::number_in(file, "bytes"), audit::text_in(file, "sha256")});
    return manifest;
}

std::string kid_in(std::string_view text)
{
    return audit::text_in(json::parse(text.substr(0, text.find('\n'))), "kid");
}

// RFC 8410: a public key of Ed25519 is this, and then its 32 bytes.
std::string pem_of(std::string_view public_key)
{
    constexpr std::string_view begin = "302a300506032b6570032100";
    return "-----BEGIN PUBLIC KEY-----\n" + base64(*unhex(begin) + std::string(public_key)) + "\n-----END PUBLIC KEY-----\n";
}

std::string sums_of(std::vector<File> const& files, std::string_view manifest_text)
{
    std::string text = hex(sha256(manifest_text)) + "  " + std::string(manifest_file) + "\n";
    for (auto const& file : files)
        text += file.sha256 + "  " + file.path + "\n";
    return text;
}

}  // namespace guildhall::guild_archive
