#include "identity/keys.h"

#include "base/secret.h"
#include "identity/key_files.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <stdexcept>
#include <string_view>

namespace guildhall::identity {

namespace {

struct Setting {
    char const* name;  // of the variable
    char const* file;  // in <data>/keys
    bool required;
};
constexpr std::array<Setting, 5> settings{{
    {"GUILDHALL_JWT_KEY", "jwt", true},
    {"GUILDHALL_JWT_KEY_PREVIOUS", "jwt_previous", false},
    {"GUILDHALL_PEPPER", "pepper", true},
    {"GUILDHALL_FIELD_KEY", "field", true},
    {"GUILDHALL_AUDIT_KEY", "audit", true},
}};
constexpr std::size_t least_length = 32, least_different = 10;

// What people leave in from a manual or a template. None of these stands in a random text by accident.
constexpr std::array<std::string_view, 12> placeholders{"change", "placeholder", "example",  "secret",   "password",  "default",
                                                        "insert", "replace",     "your-key", "your_key", "guildhall", "0123456789"};

std::optional<std::string> weakness(std::string const& text)
{
    if (text.empty())
        return "is empty";
    if (text.size() < least_length)
        return "must have at least 32 characters; `openssl rand -base64 32` makes a good one";
    std::string lower = text;
    std::ranges::transform(lower, lower.begin(), [](unsigned char c) { return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c; });
    auto found = std::ranges::any_of(placeholders, [&](auto word) { return lower.find(word) != lower.npos; });
    if (found || std::set<char>(text.begin(), text.end()).size() < least_different)
        return "is a placeholder and not a secret; `openssl rand -base64 32` makes a good one";
    return std::nullopt;
}

// Every key's text by the name of its setting, and everything that is wrong.
class Collection {
public:
    explicit Collection(std::string folder) : folder_(std::move(folder)) {}

    // Takes what is given by variables and the files they name. True if it was given, well or badly.
    bool take_given(Setting const& setting, Lookup const& lookup)
    {
        auto text = lookup(setting.name);
        auto file_setting = std::string(setting.name) + "_FILE";
        auto path = lookup(file_setting);
        if (text && path)
            wrong(setting.name, "and " + file_setting + " are both set: keep one of them");
        else if (text)
            keep(setting.name, *text);
        else if (path)
            keep_file(setting.name, file_setting, read_secret_file(*path));
        return text || path;
    }

    void take_kept(Setting const& setting)
    {
        auto path = folder_ + "/" + setting.file;
        auto file = read_secret_file(path);
        if (file.text || file.problem)
            keep_file(setting.name, std::string(setting.name) + " (" + path + ")", std::move(file));
        else if (setting.required)
            wrong(setting.name, "is not set, and " + path + " is missing while other keys are there: bring it back from a backup");
    }

    void done() const
    {
        if (!problems_.empty())
            throw std::runtime_error(problems_);
    }

    std::optional<std::string> text(std::string const& name) const
    {
        auto found = texts_.find(name);
        return found == texts_.end() ? std::nullopt : std::optional(found->second);
    }

private:
    void wrong(std::string const& name, std::string const& what)
    {
        if (!problems_.empty())
            problems_ += '\n';
        problems_ += name + " " + what;
    }
    void keep_file(char const* name, std::string const& shown, SecretFile file)
    {
        if (file.problem)
            wrong(shown, *file.problem);
        else if (!file.text)
            wrong(shown, "names a file that is not there");
        else
            keep(name, *file.text);
    }
    void keep(char const* name, std::string const& text)
    {
        if (auto what = weakness(text))
            return wrong(name, *what);
        for (auto const& [other, same] : texts_)
            if (same == text)
                return wrong(name, "must not be the same as " + other);
        texts_[name] = text;
    }

    std::string folder_;
    std::map<std::string, std::string> texts_;
    std::string problems_;
};

// One text given for two purposes would still be two keys.
std::string derived(std::string const& text, std::string const& purpose)
{
    return hmac_sha256(text, "guildhall key: " + purpose);
}

void make_missing(std::string const& folder, std::vector<Setting> const& missing)
{
    std::vector<std::pair<std::string, std::string>> files;
    for (auto const& setting : missing)
        if (setting.required)
            files.emplace_back(setting.file, base64url(random_bytes(32)));
    if (!files.empty())
        make_secret_folder(folder, files);
}

}  // namespace

Keys read_keys(Lookup const& lookup, std::string const& data_folder)
{
    auto folder = data_folder + "/keys";
    Collection collection(folder);
    std::vector<Setting> missing;
    for (auto const& setting : settings)
        if (!collection.take_given(setting, lookup))
            missing.push_back(setting);
    if (missing_or_empty(folder)) {
        collection.done();  // nothing is made for a start that is refused
        make_missing(folder, missing);
    }
    if (std::ranges::any_of(missing, &Setting::required))
        for (auto const& setting : missing)
            collection.take_kept(setting);
    collection.done();

    Keys keys;
    for (auto name : {"GUILDHALL_JWT_KEY", "GUILDHALL_JWT_KEY_PREVIOUS"})
        if (auto text = collection.text(name)) {
            auto secret = derived(*text, "jwt");
            keys.jwt.push_back({hex(sha256(secret)).substr(0, 16), secret});
        }
    keys.pepper = derived(collection.text("GUILDHALL_PEPPER").value(), "pepper");
    keys.field = derived(collection.text("GUILDHALL_FIELD_KEY").value(), "field");
    keys.audit = derived(collection.text("GUILDHALL_AUDIT_KEY").value(), "audit");
    return keys;
}

}  // namespace guildhall::identity
