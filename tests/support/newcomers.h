#pragma once
#include <gtest/gtest.h>

#include "support/server.h"

// New people for the tests of the tree, each with an address of its own.
namespace guildhall::tree {

inline std::string const with_password = R"(,"password":"a bridge of reeds")";

inline std::string fresh_email()
{
    return "someone-" + Uuid::make().text() + "@new.example";
}

inline std::string new_account(std::string const& email = fresh_email(), std::string const& more = "")
{
    return R"({"email":")" + email + R"(","name":"Nina New")" + more + "}";
}

inline support::Client signed_in(std::string const& email)
{
    support::Person person;
    person.email = email;
    auto const answer = support::shared_server().sign_in(person, "token");
    EXPECT_EQ(answer.status, 201) << answer.body;
    return support::shared_server().nobody().with({{"Authorization", "Bearer " + answer.text("access_token")}});
}

}  // namespace guildhall::tree
