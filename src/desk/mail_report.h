#pragma once
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include "base/time.h"

namespace guildhall::desk {

// A report as it came by mail.
struct MailReport {
    Time received_at;
    std::optional<std::string> email;  // who is answered; none where a program wrote, or nobody says who
    std::string description;           // subject and text
    std::string digest;                // of the whole message, 32 bytes
};

inline constexpr std::size_t largest_mail = 10u << 20;
inline constexpr std::size_t longest_description = 20'000;  // characters

// RFC 5322 with MIME, read by GMime. It was received when the newest Received line says, which the mail server on this machine wrote;
// now, where there is none, or one that cannot be true (of tomorrow, or older than an embargo). Files that came along are named and not
// kept. std::runtime_error if there is no message.
MailReport read_mail(std::string_view message, Time now);

}  // namespace guildhall::desk
