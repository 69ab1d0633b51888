#include "backup/stamps.h"

#include <fstream>
#include <iterator>

#include "base/failure.h"
#include "base/json_member.h"
#include "identity/key_files.h"

namespace guildhall::backup {

namespace {

constexpr std::string_view stamp_file = "/backup.json", proof_file = "/backup-proof.json";

Time time_in(json::Value const& value, std::string_view name)
{
    auto const time = Time::parse(audit::text_in(value, name));
    if (!time)
        throw Failure(Problem::malformed, std::string(name) + " is no time.");
    return *time;
}

template <class T>
std::optional<T> read(std::string const& path, T (*of)(json::Value const&))
try {
    std::ifstream in(path, std::ios::binary);
    if (!in)
        return {};
    return of(json::parse(std::string{std::istreambuf_iterator<char>(in), {}}));
} catch (Failure const&) {
    return {};
}

Stamp stamp_of(json::Value const& value)
{
    return {.backup = audit::text_in(value, "backup"),
            .made_at = time_in(value, "made_at"),
            .bytes = static_cast<std::uint64_t>(audit::number_in(value, "bytes")),
            .rows = audit::number_in(value, "rows")};
}

Proof proof_of(json::Value const& value)
{
    Proof proof{.backup = audit::text_in(value, "backup"),
                .made_at = time_in(value, "made_at"),
                .proven_at = time_in(value, "proven_at"),
                .tables = static_cast<std::size_t>(audit::number_in(value, "tables")),
                .rows = audit::number_in(value, "rows"),
                .entries = audit::number_in(value, "entries")};
    for (auto const& finding : audit::items_in(value, "findings"))
        proof.findings.push_back(finding.string);
    return proof;
}

}  // namespace

void keep_stamp(std::string const& data, Stamp const& stamp)
{
    std::string text;
    json::Writer out(text);
    out.begin_object();
    write(out, "backup", stamp.backup);
    write(out, "made_at", stamp.made_at.text());
    write(out, "bytes", static_cast<std::int64_t>(stamp.bytes));
    write(out, "rows", stamp.rows);
    out.end_object();
    identity::write_secret_file(data + std::string(stamp_file), text);
}

std::optional<Stamp> stamp_in(std::string const& data)
{
    return read<Stamp>(data + std::string(stamp_file), stamp_of);
}

void keep_proof(std::string const& data, Proof const& proof)
{
    std::string text;
    json::Writer out(text);
    out.begin_object();
    write(out, "backup", proof.backup);
    write(out, "made_at", proof.made_at.text());
    write(out, "proven_at", proof.proven_at.text());
    write(out, "tables", static_cast<std::int64_t>(proof.tables));
    write(out, "rows", proof.rows);
    write(out, "entries", proof.entries);
    out.plain_key("findings");
    out.begin_array();
    for (auto const& finding : proof.findings)
        out.string(finding);
    out.end_array();
    out.end_object();
    identity::write_secret_file(data + std::string(proof_file), text);
}

std::optional<Proof> proof_in(std::string const& data)
{
    return read<Proof>(data + std::string(proof_file), proof_of);
}

}  // namespace guildhall::backup
