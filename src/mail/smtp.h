#pragma once
#include <atomic>
#include <string>

#include "mail/settings.h"

namespace guildhall::mail {

struct Delivery {
    enum class Outcome { sent, refused, refused_for_good };
    Outcome outcome = Outcome::sent;
    std::string reason;  // what the server, or libcurl, said
};

// One conversation with the server (RFC 5321, by libcurl): over TLS whose certificate is right, or none. Waits a minute at most; ends
// early when `stopping` is set. 4xx, and whatever may be better tomorrow (no connection, no TLS, a wrong password), is `refused`;
// 5xx to the recipient or the message is for good.
Delivery deliver(Settings const& settings, std::string const& to, std::string const& message, std::atomic<bool> const& stopping);

// Connects and signs in, as to deliver, and says no more: what is wrong, none if the server would take mail.
std::optional<std::string> try_server(Settings const& settings);

}  // namespace guildhall::mail
