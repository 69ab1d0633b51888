#pragma once
#include <array>
#include <optional>
#include <string_view>

namespace guildhall::mail {

// What there are texts for, in every language; the database has the same names (platform.mail_templates).
enum class Template {
    invitation,
    registration,
    registration_known,
    email_confirmation,
    email_changed,
    password_reset,
    password_changed,
    new_device,
    factor_changed,
    alert,
    handover,
    support_grant,
    work_given,
    email_change_asked,
    backup_proof,
    desk_received,
    desk_answered,
    desk_moved,
    desk_new_case,
    desk_written,
    desk_breach,
};
constexpr std::array<std::string_view, 21> names_of(Template*)
{
    return {"invitation",     "registration",     "registration_known", "email_confirmation", "email_changed",
            "password_reset", "password_changed", "new_device",         "factor_changed",     "alert",
            "handover",       "support_grant",    "work_given",         "email_change_asked", "backup_proof",
            "desk_received",  "desk_answered",    "desk_moved",         "desk_new_case",      "desk_written",
            "desk_breach"};
}
std::optional<Template> template_named(std::string_view name);

// Where the mail's link leads to, on the configured public address; what it proves follows it behind '#', which no server ever sees.
std::string_view page_of(Template);

inline constexpr std::array<std::string_view, 4> languages{"en", "es", "fr", "de"};

}  // namespace guildhall::mail
