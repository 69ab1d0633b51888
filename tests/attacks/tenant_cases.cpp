// What one guild's people could learn of another guild: by filters, references, counts, jobs, or by what is taken already.
#include <thread>

#include "attacks/attack.h"
#include "support/guild_of_its_own.h"

namespace guildhall::attacks {

namespace {

using access::Role;
using support::Answer;

bool is_empty_list(Answer const& answer)
{
    return answer.body.find("\"items\":[]") != answer.body.npos || answer.body.find("\"count\":0") != answer.body.npos;
}

// A list or a count that finds nothing, or a refusal.
Verdict finds_nothing()
{
    return [](Someone const&, Answer const& answer) -> std::string {
        if (answer.status >= 400 || is_empty_list(answer))
            return "";
        return "found something: " + answer.body;
    };
}

void add_filters(std::vector<Case>& all)
{
    auto by = [&](std::string name, std::string what, std::string path, std::vector<Role> but = {}) {
        all.push_back(shot(Group::tenant, std::move(name), "looks for " + what, {"GET", std::move(path)}, finds_nothing(), std::move(but)));
    };
    by("CustomersOfASpot", "customers in a strange spot", "/customers?spot_id={foreign.spot}");
    by("CustomersOfAnOwner", "customers of a stranger", "/customers?owner_id={foreign.account}");
    by("CustomersWithATag", "customers with a strange tag", "/customers?tag_id={foreign.tag}");
    by("CustomersOfAGroup", "customers in a strange group", "/customers?group_id={foreign.group}");
    by("CustomerCount", "how many customers a strange spot has", "/customers/count?spot_id={foreign.spot}");
    by("ContactsOfASpot", "contacts in a strange spot", "/contacts?spot_id={foreign.spot}");
    by("ContactsOfAnOwner", "contacts of a stranger", "/contacts/count?owner_id={foreign.account}");
    by("EstimatesOfACustomer", "estimates for a strange customer", "/estimates?customer_id={foreign.customer}");
    by("EstimateCount", "how many estimates a strange spot has", "/estimates/count?spot_id={foreign.spot}");
    by("ActivitiesOfACustomer", "activities of a strange customer", "/activities?customer_id={foreign.customer}");
    by("ActivitiesOfAPerson", "activities of a stranger", "/activities?assignee_id={foreign.account}");
    by("PeopleOfASpot", "people in a strange spot", "/guilds/{own.guild}/people?spot_id={foreign.spot}");
    by("TrailOfACustomer", "what happened to a strange customer", "/audit-events?object=customers/{foreign.customer}",
       {Role::admin, Role::moderator});
    by("TrailOfAPerson", "what a stranger did", "/audit-events?actor={foreign.account}", {Role::admin, Role::moderator});
    by("PortfolioOfAnAgency", "the guilds of a strange agency", "/portfolio?access_owner_id={foreign.access_owner}", {Role::admin});
    by("NameOfACustomer", "a strange customer by its name", "/search?search={foreign.customer.marker}");
    by("NameOfAContact", "a strange contact by its name", "/contacts?search={foreign.contact.marker}");
    by("NameOfAProduct", "a strange product by its name", "/products?search={foreign.product.marker}");
    by("NameOfATag", "a strange tag by its name", "/tags?search={foreign.tag.marker}");
    by("NameOfAView", "a strange view by its name", "/views?search={foreign.view.marker}");
    by("HintsByName", "hints at a strange customer", "/customer-hints?company_name={foreign.customer.marker}");
    by("Trash", "strange records in the trash", "/trash?search={foreign.customer.marker}");
    all.push_back(shot(Group::tenant, "SumsOfASpot", "adds up the estimates of a strange spot",
                       {"GET", "/estimates/sums?spot_id={foreign.spot}"}, harmless()));
    all.push_back(shot(Group::tenant, "WatchingACustomer", "watches who looks at a strange customer",
                       {"GET", "/events?at=customers/{foreign.customer}&editing=true"}, harmless()));
    all.push_back(shot(Group::tenant, "ExportOfASpot", "exports the customers of a strange spot",
                       {"GET", "/customers/export.csv?spot_id={foreign.spot}"}, harmless()));
    for (auto const* list : {"/customers", "/contacts", "/estimates", "/activities", "/products", "/tags", "/groups", "/views", "/imports",
                             "/bulk-changes", "/trash", "/colleagues", "/tax-codes", "/audit-events"}) {
        std::string name(list + 1);
        std::erase(name, '-');
        all.push_back(
            shot(Group::tenant, "All_" + name, std::string("reads all of ") + list, {"GET", std::string(list) + "?limit=200"}, harmless()));
    }
}

void add_references(std::vector<Case>& all)
{
    auto to = [&](std::string name, std::string tries, Shot what) {
        all.push_back(shot(Group::tenant, std::move(name), std::move(tries), std::move(what), refused()));
    };
    to("EstimateForACustomer", "writes an estimate for a strange customer",
       {"POST", "/estimates", R"({"customer_id":"{foreign.customer}"})"});
    to("EstimateWithAProduct", "writes a strange product into an estimate",
       {"POST", "/estimates",
        R"({"customer_id":"{own.customer}","lines":[{"description":"x","quantity":"1","unit_price":"1","product_id":"{foreign.product}","tax_code_id":"{own.tax_code}"}]})"});
    to("EstimateWithATaxCode", "writes a strange tax code into an estimate",
       {"POST", "/estimates",
        R"({"customer_id":"{own.customer}","lines":[{"description":"x","quantity":"1","unit_price":"1","tax_code_id":"{foreign.tax_code}"}]})"});
    to("ProductWithATaxCode", "gives a product a strange tax code",
       {"PATCH", "/products/{own.product}", R"({"tax_code_id":"{foreign.tax_code}"})"});
    to("CustomerInAGroup", "puts its customer into a strange group",
       {"PATCH", "/customers/{own.customer}", R"({"group_id":"{foreign.group}"})"});
    to("CustomerWithATag", "gives its customer a strange tag", {"PATCH", "/customers/{own.customer}", R"({"tag_ids":["{foreign.tag}"]})"});
    to("ActivityOfACustomer", "writes an activity at a strange customer",
       {"POST", "/activities", R"({"subject":"x","customer_id":"{foreign.customer}"})"});
    to("ActivityForAPerson", "gives an activity to a stranger",
       {"POST", "/activities", R"({"subject":"x","assignee_id":"{foreign.account}"})"});
    to("NoteAtACustomer", "writes a note at a strange customer", {"POST", "/customers/{foreign.customer}/notes", R"({"body":"x"})"});
    to("ContactAtACustomer", "adds a contact to a strange customer",
       {"POST", "/customers/{foreign.customer}/contacts", R"({"first_name":"x","last_name":"y"})"});
    to("MergeWithACustomer", "merges a strange customer into its own",
       {"POST", "/customers/{own.customer}/merge", R"({"other_id":"{foreign.customer}"})"});
    to("SpotBelowASpot", "moves its spot below a strange one", {"PATCH", "/spots/{own.spot}", R"({"parent_id":"{foreign.spot}"})"});
    to("PersonIntoASpot", "moves its person into a strange spot",
       {"PUT", "/memberships/{own.membership}/spot", R"({"spot_id":"{foreign.spot}"})"});
    to("RestoreFromTheTrash", "restores what a stranger deleted", {"POST", "/trash/{foreign.customer}/restoration"});
}

// Jobs run later and elsewhere: each with strange ids, to their end.
void change_strangers(Trial& trial)
{
    for (auto const& who : trial.ground.everybody) {
        auto const answer =
            trial.ask(who, "POST", "/bulk-changes",
                      trial.ground.fill(R"({"kind":"customers","ids":["{foreign.customer}"],"change":{"status":"former"}})", who));
        for (int tries = 0;
             answer.status == 202 && tries < 300 && trial.ask(who, "GET", "/bulk-changes/" + answer.text("id")).text("state") == "running";
             ++tries)
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
        if (answer.status == 202)
            trial.expect(trial.ask(who, "GET", "/bulk-changes/" + answer.text("id")).text("changed") != "1",
                         who.role() + " has changed a stranger's");
    }
}

void export_strangers(Trial& trial)
{
    for (auto const& who : trial.ground.everybody) {
        auto const answer =
            trial.ask(who, "POST", "/exports",
                      trial.ground.fill(R"({"kind":"customers","format":"csv","filter":{"owner_id":"{foreign.account}"}})", who));
        for (int tries = 0;
             answer.status == 202 && tries < 300 && trial.ask(who, "GET", "/exports/" + answer.text("id")).text("state") == "running";
             ++tries)
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
        if (answer.status == 202)
            trial.ask(who, "GET", "/exports/" + answer.text("id") + "/file");
    }
}

// Names and numbers that are taken elsewhere are free here: nothing tells that they are taken.
Case free_here(std::string name, std::string tries, std::string path, std::string body)
{
    auto run = [path, body](Trial& trial) {
        auto const& foreign = trial.ground.server.world().foreign.administrator;
        auto const taken = trial.ask(trial.ground.everybody.front(), trial.ground.server.as(foreign), "POST", path, body);
        trial.expect(taken.status == 201, "it cannot be taken: " + taken.body);
        for (auto const& who : trial.ground.everybody) {
            auto const answer = trial.ask(who, "POST", path, body);
            trial.expect(answer.status != 422 && answer.status != 409, who.role() + " hears that it is taken: " + answer.body);
            if (answer.status == 201)
                return;
        }
        trial.complain("nobody could take it");
    };
    return {Group::tenant, std::move(name), std::move(tries), std::move(run)};
}

}  // namespace

std::vector<Case> tenant_cases()
{
    std::vector<Case> all;
    add_filters(all);
    add_references(all);
    all.push_back(writing({Group::tenant, "BulkChange", "changes strange customers in a job", change_strangers}));
    all.push_back(writing({Group::tenant, "Export", "exports a stranger's customers in a job", export_strangers}));
    auto taken = [&](Case which) {
        which.writes = Writes::anything;
        all.push_back(std::move(which));
    };
    taken(free_here("TakenExternalId", "finds out which external ids another guild has", "/customers",
                    R"({"name":"x","external_id":"zq-taken"})"));
    taken(free_here("TakenSku", "finds out which article numbers another guild has", "/products",
                    R"({"name":"x","sku":"zq-taken","unit_price":"1"})"));
    taken(free_here("TakenTag", "finds out which tags another guild has", "/tags", R"({"name":"zq taken"})"));
    taken(free_here("TakenGroup", "finds out which groups another guild has", "/groups", R"({"name":"zq taken"})"));
    taken(free_here("TakenTaxCode", "finds out which tax codes another guild has", "/tax-codes",
                    R"({"name":"zq taken","category":"S","rate":"7"})"));
    return all;
}

}  // namespace guildhall::attacks
