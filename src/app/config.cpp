#include "app/config.h"

#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <stdexcept>
#include <thread>
#include <unistd.h>

namespace guildhall::app {

namespace {

class Settings {
public:
    explicit Settings(Lookup const& lookup) : lookup_(lookup) {}

    std::optional<std::string> text(std::string const& name) const
    {
        auto value = lookup_(name);
        if (value && value->empty())
            value.reset();
        return value;
    }
    std::vector<std::string> list(std::string const& name) const
    {
        std::vector<std::string> items;
        auto const all = text(name).value_or("");
        for (std::size_t at = 0; at < all.size();) {
            auto const end = std::min(all.find_first_of(", ", at), all.size());
            if (end > at)
                items.push_back(all.substr(at, end - at));
            at = end + 1;
        }
        return items;
    }
    int number(std::string const& name, int otherwise, int least, int most)
    {
        auto const value = text(name);
        if (!value)
            return otherwise;
        int number = 0;
        auto const [end, error] = std::from_chars(value->data(), value->data() + value->size(), number);
        if (error != std::errc() || end != value->data() + value->size() || number < least || number > most)
            wrong(name, "must be a whole number from " + std::to_string(least) + " to " + std::to_string(most));
        return number;
    }
    bool truth(std::string const& name)
    {
        auto const value = text(name).value_or("off");
        if (value != "on" && value != "off")
            wrong(name, "must be on or off");
        return value == "on";
    }
    void wrong(std::string const& name, std::string const& what) { mistakes_ += "\n  " + name + " " + what; }
    void throw_if_wrong() const
    {
        if (!mistakes_.empty())
            throw std::runtime_error("These settings need attention:" + mistakes_);
    }

private:
    Lookup const& lookup_;
    std::string mistakes_;
};

bool is_loopback(std::string const& address)
{
    return address.starts_with("127.") || address.starts_with("[::1]") || address.starts_with("localhost:") || address.starts_with("unix:");
}

// "https://crm.example.com" → "crm.example.com"; empty where it is no such address
std::string host_of(std::string const& url)
{
    for (std::string const scheme : {"http://", "https://"})
        if (url.starts_with(scheme)) {
            auto const rest = url.substr(scheme.size());
            return rest.find_first_of("/?#@ ") == rest.npos ? rest : std::string();
        }
    return {};
}

// RFC 9116 2.5.3: an address of mail or of a page, on a line of its own.
bool is_contact(std::string const& uri)
{
    if (uri.starts_with("mailto:"))
        return mail::is_address(uri.substr(7));
    return uri.starts_with("https://") && uri.size() > 8 && uri.find_first_of(" \r\n\t<>\"") == uri.npos;
}

bool is_local_database(std::string const& url)
{
    for (std::string const local :
         {"@localhost", "@127.0.0.1", "@[::1]", "host=/", "host=localhost", "host=127.0.0.1", "host=%2F", "@/", ":///", "@%2F"})
        if (url.find(local) != url.npos)
            return true;
    return url.find("host=") == url.npos && url.find("://") == url.npos;
}

void read_hosts(Config& config, Settings& settings)
{
    config.allowed_hosts = settings.list("GUILDHALL_ALLOWED_HOSTS");
    auto const host = host_of(config.public_url);
    if (host.empty())
        settings.wrong("GUILDHALL_PUBLIC_URL", "must be like https://crm.example.com, without a path");
    config.allowed_hosts.push_back(host);
    for (auto const& listen : config.listen) {
        auto const colon = listen.rfind(':');
        if (listen.starts_with("unix:") || colon == listen.npos)
            continue;
        config.allowed_hosts.push_back("localhost" + listen.substr(colon));
        config.allowed_hosts.push_back("127.0.0.1" + listen.substr(colon));
    }
}

void check_reach(Config const& config, Settings& settings)
{
    bool const guarded = config.has_tls() || !config.trusted_proxies.empty();
    for (auto const& listen : config.listen)
        if (!is_loopback(listen) && !guarded)
            settings.wrong("GUILDHALL_LISTEN", "goes beyond this machine: that needs GUILDHALL_TLS_CERT or GUILDHALL_TRUSTED_PROXIES");
    if (config.tls_certificate.has_value() != config.tls_key.has_value())
        settings.wrong("GUILDHALL_TLS_CERT", "and GUILDHALL_TLS_KEY belong together");
    if (!config.redirects.empty() && (!config.has_tls() || !config.public_url.starts_with("https://")))
        settings.wrong("GUILDHALL_REDIRECT_LISTEN",
                       "leads to TLS, which is not set up: GUILDHALL_TLS_CERT or _FOLDER, and GUILDHALL_PUBLIC_URL");
    if (config.database_url && !config.migrate_url)
        settings.wrong("GUILDHALL_MIGRATE_URL", "is needed beside GUILDHALL_DATABASE_URL");
    for (auto const& [name, url] :
         {std::pair("GUILDHALL_DATABASE_URL", config.database_url), std::pair("GUILDHALL_MIGRATE_URL", config.migrate_url),
          std::pair("GUILDHALL_BACKUP_URL", config.backup_url)})
        if (url && !is_local_database(*url) && url->find("sslmode=verify-full") == url->npos)
            settings.wrong(name, "is not on this machine: that needs sslmode=verify-full");
}

// Without a mail server there is nothing to say but where mail is kept.
void read_mail(Config& config, Settings& settings)
{
    auto& mail = config.mail;
    mail.public_url = config.public_url;
    mail.spool = config.data + "/mail";
    mail.url = settings.text("GUILDHALL_SMTP_URL");
    mail.user = settings.text("GUILDHALL_SMTP_USER");
    mail.password = settings.text("GUILDHALL_SMTP_PASSWORD");
    mail.authority = settings.text("GUILDHALL_SMTP_CA");
    auto const from = settings.text("GUILDHALL_MAIL_FROM");
    if (auto const sender = mail::Mailbox::parse(from.value_or("")))
        mail.from = *sender;
    else if (from || mail.url)
        settings.wrong("GUILDHALL_MAIL_FROM", "must be an address such as Guildhall <crm@example.com>");
    if (mail.user.has_value() != mail.password.has_value())
        settings.wrong("GUILDHALL_SMTP_USER", "and GUILDHALL_SMTP_PASSWORD belong together");
    if (mail.authority && !std::ifstream(*mail.authority))
        settings.wrong("GUILDHALL_SMTP_CA", "cannot be read");
    if (!mail.url)
        return;
    if (auto const wrong = mail::problem_of(*mail.url))
        settings.wrong("GUILDHALL_SMTP_URL", *wrong);
    mail.tls = !mail::is_on_this_machine(*mail.url);
}

void read_backup(Config& config, Settings& settings)
{
    auto& backup = config.backup;
    backup.recipients = settings.list("GUILDHALL_BACKUP_RECIPIENTS");
    backup.keys_recipients = settings.list("GUILDHALL_BACKUP_KEYS_RECIPIENTS");
    backup.command = settings.text("GUILDHALL_BACKUP_COMMAND").value_or("");
    backup.identity = settings.text("GUILDHALL_BACKUP_IDENTITY").value_or("");
    backup.hours = settings.number("GUILDHALL_BACKUP_HOURS", 24, 0, 720);
    backup.proof_hours = settings.number("GUILDHALL_BACKUP_PROOF_HOURS", 168, 0, 8760);
    if (auto const keep = backup::Keep::parse(settings.text("GUILDHALL_BACKUP_KEEP").value_or("7,5,12")))
        backup.keep = *keep;
    else
        settings.wrong("GUILDHALL_BACKUP_KEEP", "must be three numbers, of days, weeks and months, such as 7,5,12");
    for (auto const& [name, recipients] : {std::pair("GUILDHALL_BACKUP_RECIPIENTS", backup.recipients),
                                           std::pair("GUILDHALL_BACKUP_KEYS_RECIPIENTS", backup.keys_recipients)})
        for (auto const& recipient : recipients)
            if (!recipient.starts_with("age1"))
                settings.wrong(name, "must be public keys of age, such as age1ql3z7h… (age-keygen makes them)");
    if (auto const folder = settings.text("GUILDHALL_BACKUP_FOLDER")) {
        backup.folder = std::filesystem::absolute(*folder).lexically_normal().string();
        if ((backup.folder + "/").starts_with(config.data + "/"))
            settings.wrong("GUILDHALL_BACKUP_FOLDER", "must lie outside of GUILDHALL_DATA, best on another machine");
        if (!backup.command.empty())
            settings.wrong("GUILDHALL_BACKUP_COMMAND", "and GUILDHALL_BACKUP_FOLDER cannot both be set");
    }
    if (backup.has_destination() && backup.recipients.empty())
        settings.wrong("GUILDHALL_BACKUP_RECIPIENTS", "is needed: the public key of who can open a backup");
}

std::map<std::string, std::string> settings_in_file()
{
    std::map<std::string, std::string> all;
    if (auto const* path = std::getenv("GUILDHALL_ENV_FILE")) {
        std::ifstream in(path);
        if (!in)
            throw std::runtime_error("GUILDHALL_ENV_FILE cannot be read");
        for (std::string line; std::getline(in, line);) {
            auto const equals = line.find('=');
            if (equals != line.npos && !line.starts_with('#'))
                all[line.substr(0, equals)] = line.substr(equals + 1);
        }
    }
    return all;
}

}  // namespace

backup::Environment all_settings()
{
    auto all = settings_in_file();
    for (auto* const* variable = environ; *variable; ++variable) {
        std::string_view const text = *variable;
        if (auto const equals = text.find('='); equals != text.npos)
            all[std::string(text.substr(0, equals))] = text.substr(equals + 1);
    }
    std::erase_if(all, [](auto const& setting) { return !setting.first.starts_with("GUILDHALL_"); });
    return {all.begin(), all.end()};
}

Lookup environment()
{
    auto const file = std::make_shared<std::map<std::string, std::string>>(settings_in_file());  // shared by the copies of the lookup
    return [file](std::string const& name) -> std::optional<std::string> {
        if (auto const* value = std::getenv(name.c_str()))
            return value;
        auto const found = file->find(name);
        if (found == file->end())
            return {};
        return found->second;
    };
}

Config read_config(Lookup const& lookup)
{
    Settings settings(lookup);
    Config config;
    config.data = std::filesystem::absolute(settings.text("GUILDHALL_DATA").value_or(config.data)).lexically_normal().string();
    if (auto listen = settings.list("GUILDHALL_LISTEN"); !listen.empty())
        config.listen = listen;
    auto const port = config.listen.front().substr(config.listen.front().rfind(':') + 1);
    config.public_url = settings.text("GUILDHALL_PUBLIC_URL").value_or("http://localhost:" + port);
    config.database_url = settings.text("GUILDHALL_DATABASE_URL");
    config.migrate_url = settings.text("GUILDHALL_MIGRATE_URL");
    config.backup_url = settings.text("GUILDHALL_BACKUP_URL");
    config.tls_certificate = settings.text("GUILDHALL_TLS_CERT");
    config.tls_key = settings.text("GUILDHALL_TLS_KEY");
    config.tls_folder = settings.text("GUILDHALL_TLS_FOLDER");
    config.redirects = settings.list("GUILDHALL_REDIRECT_LISTEN");
    config.acme_folder = settings.text("GUILDHALL_ACME_FOLDER");
    config.checkpoint_copy = settings.text("GUILDHALL_CHECKPOINT_COPY");
    config.trusted_proxies = settings.list("GUILDHALL_TRUSTED_PROXIES");
    config.trusts_unix_peers = std::erase(config.trusted_proxies, "unix") > 0;
    config.admin_networks = settings.list("GUILDHALL_ADMIN_NETWORKS");
    config.metrics_token = settings.text("GUILDHALL_METRICS_TOKEN");
    constexpr std::size_t shortest_token = 20;
    if (config.metrics_token && config.metrics_token->size() < shortest_token)
        settings.wrong("GUILDHALL_METRICS_TOKEN", "must have 20 characters or more (openssl rand -hex 20)");
    config.security_contact = settings.text("GUILDHALL_SECURITY_CONTACT");
    if (config.security_contact && !is_contact(*config.security_contact))
        settings.wrong("GUILDHALL_SECURITY_CONTACT", "must be like mailto:security@example.com or https://example.com/security");
    config.countries = settings.text("GUILDHALL_COUNTRIES").value_or("/usr/share/tor");
    int const cores = static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
    config.threads = settings.number("GUILDHALL_THREADS", cores, 1, 64);
    config.isolation_hours = settings.number("GUILDHALL_ISOLATION_HOURS", 24, 0, 720);
    config.password_cost = settings.number("GUILDHALL_PASSWORD_COST", 12, 10, 16);
    config.connections = settings.number("GUILDHALL_CONNECTIONS", 4, 1, 64);
    config.self_registration = settings.truth("GUILDHALL_SELF_REGISTRATION");
    read_hosts(config, settings);
    read_mail(config, settings);
    read_backup(config, settings);
    check_reach(config, settings);
    settings.throw_if_wrong();
    return config;
}

}  // namespace guildhall::app
