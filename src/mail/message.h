#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"
#include "mail/letter.h"

namespace guildhall::mail {

// "Guildhall <crm@example.com>" or the bare address.
struct Mailbox {
    std::string name, address;
    static std::optional<Mailbox> parse(std::string_view text);
};

// Whether it can stand in an envelope and in a header without being taken for anything else.
bool is_address(std::string_view text);

struct Envelope {
    Mailbox from;
    std::string to;
    std::string id;  // the same for each try of one mail: who gets it twice can tell (RFC 5322 3.6.4)
    Time at;
};

// RFC 5322 with a plain text and an HTML part (RFC 2046 multipart/alternative, quoted-printable), lines ending with CR LF. Whatever
// the texts say, each header is one of ours. std::invalid_argument if an address is none.
std::string message(Envelope const& envelope, Content const& content);

std::string quoted_printable(std::string_view text);  // RFC 2045 6.7; '\n' ends a line
std::string encoded_words(std::string_view text);     // RFC 2047 where it is needed, folded
std::string date_of(Time at);                         // RFC 5322 3.3, in UTC

}  // namespace guildhall::mail
