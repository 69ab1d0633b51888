#include "backup/kept_settings.h"

#include <fstream>
#include <iterator>
#include <stdexcept>

#include "audit/checkpoint.h"
#include "base/failure.h"
#include "base/json_member.h"
#include "identity/key_files.h"

namespace guildhall::backup {

namespace {

constexpr std::string_view file_suffix = "_FILE";

bool is_secret(std::string_view name)
{
    for (auto const* word : {"KEY", "PEPPER", "PASSWORD", "SECRET", "TOKEN", "DATABASE_URL", "MIGRATE_URL", "BACKUP_URL", "COMMAND"})
        if (name.find(word) != name.npos)
            return true;
    return false;
}

// GUILDHALL_ENV_FILE itself says where the others stand: they are among them already.
bool names_a_file(std::string_view name)
{
    return name.ends_with(file_suffix) && name != "GUILDHALL_ENV_FILE";
}

std::string content_of(std::string const& name, std::string const& path)
{
    std::ifstream in(path, std::ios::binary);
    if (!in)
        throw std::runtime_error(name + " cannot be read");
    return {std::istreambuf_iterator<char>(in), {}};
}

// A name comes out of a backup: it becomes a file's only if it is one of ours.
bool is_a_name(std::string_view name)
{
    return name.starts_with("GUILDHALL_") && name.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") == name.npos;
}

}  // namespace

Environment public_settings(Environment const& all)
{
    Environment some;
    for (auto const& setting : all)
        if (!is_secret(setting.first))
            some.push_back(setting);
    return some;
}

std::string kept_settings(Environment const& all)
{
    std::string text;
    json::Writer out(text);
    out.begin_object();
    out.plain_key("settings");
    out.begin_array();
    for (auto const& [name, value] : all) {
        if (name == "GUILDHALL_ENV_FILE")
            continue;
        out.begin_object();
        write(out, "name", name);
        write(out, "value", value);
        if (names_a_file(name))
            write(out, "content", content_of(name, value));
        out.end_object();
    }
    out.end_array();
    out.end_object();
    return text;
}

void bring_settings(std::string_view kept, std::string const& folder)
{
    std::string lines;
    std::vector<std::pair<std::string, std::string>> files;
    auto const all = json::parse(kept);
    for (auto const& setting : audit::items_in(all, "settings")) {
        auto name = audit::text_in(setting, "name"), value = audit::text_in(setting, "value");
        auto const* content = setting.find("content");
        if (!is_a_name(name))
            continue;
        bool const has_lines = value.find('\n') != value.npos;
        if (content || has_lines) {
            if (!content)
                name += file_suffix;
            files.emplace_back(name, content ? content->string : value);
            value = folder + "/" + name;
        }
        lines += name + "=" + value + "\n";
    }
    files.insert(files.begin(), {"settings.env", lines});
    for (auto& [name, text] : files)
        if (text.ends_with('\n'))
            text.pop_back();  // each gets one
    identity::make_secret_folder(folder, files);
}

}  // namespace guildhall::backup
