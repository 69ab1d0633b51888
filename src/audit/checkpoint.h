#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "audit/merkle.h"
#include "base/json.h"
#include "base/signing.h"
#include "base/time.h"

namespace guildhall::audit {

// What is signed: how all chains stood at one moment, without saying how any of them stood. docs/audit.md describes its bytes.
struct Note {
    std::int64_t number = 0;  // 1, 2, 3 … in one file
    Time time;
    std::string previous;  // SHA-256 of the file's line before it; of the first: 32 zeros
    std::size_t chains = 0;
    std::string root;  // of the tree over the heads of these chains
    std::string kid, signature;
};
std::string signed_text(Note const& note);

// A line of the checkpoint file: the note, and the heads that differ from those of the line before.
struct Checkpoint {
    Note note;
    std::vector<Head> changed;
};
std::string line_of(Checkpoint const& checkpoint);  // without a newline
Checkpoint checkpoint_of(std::string_view line);    // Failure(malformed) where it is none

void write_note(json::Writer& out, Note const& note);
Note note_of(json::Value const& value);

std::string first_previous();

// The public keys that are believed, by what they are called.
using PublicKeys = std::map<std::string, std::string>;
PublicKeys public_keys_of(std::string const& secret, std::vector<std::string> const& former_secrets);
bool is_signed(Note const& note, PublicKeys const& keys);

// Members of what was read from a file. Failure(malformed) where one is missing or another thing.
std::string const& text_in(json::Value const& value, std::string_view name);
std::int64_t number_in(json::Value const& value, std::string_view name);
std::string bytes_in(json::Value const& value, std::string_view name);  // of hexadecimal digits
std::vector<json::Value> const& items_in(json::Value const& value, std::string_view name);
std::string bytes_of(std::string const& hexadecimal);

}  // namespace guildhall::audit
