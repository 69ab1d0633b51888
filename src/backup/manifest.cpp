#include "backup/manifest.h"

#include <algorithm>

#include "base/failure.h"
#include "base/json_member.h"
#include "base/secret.h"

namespace guildhall::backup {

namespace {

constexpr std::int64_t format = 1;

template <class Items, class Item>
void write_list(json::Writer& out, std::string_view name, Items const& items, Item const& item)
{
    out.plain_key(name);
    out.begin_array();
    for (auto const& each : items) {
        out.begin_object();
        item(each);
        out.end_object();
    }
    out.end_array();
}

std::string text_of(Manifest const& manifest)
{
    std::string text;
    json::Writer out(text);
    out.begin_object();
    write(out, "guildhall_backup", format);
    write(out, "version", manifest.version);
    write(out, "made_at", manifest.made_at.text());
    write(out, "migration", manifest.migration);
    out.plain_key("has_keys");
    out.boolean(manifest.has_keys);
    write_list(out, "parts", manifest.parts, [&](Part const& part) {
        write(out, "name", part.name);
        write(out, "bytes", static_cast<std::int64_t>(part.sum.bytes));
        write(out, "sha256", part.sum.sha256);
    });
    write_list(out, "tables", manifest.tables, [&](db::Fingerprint const& table) {
        write(out, "name", table.table);
        write(out, "rows", table.rows);
        write(out, "sum", table.sum);
    });
    write_list(out, "settings", manifest.settings, [&](auto const& setting) {
        write(out, "name", setting.first);
        write(out, "value", setting.second);
    });
    out.end_object();
    return text;
}

Manifest read(json::Value const& value)
{
    using audit::items_in, audit::number_in, audit::text_in;
    if (number_in(value, "guildhall_backup") != format)
        throw Failure(Problem::malformed, "It is of another format.");
    auto const made_at = Time::parse(text_in(value, "made_at"));
    if (!made_at)
        throw Failure(Problem::malformed, "made_at is no time.");
    Manifest manifest{.version = text_in(value, "version"), .made_at = *made_at, .migration = text_in(value, "migration")};
    auto const* has_keys = value.find("has_keys");
    manifest.has_keys = has_keys && has_keys->boolean;
    for (auto const& part : items_in(value, "parts"))
        manifest.parts.push_back({text_in(part, "name"), {static_cast<std::uint64_t>(number_in(part, "bytes")), text_in(part, "sha256")}});
    for (auto const& table : items_in(value, "tables"))
        manifest.tables.push_back({text_in(table, "name"), number_in(table, "rows"), text_in(table, "sum")});
    for (auto const& setting : items_in(value, "settings"))
        manifest.settings.emplace_back(text_in(setting, "name"), text_in(setting, "value"));
    return manifest;
}

}  // namespace

Part const* Manifest::part(std::string_view name) const
{
    auto const found = std::ranges::find(parts, name, &Part::name);
    return found == parts.end() ? nullptr : &*found;
}

std::string signed_text(Manifest const& manifest, Signer const& signer)
{
    auto const said = text_of(manifest);
    std::string signature;
    json::Writer out(signature);
    out.begin_object();
    write(out, "kid", signer.kid());
    write(out, "signature", hex(signer.sign(said)));
    out.end_object();
    return said + "\n" + signature + "\n";
}

ReadManifest manifest_of(std::string_view text)
{
    auto const end = text.find('\n');
    if (end == text.npos)
        throw Failure(Problem::malformed, "The manifest is cut short.");
    ReadManifest manifest;
    manifest.said = text.substr(0, end);
    auto const signature = json::parse(text.substr(end + 1));
    manifest.kid = audit::text_in(signature, "kid");
    manifest.signature = audit::bytes_in(signature, "signature");
    manifest.manifest = read(json::parse(manifest.said));
    return manifest;
}

bool ReadManifest::is_signed(audit::PublicKeys const& keys) const
{
    auto const key = keys.find(kid);
    return key != keys.end() && is_signed_by(key->second, said, signature);
}

}  // namespace guildhall::backup
