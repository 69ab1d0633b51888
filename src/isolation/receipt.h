#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/signing.h"
#include "base/time.h"

namespace guildhall::isolation {

// Something that one canary got of the other, or that the catalogue must not have.
struct Finding {
    std::string where;  // "GET /customers/{customer_id}, builder", a statement, "the catalogue"
    std::string what;
};

struct TriedRoute {
    std::string route;  // "GET /customers/{customer_id}"
    int requests = 0;
};

// A name in paths and bodies of which the canaries have nothing, or a route, that could be tried with unknown ids alone; and why.
struct Unknown {
    std::string name, why;
};

// What a check did and found. docs/isolation.md describes its document.
struct Receipt {
    Uuid id;
    Time begun, ended;
    std::string version;
    std::vector<std::string> roles;
    std::vector<TriedRoute> routes;
    std::vector<Unknown> without;
    int requests = 0, statements = 0, tables = 0;
    std::vector<Finding> findings;
    std::string digest;  // SHA-256 over a line for each thing that was tried
};

// {"receipt": "…", "kid", "public_key", "signature"}: the receipt is JSON in a text, so that what is signed has one form alone.
std::string signed_document(Receipt const& receipt, Signer const& signer);

// A document, checked. Failure(malformed) where it is none.
struct Checked {
    std::string kid, text;  // the receipt's own JSON
    bool is_genuine = false;
    int findings = 0;
};
Checked check_document(std::string_view document, std::optional<std::string> const& believed_key = {});

}  // namespace guildhall::isolation
