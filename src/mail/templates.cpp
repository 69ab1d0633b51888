#include "mail/templates.h"

#include <algorithm>

namespace guildhall::mail {

std::optional<Template> template_named(std::string_view name)
{
    constexpr auto names = names_of(static_cast<Template*>(nullptr));
    auto const found = std::find(names.begin(), names.end(), name);
    if (found == names.end())
        return {};
    return static_cast<Template>(found - names.begin());
}

std::string_view page_of(Template which)
{
    switch (which) {
    case Template::invitation:
    case Template::registration: return "/join";
    case Template::registration_known:
    case Template::email_changed: return "/sign-in";
    case Template::email_confirmation: return "/confirm";
    case Template::email_change_asked:
    case Template::password_reset:
    case Template::password_changed: return "/reset";
    case Template::new_device:
    case Template::factor_changed: return "/account";
    case Template::alert:
    case Template::handover:
    case Template::support_grant:
    case Template::work_given:
    case Template::backup_proof: return "/";
    case Template::desk_received:
    case Template::desk_answered:
    case Template::desk_moved: return "/security/case";
    case Template::desk_new_case:
    case Template::desk_written:
    case Template::desk_breach: return "/desk";
    }
    return "/";
}

}  // namespace guildhall::mail
