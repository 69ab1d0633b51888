#include "app/security_txt.h"

namespace guildhall::app {

std::string security_txt(Config const& config, Time now)
{
    constexpr std::int32_t days_valid = 180;
    Date const end{Date::of(now).days + days_valid};
    auto const& url = config.public_url;
    std::string text;
    if (config.security_contact)
        text += "Contact: " + *config.security_contact + "\n";
    text += "Contact: " + url + "/security\n";
    text += "Expires: " + end.text() + "T00:00:00Z\n";
    text += "Acknowledgments: " + url + "/security#hall-of-fame\n";
    text += "Preferred-Languages: en, es, fr, de\n";
    text += "Canonical: " + url + "/.well-known/security.txt\n";
    text += "Policy: " + url + "/security\n";
    return text;
}

}  // namespace guildhall::app
