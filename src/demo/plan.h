#pragma once
#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "base/shape.h"
#include "demo/demo.h"

namespace guildhall::demo {

// One line of demo-accounts.json.
struct Account {
    std::string email, password;
    std::optional<std::string> totp_secret;
    std::string name, role;
    std::optional<std::string> access_owner, guild;
    std::optional<Uuid> guild_id;
    std::optional<std::string> spot;
    std::optional<Uuid> spot_id;
    bool can_create_customers = false;
};
constexpr auto shape_of(Account*)
{
    return shape("DemoAccount", field("email", &Account::email), field("password", &Account::password),
                 field("totp_secret", &Account::totp_secret), field("name", &Account::name), field("role", &Account::role),
                 field("access_owner", &Account::access_owner), field("guild", &Account::guild), field("guild_id", &Account::guild_id),
                 field("spot", &Account::spot), field("spot_id", &Account::spot_id),
                 field("can_create_customers", &Account::can_create_customers));
}

// A company as it is planned. Its people: administrator, then head and two builders of Sales, of Field sales and of Service.
struct Company {
    std::string name, domain, currency, country, language;
    std::array<std::string, 10> people;
    std::size_t owner = 0;  // which access owner's
};

struct Owner {
    std::string name, person, email;
};

struct Plan {
    std::vector<Owner> owners;
    std::vector<Company> companies;
    bool one_password_a_company = false;  // hashing takes 0.2 s each
};

Plan sample_plan();
Plan large_plan(Size const& size);

// Every guild has these.
struct Spot {
    std::string_view name;
    std::optional<std::size_t> parent;
};
inline constexpr Spot spots[] = {{"Sales", {}}, {"Field sales", 0}, {"Service", {}}};

// Everybody of the plan, with new passwords and ids of guilds and spots: admin, moderator, the owners, each company's people, two users.
std::vector<Account> accounts_of(Plan const& plan);

// The people of one company, in the order of Company::people.
std::span<Account const> people_of(std::vector<Account> const& accounts, Plan const& plan, std::size_t company);

}  // namespace guildhall::demo
