#include "support/interleaving.h"

#include <gmock/gmock.h>

namespace guildhall::support {

std::string id_of(std::string const& record)
{
    return record.substr(record.find('/') + 1);
}

std::string without(std::string const& field, std::string content)
{
    auto const from = content.find("\"" + field + "\": ");
    return from == content.npos ? content : content.erase(from, content.find(", \"", from) - from);
}

Answer patched(Client const& client, std::string const& path, std::string const& change)
{
    return client.ask("PATCH", path, json_of(change), {{"If-Match", "*"}, {"Content-Type", "application/json"}});
}

Merging::Merging(unsigned seed) : chance(seed)
{
    for (std::string const name : {"Alfreds Futterkiste", "Alfreds Futter", "Alfred"})
        add_customer(name);
    before = contents_of(shared_server(), guild.id);
}

void Merging::add_customer(std::string const& name)
{
    auto const& gita = guild.client;
    customers.push_back(
        made(gita, "/customers",
             "{'name':'" + name + "','external_id':'" + name + "','phone':'030 123456" + std::to_string(customers.size()) + "'}"));
    auto const path = "/customers/" + customers.back();
    for (unsigned i = chance.number() % 4; i > 0; --i)
        hanging.push_back("contacts/" +
                          made(gita, path + "/contacts",
                               "{'last_name':'C" + std::to_string(i) + "','email':'c" + std::to_string(i) + "@merging.example'}"));
    for (unsigned i = chance.number() % 3; i > 0; --i)
        made(gita, path + "/notes", "{'body':'N'}");
    for (unsigned i = chance.number() % 3; i > 0; --i)
        hanging.push_back("activities/" + made(gita, "/activities", "{'subject':'A','customer_id':'" + customers.back() + "'}"));
    if (chance.coin())
        hanging.push_back("estimates/" + made(gita, "/estimates", "{'customer_id':'" + customers.back() + "','lines':[]}"));
}

void Merging::merge_two(Numbers numbers)
{
    auto const one = chance.any(customers), other = chance.any(customers);
    auto const side = [&] { return std::string(chance.coin() ? "'other'" : "'this'"); };
    auto const merged = guild.client.post("/customers/" + one + "/merge",
                                          json_of("{'other_id':'" + other + "','fields':{'name':" + side() + ",'external_id':" +
                                                  (numbers == Numbers::go ? side() : "'this'") + ",'phone':" + side() + "}}"));
    if (merged.status == 201)
        merges.push_back(merged.text("id"));
    else
        EXPECT_THAT(merged.status, testing::AnyOf(404, 422)) << merged.body;
}

void Merging::touch()
{
    if (hanging.empty())
        return;
    auto const record = chance.any(hanging);
    auto const change = record.starts_with("contacts")     ? "{'title':'changed'}"
                        : record.starts_with("activities") ? "{'body':'changed'}"
                                                           : "{'notes':'changed'}";
    if (patched(guild.client, "/" + record, change).status == 200)
        touched.insert(id_of(record));
}

void Merging::undo_all()
{
    for (auto at = merges.rbegin(); at != merges.rend(); ++at) {
        auto const undone = guild.client.post("/merges/" + *at + "/undo", "");
        EXPECT_EQ(undone.status, 200) << undone.body;
        auto const whole = undone.json();
        for (auto const& each : whole.find("conflicts")->items)
            named.insert(each.find("id")->string);
    }
}

}  // namespace guildhall::support
