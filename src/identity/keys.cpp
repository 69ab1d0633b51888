#include "identity/keys.h"

#include "base/secret.h"
#include "identity/key_files.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <sstream>
#include <stdexcept>
#include <string_view>

namespace guildhall::identity {

namespace {

struct Setting {
    char const* name;  // of the variable
    char const* file;  // in <data>/keys
    enum Kind { required, later, former } kind;
};
// `later`: there was none in the first versions, so that one that is missing is made.
constexpr std::array<Setting, 9> settings{{
    {"GUILDHALL_JWT_KEY", "jwt", Setting::required},
    {"GUILDHALL_PEPPER", "pepper", Setting::required},
    {"GUILDHALL_FIELD_KEY", "field", Setting::required},
    {"GUILDHALL_AUDIT_KEY", "audit", Setting::required},
    {"GUILDHALL_SESSION_KEY", "session", Setting::later},
    {"GUILDHALL_JWT_KEY_PREVIOUS", "jwt_previous", Setting::former},
    {"GUILDHALL_PEPPER_PREVIOUS", "pepper_previous", Setting::former},
    {"GUILDHALL_FIELD_KEY_PREVIOUS", "field_previous", Setting::former},
    {"GUILDHALL_AUDIT_KEY_PREVIOUS", "audit_previous", Setting::former},
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
            keep(setting, *text);
        else if (path)
            keep_file(setting, file_setting, read_secret_file(*path));
        return text || path;
    }

    void take_kept(Setting const& setting)
    {
        auto path = folder_ + "/" + setting.file;
        auto file = read_secret_file(path);
        if (file.text || file.problem)
            keep_file(setting, std::string(setting.name) + " (" + path + ")", std::move(file));
        else if (setting.kind == Setting::later)
            keep(setting, add_secret_file(path, base64url(random_bytes(32))));
        else if (setting.kind == Setting::required)
            wrong(setting.name, "is not set, and " + path + " is missing while other keys are there: bring it back from a backup");
    }

    void done() const
    {
        if (!problems_.empty())
            throw std::runtime_error(problems_);
    }

    // One of most settings; of former keys any number, the newest first.
    std::vector<std::string> texts(std::string const& name) const
    {
        auto found = texts_.find(name);
        return found == texts_.end() ? std::vector<std::string>() : found->second;
    }

private:
    void wrong(std::string const& name, std::string const& what)
    {
        if (!problems_.empty())
            problems_ += '\n';
        problems_ += name + " " + what;
    }
    void keep_file(Setting const& setting, std::string const& shown, SecretFile file)
    {
        if (file.problem)
            wrong(shown, *file.problem);
        else if (!file.text)
            wrong(shown, "names a file that is not there");
        else
            keep(setting, *file.text);
    }
    void keep(Setting const& setting, std::string const& text)
    {
        if (setting.kind != Setting::former)
            return keep_one(setting, text);
        std::istringstream lines(text);
        for (std::string line; std::getline(lines, line);)
            if (!is_current_of(setting, line))
                keep_one(setting, line);
    }
    // Where a change of keys was cut short, the present one already stands among the former ones.
    bool is_current_of(Setting const& setting, std::string const& text) const
    {
        std::string_view const name = setting.name;
        auto const found = texts_.find(std::string(name.substr(0, name.rfind("_PREVIOUS"))));
        return found != texts_.end() && found->second.front() == text;
    }
    void keep_one(Setting const& setting, std::string const& text)
    {
        if (auto what = weakness(text))
            return wrong(setting.name, *what);
        for (auto const& [other, theirs] : texts_)
            if (std::ranges::find(theirs, text) != theirs.end())
                return wrong(setting.name, "must not be the same as " + other);
        texts_[setting.name].push_back(text);
    }

    std::string folder_;
    std::map<std::string, std::vector<std::string>> texts_;
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
        if (setting.kind != Setting::former)
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
    if (std::ranges::any_of(missing, [](Setting const& setting) { return setting.kind != Setting::former; }))
        for (auto const& setting : missing)
            collection.take_kept(setting);
    collection.done();

    auto one = [&](char const* name, char const* purpose) { return derived(collection.texts(name).front(), purpose); };
    auto several = [&](char const* name, char const* purpose) {
        std::vector<std::string> all;
        for (auto const& text : collection.texts(name))
            all.push_back(derived(text, purpose));
        return all;
    };
    Keys keys{.jwt = {},
              .pepper = one("GUILDHALL_PEPPER", "pepper"),
              .field = one("GUILDHALL_FIELD_KEY", "field"),
              .audit = one("GUILDHALL_AUDIT_KEY", "audit"),
              .session = one("GUILDHALL_SESSION_KEY", "session"),
              .former_peppers = several("GUILDHALL_PEPPER_PREVIOUS", "pepper"),
              .former_fields = several("GUILDHALL_FIELD_KEY_PREVIOUS", "field"),
              .former_audits = several("GUILDHALL_AUDIT_KEY_PREVIOUS", "audit")};
    for (auto name : {"GUILDHALL_JWT_KEY", "GUILDHALL_JWT_KEY_PREVIOUS"})
        for (auto& secret : several(name, "jwt"))
            keys.jwt.push_back({hex(sha256(secret)).substr(0, 16), secret});
    return keys;
}

}  // namespace guildhall::identity
