#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/failure.h"
#include "base/json.h"
#include "base/time.h"

namespace guildhall::desk {

// What is published of a case when it is over.
struct Advisory {
    std::string id;  // the case's number
    std::string summary, details, severity;
    std::string introduced_version, fixed_version;  // "0": from the beginning
    std::optional<std::string> credit_name;
    std::string url;                // where the policy is
    std::optional<Time> published;  // none: a draft
    Time modified;
};

// In the Open Source Vulnerability format (OSV 1.6, https://ossf.github.io/osv-schema/). No package is named: Guildhall is in no registry.
std::string osv_of(Advisory const& advisory);

// What keeps a text from being an advisory, each at its field; what is missing altogether is not told here.
std::vector<FieldProblem> problems_of(Advisory const& advisory);
// What keeps a document from being OSV: types, what is required, the events of its ranges.
std::vector<std::string> problems_of_osv(json::Value const& document);

bool is_version(std::string_view text);  // Semantic Versioning 2.0, as far as our own releases use it

}  // namespace guildhall::desk
