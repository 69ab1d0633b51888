#pragma once
#include <map>
#include <string>

#include "mail/templates.h"

namespace guildhall::mail {

using Facts = std::map<std::string, std::string, std::less<>>;

// What is to be told to whom, before it has words. Facts are texts of other people: they are never taken for more than text.
struct Letter {
    Template what;
    std::string language;
    Facts facts;
    std::string public_url;  // "https://crm.example.com"
    std::string token;       // of the link, if it proves something
};

struct Content {
    std::string subject, plain, html;  // UTF-8, lines end with '\n'
};

// A paragraph whose facts are not all there is left out, so that who sends a mail need not know all that one may say.
Content written(Letter const& letter);

std::string escaped(std::string_view text);  // for HTML, in texts and in attributes

}  // namespace guildhall::mail
