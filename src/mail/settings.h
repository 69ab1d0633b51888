#pragma once
#include <chrono>
#include <optional>
#include <string>

#include "mail/message.h"

namespace guildhall::mail {

// How mail leaves. Without a URL it is kept as files in `spool`.
struct Settings {
    std::optional<std::string> url;  // "smtp://mail.example.com:587" (STARTTLS) or "smtps://…"
    std::optional<std::string> user, password;
    std::optional<std::string> authority;  // a file with the certificates to trust, instead of the system's
    Mailbox from{"Guildhall", "guildhall@guildhall.invalid"};
    std::string public_url;
    std::string spool;
    bool tls = true;                       // required; not needed where the server is on this machine
    std::chrono::milliseconds look{2000};  // how often it is looked whether there is mail to send
};

// What is wrong with an address of a mail server, in words that follow the setting's name.
std::optional<std::string> problem_of(std::string const& url);

// Whether the server that the address names is this machine: what is said to it, nobody hears.
bool is_on_this_machine(std::string const& url);

}  // namespace guildhall::mail
