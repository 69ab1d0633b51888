#include "guild_archive/opened.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <stdexcept>

#include "base/failure.h"
#include "base/secret.h"
#include "guild_archive/files.h"
#include "guild_archive/row_sum.h"

namespace guildhall::guild_archive {

namespace fs = std::filesystem;

namespace {

std::string of(std::string const& folder, std::string_view file)
{
    return content_of(folder + "/" + std::string(file));
}

void must_be_signed(std::string const& folder, std::string const& text, audit::PublicKeys const& believed)
{
    auto const kid = kid_in(text);
    auto const key = believed.find(kid);
    if (key == believed.end())
        throw std::runtime_error("It is signed with the key " + kid +
                                 ", which is not of this installation. Ask where it was made for its public key (guildhall keys list), "
                                 "and give it by --key.");
    if (!is_signed_by(key->second, text, of(folder, signature_file)))
        throw std::runtime_error("The signature of the manifest is not right.");
    if (of(folder, key_file) != pem_of(key->second))
        throw std::runtime_error(std::string(key_file) + " is not the key that it is signed with.");
}

std::set<std::string> files_in(std::string const& folder, std::vector<std::string>& findings)
{
    std::set<std::string> found;
    for (auto const& entry : fs::recursive_directory_iterator(folder)) {
        auto const path = fs::path(entry.path()).lexically_relative(folder).string();
        if (entry.symlink_status().type() == fs::file_type::regular)
            found.insert(path);
        else if (entry.symlink_status().type() != fs::file_type::directory)
            findings.push_back(path + " is no file.");
    }
    return found;
}

std::vector<std::string> differences(std::string const& folder, Manifest const& manifest, std::string const& text)
{
    std::vector<std::string> findings;
    auto there = files_in(folder, findings);
    for (auto const name : {manifest_file, signature_file, key_file, sums_file})
        there.erase(std::string(name));
    for (auto const& file : manifest.files) {
        if (there.erase(file.path) == 0)
            findings.push_back(file.path + " is missing.");
        else if (file_at(folder, file.path) != file)
            findings.push_back(file.path + " is not the one that was taken out.");
    }
    for (auto const& path : there)
        findings.push_back(path + " does not belong to it.");
    if (of(folder, sums_file) != sums_of(manifest.files, text))
        findings.push_back(std::string(sums_file) + " does not say what the manifest does.");
    return findings;
}

// The rows stand in the files that the manifest lists.
std::vector<std::string> missing_parts(Manifest const& manifest)
{
    std::vector<std::string> findings;
    for (auto const& part : manifest.parts)
        if (std::ranges::find(manifest.files, part.file(), &File::path) == manifest.files.end())
            findings.push_back(part.file() + " is not in the manifest.");
    return findings;
}

Manifest checked(std::string const& folder, std::string const& text, audit::PublicKeys const& believed)
try {
    must_be_signed(folder, text, believed);
    auto manifest = manifest_of(text);
    auto findings = missing_parts(manifest);
    auto const more = differences(folder, manifest, text);
    findings.insert(findings.end(), more.begin(), more.end());
    std::string all;
    for (auto const& finding : findings)
        all += "\n  " + finding;
    if (!all.empty())
        throw std::runtime_error("It is not as it was taken out:" + all);
    return manifest;
} catch (Failure const& failure) {
    throw std::runtime_error(std::string("The manifest cannot be read: ") + failure.what());
}

}  // namespace

Opened::Opened(std::string folder, audit::PublicKeys const& believed)
    : folder_(std::move(folder)), text_(of(folder_, manifest_file)), manifest_(checked(folder_, text_, believed))
{
}

std::string Opened::digest() const
{
    return hex(sha256(text_));
}

void Opened::read(Part const& part, TakeLine const& take) const
{
    std::ifstream in(folder_ + "/" + part.file(), std::ios::binary);
    RowSum sum;
    for (std::string line; std::getline(in, line);) {
        sum.add(line);
        take(line);
    }
    if (sum.rows() != part.rows || sum.text() != part.sum)
        throw std::runtime_error(part.file() + " does not hold the rows that the manifest says.");
}

}  // namespace guildhall::guild_archive
