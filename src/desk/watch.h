#pragma once
#include <optional>
#include <string>
#include <vector>

#include "db/session.h"
#include "desk/case.h"
#include "desk/mail_report.h"

// What is done on the machine for the security desk, as guildhall_migrate: without anybody's session.
namespace guildhall::desk {

// A case that is not closed: what its clocks go by, and no word of what was reported. changelog_digest: of the line (hex SHA-256).
struct OpenCase {
    Uuid id;
    std::string number;
    Severity reported_severity = Severity::unsure;
    std::optional<Severity> severity;
    State state = State::received;
    Time received_at;
    std::optional<Time> first_answer_at, told_at, released_at, closed_at;
    std::optional<std::string> fixed_version, changelog_digest;

    Times times() const;
};

std::vector<OpenCase> open_cases(db::Session& session);

// Tells the desk of every deadline that is over and was not told yet; how many these were.
int escalate(db::Session& session, Time now);

// The number of the case that it opened, or had opened before.
std::string import(db::Session& session, MailReport const& report);

void add_member(db::Session& session, std::string const& email);
void remove_member(db::Session& session, std::string const& email);

// The open cases as JSON, for tools/release_gate.
std::string listed_as_json(std::vector<OpenCase> const& cases, Time now);

}  // namespace guildhall::desk
