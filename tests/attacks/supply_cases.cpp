// What the program is made of: packages, scripts and flags. Tried on the sources, by nobody in particular.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <optional>
#include <regex>
#include <set>
#include <sstream>

#include <regex.h>

#include "attacks/attack.h"

namespace guildhall::attacks {

namespace {

namespace fs = std::filesystem;

std::string content(fs::path const& file)
{
    std::ifstream in(file, std::ios::binary);
    std::stringstream text;
    text << in.rdbuf();
    return text.str();
}

bool is_ours(fs::path const& path)
{
    for (auto const& part : path)
        if (part == "node_modules" || part == "build" || part == ".git" || part == "dist" || part == "var" || part == "test-results" ||
            part == "__pycache__")
            return false;
    return true;
}

// The files that we wrote, by their endings.
std::vector<fs::path> files(Trial& trial, std::string const& below, std::regex const& named)
{
    std::vector<fs::path> found;
    fs::path const root = fs::path(trial.sources()) / below;
    if (!fs::exists(root))
        return found;
    for (auto at = fs::recursive_directory_iterator(root); at != fs::recursive_directory_iterator(); ++at) {
        if (at->is_directory() && !is_ours(at->path().filename()))
            at.disable_recursion_pending();
        else if (at->is_regular_file() && std::regex_search(at->path().filename().string(), named))
            found.push_back(at->path());
    }
    return found;
}

// A pattern that is looked for line by line (POSIX extended: quick enough for all sources).
class Pattern {
public:
    explicit Pattern(std::string const& text)
    {
        if (regcomp(&compiled_, text.c_str(), REG_EXTENDED | REG_NEWLINE) != 0)
            throw std::logic_error("no pattern: " + text);
    }
    ~Pattern() { regfree(&compiled_); }
    Pattern(Pattern const&) = delete;
    Pattern& operator=(Pattern const&) = delete;

    // The beginning of the first line that has it.
    std::optional<std::string> first_in(std::string const& text) const
    {
        regmatch_t match;
        if (regexec(&compiled_, text.c_str(), 1, &match, 0) != 0)
            return {};
        auto const at = static_cast<std::size_t>(match.rm_so), begin = text.rfind('\n', at);
        auto const line = begin == text.npos ? 0 : begin + 1;
        return text.substr(line, std::min(text.find('\n', line), line + 120) - line);
    }

private:
    regex_t compiled_;
};

// No line of these files matches.
Case no_line(std::string name, std::string tries, std::string below, std::string named, std::string bad, std::vector<std::string> but = {})
{
    auto run = [=](Trial& trial) {
        Pattern const wrong(bad);
        trial.count();
        for (auto const& file : files(trial, below, std::regex(named))) {
            auto const is_let = [&](std::string const& ending) { return file.string().ends_with(ending); };
            if (std::any_of(but.begin(), but.end(), is_let))
                continue;
            trial.count();
            if (auto const line = wrong.first_in(content(file)))
                trial.complain(file.filename().string() + ": " + *line);
        }
    };
    return {Group::supply, std::move(name), std::move(tries), std::move(run)};
}

// The file is there, and says all of these.
Case says(std::string name, std::string tries, std::string file, std::vector<std::string> words)
{
    auto run = [=](Trial& trial) {
        trial.count();
        auto const text = content(fs::path(trial.sources()) / file);
        for (auto const& word : words)
            trial.expect(text.find(word) != text.npos, file + " does not say " + word);
    };
    return {Group::supply, std::move(name), std::move(tries), std::move(run)};
}

// Every package of a lock file has its digest and comes from no address of its own: where the registry is stands in none (.npmrc).
void look_at_locks(Trial& trial)
{
    for (std::string const folder : {"web", "tools/node"}) {
        auto const text = content(fs::path(trial.sources()) / folder / "package-lock.json");
        if (text.empty())
            return trial.complain(folder + " has no lock file");
        auto const lock = json::parse(text);
        for (auto const& [name, package] : lock.find("packages")->members) {
            trial.count();
            auto const* digest = package.find("integrity");
            trial.expect(name.empty() || package.find("link") || (digest && digest->string.starts_with("sha512-")),
                         name + " has no digest");
            auto const* address = package.find("resolved");
            trial.expect(!address, name + " comes from " + (address ? address->string : ""));
        }
    }
}

// Exact versions, so that nothing new comes in unseen; and a list of what is there, so that nobody adds one by the way.
void look_at_versions(Trial& trial)
{
    static std::set<std::string> const known{"@atlaskit/pragmatic-drag-and-drop",
                                             "@base-ui/react",
                                             "@fontsource-variable/ibm-plex-sans",
                                             "@tanstack/react-query",
                                             "@tanstack/react-router",
                                             "openapi-fetch",
                                             "react",
                                             "react-dom",
                                             "uqr",
                                             "@eslint/js",
                                             "@playwright/test",
                                             "@types/node",
                                             "@types/react",
                                             "@types/react-dom",
                                             "@vitejs/plugin-react",
                                             "ajv",
                                             "ajv-formats",
                                             "axe-core",
                                             "eslint",
                                             "eslint-plugin-react-hooks",
                                             "openapi-typescript",
                                             "typescript",
                                             "typescript-eslint",
                                             "vite",
                                             "vitest"};
    auto const package = json::parse(content(fs::path(trial.sources()) / "web/package.json"));
    std::regex const exact("^[0-9]+\\.[0-9]+\\.[0-9]+$");
    for (std::string const kind : {"dependencies", "devDependencies"})
        for (auto const& [name, version] : package.find(kind)->members) {
            trial.count();
            trial.expect(std::regex_match(version.string, exact), name + " is of the version " + version.string);
            trial.expect(known.contains(name), name + " is a package that nobody has looked at: add it here when somebody has");
        }
    if (auto const* scripts = package.find("scripts"))
        for (auto const& [name, script] : scripts->members)
            trial.expect(!std::regex_search(name, std::regex("^(pre|post)?(install|prepare|publish)")),
                         name + " runs when it is installed");
}

void look_for_binaries(Trial& trial)
{
    trial.count();
    for (auto const& file : files(trial, ".", std::regex("\\.(so|o|a|exe|dll|jar|wasm|pyc|class|node|bin)$")))
        trial.complain(file.string() + " is a program that nobody can read");
    trial.expect(!fs::exists(fs::path(trial.sources()) / ".gitmodules"), "there are submodules");
}

}  // namespace

std::vector<Case> supply_cases()
{
    std::string const code = "\\.(cpp|h|c)$", script = "^[a-z_]+$|\\.(sh|py)$";
    std::vector<Case> all;
    all.push_back({Group::supply, "Locks", "swaps a package that the lock file does not pin", look_at_locks});
    all.push_back({Group::supply, "Versions", "brings a package in by a loose version or by the way", look_at_versions});
    all.push_back({Group::supply, "Binaries", "brings a program in that nobody can read", look_for_binaries});
    all.push_back(says("InstallScripts", "runs a script when a package is installed", "tools/web", {"npm ci --ignore-scripts"}));
    all.push_back(says("Hardening", "builds the program without its armour", "CMakeLists.txt",
                       {"-fstack-protector-strong", "_FORTIFY_SOURCE=3", "-pie", "-z,relro", "-z,now", "-Werror"}));
    all.push_back(no_line("DownloadsOfTheBuild", "fetches something while it builds", ".", "CMakeLists\\.txt$|\\.cmake$",
                          "FetchContent|ExternalProject|file\\(DOWNLOAD|git clone"));
    all.push_back(
        no_line("PipesIntoAShell", "pipes what it fetched into a shell", "tools", script, "(curl|wget)[^|]*\\|[^|]*(sh|bash|python)"));
    all.push_back(no_line("OtherRegistries", "takes packages from elsewhere", ".", "^\\.npmrc$|package\\.json$",
                          "registry=|git\\+|github:|http://|file:|\"latest\"|strict-ssl=false"));
    all.push_back(no_line("OtherRepositories", "takes Debian packages from elsewhere", "tools", script,
                          "add-apt-repository|sources\\.list|trusted=yes|--allow-unauthenticated"));
    all.push_back(
        no_line("Commands", "hands text to a shell", "src", code, "\\b(system|popen|execlp?|execle|wordexp)\\s*\\(", {"_test.cpp"}));
    all.push_back(no_line("OldFunctions", "copies text without looking at its length", "src", code,
                          "\\b(strcpy|strcat|sprintf|gets|alloca|mktemp|tmpnam)\\s*\\("));
    all.push_back(no_line("WeakDigests", "uses digests that are broken", "src", code, "\\b(MD5|EVP_md5|RC4|EVP_rc4|EVP_des)\\b"));
    all.push_back(no_line("WeakRandom", "guesses what was random", "src", code, "\\b(rand|srand|random_device|mt19937)\\b\\s*[({]",
                          {"_test.cpp", "plan.cpp", "bulk.cpp", "words.cpp", "samples.cpp", "stock.cpp"}));
    all.push_back(no_line("Eval", "turns text into code in the app", "web/src", "\\.tsx?$",
                          "\\beval\\(|new Function\\(|dangerouslySetInnerHTML|\\.innerHTML\\s*=|document\\.write|insertAdjacentHTML"));
    all.push_back(no_line("OtherOrigins", "lets the app fetch from elsewhere", "web", "\\.(html|css)$",
                          "(src|href)=\"https?://|url\\(['\"]?https?://|@import ['\"]https?://"));
    all.push_back(no_line("InlineScripts", "writes a script into a page", "web", "\\.html$",
                          "<script[^>]*>[^<]|<script>|\\son(load|error|click|focus|submit)=|javascript:"));
    all.push_back(no_line("TokensInTheBrowser", "keeps a token where scripts can read it", "web/src", "\\.tsx?$",
                          "(localStorage|sessionStorage)[^;]*([Tt]oken|csrf|password)"));
    all.push_back(no_line("SecretsInTheSources", "finds a secret in the sources", ".", "\\.(cpp|h|ts|tsx|py|sql|json|md|txt|yml|sh)$",
                          "-----BEGIN [A-Z ]*PRIVATE KEY-----|AKIA[0-9A-Z]{16}|ghp_[A-Za-z0-9]{36}|xox[bp]-[0-9]{10}",
                          {"supply_cases.cpp", "weak_sources.cpp", "attack.cpp"}));
    all.push_back(no_line("LanguagesOfTheDatabase", "runs programs in the database", "migrations", "\\.sql$",
                          "plpython|plperl|to program|from program|dblink|create extension[^;]*(file_fdw|adminpack)"));
    all.push_back(no_line("RightsOfEverybody", "gives everybody a right in the database", "migrations", "\\.sql$",
                          "^\\s*grant .* to public", {"superuser.sql"}));
    return all;
}

}  // namespace guildhall::attacks
