#pragma once
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "backup/settings.h"
#include "mail/settings.h"

namespace guildhall::app {

// Everything the environment decides, checked. Names and defaults are in README.md.
struct Config {
    std::string data = "var";  // absolute after read_config
    std::vector<std::string> listen = {"127.0.0.1:8080"};
    std::string public_url = "http://localhost:8080";
    std::vector<std::string> allowed_hosts;  // "localhost:8080", as a Host header says it
    std::optional<std::string> database_url, migrate_url, backup_url;
    std::optional<std::string> tls_certificate, tls_key;
    std::optional<std::string> tls_folder;       // further certificates, as certbot keeps them; chosen by the host that a client names
    std::vector<std::string> redirects;          // where plain HTTP is answered by "come over TLS"
    std::optional<std::string> acme_folder;      // what certbot is given as its webroot
    std::optional<std::string> checkpoint_copy;  // a second file for the audit trail's checkpoints
    std::vector<std::string> trusted_proxies;    // networks
    bool trusts_unix_peers = false;              // "unix" stood among them: a proxy comes by the unix socket
    std::vector<std::string> admin_networks;
    std::optional<std::string> security_contact;  // "mailto:…" or "https://…", for security.txt
    std::optional<std::string> metrics_token;     // who shows it reads /metrics; none: this machine does
    std::string countries;                        // the folder with the files of tor-geoipdb; empty: no address has a country
    mail::Settings mail;
    backup::Settings backup;
    bool self_registration = false;
    bool sends_mail = true;    // false: the outbox is left as it is; for tests
    int threads = 0;           // 0: one a core
    int isolation_hours = 24;  // between two checks that companies do not see each other; 0: none
    int password_cost = 12;    // of bcrypt: twice the work for one more
    int connections = 4;       // to the database, a thread

    bool has_tls() const { return tls_certificate || tls_folder; }
    bool has_proxy() const { return trusts_unix_peers || !trusted_proxies.empty(); }
    bool private_cluster() const { return !database_url; }
};

using Lookup = std::function<std::optional<std::string>(std::string const& name)>;

// From the environment, and below it from the file that GUILDHALL_ENV_FILE names (lines NAME=value).
Lookup environment();

// All of ours that are set there, in the order of their names.
backup::Environment all_settings();

// Throws std::runtime_error that lists every mistake, each with the name of its setting and never its value.
Config read_config(Lookup const& lookup);

}  // namespace guildhall::app
