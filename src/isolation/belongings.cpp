#include "isolation/belongings.h"

namespace guildhall::isolation {

namespace {

// Names that do not say what they name.
std::map<std::string, std::string> const& other_words()
{
    static std::map<std::string, std::string> const words{
        {"owner", "accounts"},     {"assignee", "accounts"}, {"actor", "accounts"},       {"head", "accounts"},   {"person", "accounts"},
        {"moderator", "accounts"}, {"parent", "spots"},      {"lines", "estimate_lines"}, {"other", "customers"}, {"record", "customers"},
        {"ids", "customers"},      {"add_tags", "tags"},     {"remove_tags", "tags"},     {"trashed", "trashed"},
    };
    return words;
}

std::string several(std::string const& word)
{
    return word.ends_with('y') && !word.ends_with("ey") ? word.substr(0, word.size() - 1) + "ies" : word + "s";
}

}  // namespace

std::string kind_of(std::string reference)
{
    if (auto const dot = reference.rfind('.'); dot != reference.npos)
        reference = reference.substr(dot + 1) == "id" ? reference.substr(0, dot) : reference.substr(dot + 1);
    for (std::string const ending : {"_id", "_ids"})
        if (reference.ends_with(ending))
            reference.resize(reference.size() - ending.size());
    auto const other = other_words().find(reference);
    return other == other_words().end() ? several(reference) : other->second;
}

std::string why_none(std::string const& kind)
{
    if (kind == "desk_cases" || kind == "desk_members")
        return "the security desk is the installation's, and nobody of a company is at it";
    return kind == "isolation_receipts" ? "receipts are the installation's, and everybody who may read one reads all of them" : "";
}

std::string Belongings::of_reference(std::string const& name) const
{
    auto const found = one.find(kind_of(name));
    return found == one.end() ? "" : found->second;
}

}  // namespace guildhall::isolation
