#include "demo/plan.h"

#include "demo/passwords.h"
#include "demo/words.h"
#include "identity/totp.h"

namespace guildhall::demo {

Plan sample_plan()
{
    Plan plan;
    plan.owners = {{"Harbour Street Agency", "Olga Hale", "olga@harbourstreet.example"},
                   {"Meridian Partners", "Otto Reyes", "otto@meridian.example"}};
    plan.companies = {
        {"Northwind Traders",
         "northwind.example",
         "EUR",
         "DE",
         "en",
         {"Greta Lind", "Hanna Weiss", "Ada Berg", "Ben Kraus", "Hugo Brandt", "Cleo Fuchs", "Dan Vogel", "Hilda Sommer", "Eva Roth",
          "Finn Adler"},
         0},
        {"Fivehundred Research",
         "fivehundred.example",
         "USD",
         "US",
         "en",
         {"Gina Park", "Howard Cole", "Amy Stone", "Bill Frost", "Helen Moss", "Cora Lane", "Doug Pike", "Harry Wells", "Ella Ross",
          "Fred Nash"},
         0},
        {"Casa Verde",
         "casaverde.example",
         "EUR",
         "ES",
         "es",
         {"Gloria Mora", "Hernán Ríos", "Alba Luna", "Bruno Vidal", "Helena Cruz", "Celia Rey", "David Gil", "Hugo Marín", "Elena Sanz",
          "Fabio León"},
         1},
        {"Fjord & Furu",
         "fjordfuru.example",
         "NOK",
         "NO",
         "en",
         {"Guro Vik", "Håkon Moe", "Anna Lie", "Bård Aas", "Helle Sand", "Clara Nes", "Dag Holm", "Hege Dahl", "Eline Berg", "Frode Lund"},
         1},
    };
    return plan;
}

Plan large_plan(Size const& size)
{
    constexpr std::int64_t guilds_of_an_owner = 10;
    static std::array<std::string, 10> const people = {"Gita", "Hana", "Ada", "Bob", "Hugo", "Fiona", "Felix", "Hilda", "Sara", "Sven"};
    Plan plan;
    plan.one_password_a_company = true;
    Dice dice(size.seed);
    for (std::int64_t guild = 0; guild < size.guilds; ++guild) {
        if (guild % guilds_of_an_owner == 0) {
            auto const number = std::to_string(plan.owners.size() + 1);
            plan.owners.push_back({"Agency " + number, "Olga " + std::string(last_name(dice)), "olga@agency-" + number + ".example"});
        }
        auto const& place = town(dice);
        Company company{.name = company_name(dice),
                        .domain = "guild-" + std::to_string(guild + 1) + ".example",
                        .currency = "EUR",
                        .country = std::string(place.country),
                        .language = "en",
                        .people = {},
                        .owner = plan.owners.size() - 1};
        for (std::size_t i = 0; i < people.size(); ++i)
            company.people[i] = people[i] + " " + std::string(last_name(dice));
        plan.companies.push_back(std::move(company));
    }
    return plan;
}

namespace {

std::string address(std::string const& person, std::string const& domain)
{
    return mail_name(person.substr(0, person.find(' '))) + "@" + domain;
}

Account with_factor(Account account)
{
    account.totp_secret = identity::base32(identity::new_totp_secret());
    return account;
}

struct PlacedSpot {
    std::string name;
    Uuid id;
};

void add_company(std::vector<Account>& all, Plan const& plan, Company const& company)
{
    auto const shared = easy_password();
    auto const guild = Uuid::make();
    std::vector<PlacedSpot> placed;
    for (auto const& spot : spots)
        placed.push_back({std::string(spot.name), Uuid::make()});
    for (std::size_t i = 0; i < company.people.size(); ++i) {
        Account account{.email = address(company.people[i], company.domain),
                        .password = plan.one_password_a_company ? shared : easy_password(),
                        .totp_secret = {},
                        .name = company.people[i],
                        .role = i == 0       ? "guild"
                                : i % 3 == 1 ? "spot"
                                             : "builder",
                        .access_owner = plan.owners[company.owner].name,
                        .guild = company.name,
                        .guild_id = guild,
                        .spot = {},
                        .spot_id = {},
                        .can_create_customers = i == 0 || i % 3 != 0};
        if (i > 0) {
            account.spot = placed[(i - 1) / 3].name;
            account.spot_id = placed[(i - 1) / 3].id;
        }
        all.push_back(std::move(account));
    }
}

Account simple(std::string email, std::string name, std::string role)
{
    Account account;
    account.email = std::move(email);
    account.password = easy_password();
    account.name = std::move(name);
    account.role = std::move(role);
    return account;
}

}  // namespace

std::vector<Account> accounts_of(Plan const& plan)
{
    std::vector<Account> all;
    all.push_back(with_factor(simple("alma@guildhall.example", "Alma Reed", "admin")));
    all.push_back(with_factor(simple("mona@guildhall.example", "Mona Field", "moderator")));
    for (auto const& owner : plan.owners) {
        all.push_back(simple(owner.email, owner.person, "access_owner"));
        all.back().access_owner = owner.name;
    }
    for (auto const& company : plan.companies)
        add_company(all, plan, company);
    all.push_back(simple("uma@people.example", "Uma Gray", "user"));
    all.push_back(simple("ugo@people.example", "Ugo Bell", "user"));
    return all;
}

std::span<Account const> people_of(std::vector<Account> const& accounts, Plan const& plan, std::size_t company)
{
    auto const people = plan.companies[company].people.size();
    return std::span(accounts).subspan(2 + plan.owners.size() + company * people, people);
}

}  // namespace guildhall::demo
