#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "audit/checkpoint.h"
#include "base/id.h"
#include "base/signing.h"
#include "base/time.h"

// One guild as a folder of files that anybody can read and check (docs/operations.md).
namespace guildhall::guild_archive {

inline constexpr std::string_view manifest_file = "manifest.json", signature_file = "manifest.sig", key_file = "signing-key.pem",
                                  sums_file = "SHA256SUMS", readme_file = "README.txt", trail_file = "trail.jsonl";

// The rows of a table, one a line, as JSON.
struct Part {
    std::string name;  // "guild.customers"; its file is rows/guild.customers.jsonl
    std::vector<std::string> columns;
    std::int64_t rows = 0;
    std::string sum;  // of the rows (RowSum)

    std::string file() const { return "rows/" + name + ".jsonl"; }
    bool operator==(Part const&) const = default;
};

struct File {
    std::string path;  // within the archive
    std::int64_t bytes = 0;
    std::string sha256;

    bool operator==(File const&) const = default;
};

// What an archive says of itself.
struct Manifest {
    std::string version;    // of the Guildhall that made it
    std::string migration;  // the last one there
    Time made_at;
    Uuid guild, access_owner;
    std::string guild_name;
    std::vector<Part> parts;  // in the order in which they are brought in
    std::vector<File> files;  // all but those that follow from the manifest

    std::int64_t rows() const;
};

std::string text_of(Manifest const& manifest, std::string_view kid);
Manifest manifest_of(std::string_view text);  // Failure(malformed) where it is none
std::string kid_in(std::string_view text);

// What stands beside a manifest: its signature, 64 bytes, and how others check it: a public key as PEM, and what `sha256sum --check` reads.
std::string pem_of(std::string_view public_key);
std::string sums_of(std::vector<File> const& files, std::string_view manifest_text);

}  // namespace guildhall::guild_archive
