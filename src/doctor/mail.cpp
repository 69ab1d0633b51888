#include "db/session.h"
#include "doctor/looks.h"
#include "mail/smtp.h"

namespace guildhall::doctor {

namespace {

void look_at_outbox(Patient const& patient, Complaints& complaints)
{
    if (patient.database_url.empty())
        return;
    db::Session session(patient.database_url);
    auto const row =
        session.run("select count(*) filter (where outcome is null and created_at < now() - interval '1 hour'), "
                    "count(*) filter (where outcome = 'failed' and ended_at > now() - interval '7 days') from platform.outbox");
    if (auto const waiting = row[0].get<std::int64_t>(0); waiting > 0)
        complaints.push_back({{},
                              std::to_string(waiting) + (waiting == 1 ? " mail waits" : " mails wait") + " for more than an hour",
                              "see what the log says of the mail server"});
    if (auto const failed = row[0].get<std::int64_t>(1); failed > 0)
        complaints.push_back({{},
                              std::to_string(failed) + (failed == 1 ? " mail" : " mails") + " of the last week could not be delivered",
                              "see what the log says of the mail server"});
}

}  // namespace

void look_at_mail(Patient const& patient, Complaints& complaints)
{
    auto const& mail = patient.config.mail;
    if (!mail.url)
        complaints.push_back({{},
                              "There is no mail server: invitations, resets and alerts stay in " + mail.spool,
                              "set GUILDHALL_SMTP_URL and GUILDHALL_MAIL_FROM"});
    else if (auto const problem = mail::try_server(mail))
        complaints.push_back(
            {{}, "The mail server does not take mail: " + *problem, "correct GUILDHALL_SMTP_URL, _USER, _PASSWORD or _CA"});
    if (mail.url && !mail.tls && !mail::is_on_this_machine(*mail.url))
        complaints.push_back({{}, "Mail leaves this machine without TLS", "use smtps:// or a server that offers STARTTLS"});
    look_at_outbox(patient, complaints);
}

}  // namespace guildhall::doctor
