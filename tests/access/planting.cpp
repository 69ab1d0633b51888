#include "access/planting.h"

#include "access/form.h"
#include "base/secret.h"
#include "support/bulk.h"
#include "support/documents.h"

#include <chrono>
#include <thread>

namespace guildhall::access {

using db::values;
using support::Client;
using support::GuildPeople;
using support::json_of;
using support::made;
using support::Person;

std::string new_marker()
{
    return "zq" + hex(sha256(Uuid::make().text())).substr(0, 12);
}

Object& Planting::add(std::string kind, std::string id, std::string marker, Person const* owner)
{
    return objects.emplace_back(Object{.kind = std::move(kind), .id = std::move(id), .marker = std::move(marker), .owner = owner});
}

Object& Planting::add_place(std::string kind, Uuid id, std::string marker, Class place)
{
    auto& added = add(std::move(kind), id.text(), std::move(marker), nullptr);
    added.place = place;
    return added;
}

std::string Planting::rename(std::string const& table, Uuid id)
{
    auto const marker = new_marker();
    server_.database().superuser().run("update platform." + table + " set name = $1 where id = $2", values(marker, id));
    return marker;
}

void Planting::plant()
{
    auto const& home = world_.first;
    plant_people();
    plant_places();
    plant_guild(home, {&home.administrator, &home.sales_head, &home.ada, &home.bob, &home.fiona, &home.sara});
    plant_guild(world_.second, {&world_.second.administrator, &world_.second.ada});
    plant_guild(world_.foreign, {&world_.foreign.administrator, &world_.foreign.ada});
    for (auto const* person : {&home.administrator, &home.sales_head, &home.ada, &home.bob})
        plant_trash(home, *person);
    plant_sessions();
    plant_proofs();
    plant_desk();
}

void Planting::plant_proofs()
{
    auto const id = Uuid::make();
    auto const marker = new_marker();
    server_.database().superuser().run(
        "insert into platform.isolation_receipts (id, at, version, routes, requests, statements, findings, document) "
        "values ($1, now(), $2::text, 1, 1, 1, 0, jsonb_build_object('receipt', $2::text, 'kid', '', 'public_key', '', 'signature', "
        "'')::text)",
        values(id, marker));
    add_place("isolation_receipt", id, marker, Class::own);
    auto const other = Uuid::make();
    auto const found = new_marker();
    server_.database().superuser().run(
        "insert into platform.examinations (id, at, version, complaints, backup_is_proven) values ($1, now(), '', "
        "jsonb_build_array(jsonb_build_object('check', 'files', 'what', $2::text, 'remedy', '')), false)",
        values(other, found));
    add_place("examination", other, found, Class::own);
}

// Fixed, with all that an advisory needs; its report says the marker.
void Planting::plant_desk()
{
    auto const id = Uuid::make();
    auto const marker = new_marker();
    auto& superuser = server_.database().superuser();
    superuser.run(
        "insert into platform.desk_cases (id, number, source, received_at, reported_severity, severity, state, description, summary, "
        "details, introduced_version, fixed_version, changelog_line, released_at) values ($1, 'GH-2001-0001', 'form', now(), 'unsure', "
        "'high', 'released', $2, $2, $2, '0', '0.1.1', $2, now())",
        values(id, marker));
    add_place("desk_case", id, marker, Class::own);
    superuser.run("insert into platform.desk_members (account_id) values ($1)", values(world_.milo.account));
    add_place("desk_member", world_.milo.account, markers_.at(world_.milo.account), Class::own);
}

void Planting::plant_people()
{
    auto const& home = world_.first;
    for (auto const& person : world_.all())
        markers_[person.account] = rename("accounts", person.account);
    for (auto const* person : {&home.ada, &home.bob, &home.fiona, &home.sara, &home.sales_head, &home.administrator, &world_.second.ada,
                               &world_.foreign.ada, &world_.user, &world_.olga, &world_.mona, &world_.admin}) {
        add("account", person->account.text(), markers_.at(person->account), person);
        auto& membership = add("membership", person->membership.text(), "", person);
        if (person->guild)
            membership.parents["guild_id"] = person->guild->text();
        server_.database().superuser().run(
            "insert into platform.pictures (account_id, type, content) values ($1, 'image/png', convert_to($2, 'UTF8'))",
            values(person->account, person->account.text()));
    }
    add_place("moderator", world_.mona.account, markers_.at(world_.mona.account), Class::own);
    add_place("moderator", world_.milo.account, markers_.at(world_.milo.account), Class::foreign);
}

void Planting::plant_sessions()
{
    std::vector<Person const*> people;
    for (auto const& object : objects)
        if (object.kind == "account")
            people.push_back(object.owner);
    for (auto const* person : people) {
        auto const id = Uuid::make();
        server_.database().superuser().run(
            "insert into platform.sessions (digest, id, account_id, membership_id, kind, second_factor, idle_minutes, idle_until, ends_at) "
            "values (sha256(convert_to($1, 'UTF8')), $1::text::uuid, $2, $3, 'token', false, 60, now() + interval '1 hour', now() + "
            "interval '1 day')",
            values(id.text(), person->account, person->membership));
        add("session", id.text(), "", person);
        if (!person->totp_secret.empty())  // for others it would be the first factor, and their password no longer enough
            plant_passkey(*person);
        plant_api_key(*person);
    }
}

void Planting::plant_passkey(Person const& person)
{
    auto const id = Uuid::make();
    server_.database().superuser().run(
        "insert into platform.passkeys (id, account_id, credential_id, algorithm, public_key, sign_count, name, proof, sealed) "
        "values ($1::uuid, $2, sha256(convert_to($1::uuid::text, 'UTF8')), -7, '', 0, 'Phone', '', '')",
        values(id, person.account));
    add("passkey", id.text(), "", &person);
}

void Planting::plant_api_key(Person const& person)
{
    auto const id = Uuid::make();
    auto& superuser = server_.database().superuser();
    superuser.run(
        "insert into platform.sessions (digest, id, account_id, membership_id, kind, second_factor, idle_minutes, idle_until, ends_at, "
        "limits, "
        "made_by) values (sha256(convert_to($1, 'UTF8')), $1::text::uuid, $2, $3, 'key', false, 1440, now() + interval '1 day', now() + "
        "interval '1 day', '{customers.read}', $3)",
        values(id.text(), person.account, person.membership));
    superuser.run("insert into platform.api_keys (session_id, name, hint) values ($1, 'Program', 'ghk_abcd')", values(id));
    add("api_key", id.text(), "", &person);
}

void Planting::plant_guild(GuildPeople const& guild, std::vector<Person const*> const& owners)
{
    for (auto const* owner : owners)
        plant_catalogue(guild, *owner);
    for (auto const* owner : owners) {
        plant_records(*owner);
        plant_import(guild, *owner);
        plant_alert(guild, *owner);
        plant_bulk_change(*owner);
        plant_export(server_.as(*owner), *owner);
        plant_merge(*owner);
    }
}

void Planting::plant_catalogue(GuildPeople const& guild, Person const& owner)
{
    auto const gita = server_.as(guild.administrator);
    auto& superuser = server_.database().superuser();
    auto plant = [&](std::string const& kind, std::string const& table, std::string const& path, std::string const& more) {
        auto const marker = new_marker();
        auto const id = made(gita, path, "{'name':'" + marker + "'" + more + "}");
        superuser.run("set session_replication_role = replica");  // or the trigger keeps who made it
        superuser.run("update guild." + table + " set created_by = $1 where id = $2::text::uuid", values(owner.account, id));
        superuser.run("set session_replication_role = origin");
        add(kind, id, marker, &owner);
        return id;
    };
    tax_codes_[guild.guild.id] = plant("tax_code", "tax_codes", "/tax-codes", ",'category':'S','rate':'20'");
    plant("product", "products", "/products", ",'unit_price':'5'");
    plant("tag", "tags", "/tags", "");
    plant("group", "groups", "/groups", "");
}

void Planting::let_create_customers(Person const& person, bool may)
{
    server_.database().superuser().run("update platform.memberships set can_create_customers = $1 where id = $2",
                                       values(may, person.membership));
}

void Planting::plant_records(Person const& owner)
{
    auto const client = server_.as(owner);
    let_create_customers(owner, true);
    auto const name = new_marker(), contact = new_marker(), note = new_marker();
    auto const customer = made(client, "/customers", "{'name':'" + name + "'}");
    let_create_customers(owner, owner.can_create_customers);
    add("customer", customer, name, &owner);
    auto const of_customer = "/customers/" + customer;
    made(client, of_customer + "/contacts", "{'first_name':'Primary','last_name':'Contact'}");
    auto const contact_id = made(client, of_customer + "/contacts", "{'first_name':'Nina','last_name':'" + contact + "'}");
    add("contact", contact_id, contact, &owner).parents["customer_id"] = customer;
    auto const note_id = made(client, of_customer + "/notes", "{'body':'" + note + "'}");
    add("note", note_id, note, &owner).parents["customer_id"] = customer;
    auto const activity = new_marker();
    auto const activity_id = made(client, "/activities", "{'subject':'" + activity + "','customer_id':'" + customer + "'}");
    add("activity", activity_id, activity, &owner);
    auto const view = new_marker();
    add("view", made(client, "/views", "{'list':'customers','name':'" + view + "'}"), view, &owner);
    plant_estimate(client, owner, customer, new_marker());
}

// Done, so that there is a file.
void Planting::plant_export(Client const& client, Person const& owner)
{
    auto const id =
        client.post("/exports", json_of("{'kind':'products','format':'csv','filter':{'search':'" + new_marker() + "'}}")).text("id");
    while (client.get("/exports/" + id).text("state") == "running")
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    add("export", id, "", &owner);
}

void Planting::plant_estimate(Client const& client, Person const& owner, std::string const& customer, std::string const& marker)
{
    auto const answer =
        client.post("/estimates", json_of("{'customer_id':'" + customer + "','notes':'" + marker +
                                          "','lines':[{'description':'Desk','quantity':'1','unit_price':'5','tax_code_id':'" +
                                          tax_codes_.at(*owner.guild) + "'}]}"));
    add("estimate", answer.text("id"), marker, &owner);
    add("estimate_line", answer.text("lines.0.id"), "", &owner);
}

void Planting::plant_alert(GuildPeople const& guild, Person const& owner)
{
    auto const id = Uuid::make();
    server_.database().superuser().run(
        "insert into guild.alerts (guild_id, id, spot_pos, owner_id, rule, level, subject, amount, first_at, last_at, last_seq)"
        " select m.guild_id, $1, case when m.spot_id is null then 0 else m.pos end, m.account_id, 'many_failures', 'warning', "
        "m.account_id::text, 10,"
        "        now(), now(), 1 from platform.memberships m where m.guild_id = $2::text::uuid and m.account_id = $3",
        values(id, guild.guild.id, owner.account));
    add("alert", id.text(), "", &owner);
}

// Builders import nothing: theirs came to them otherwise.
void Planting::plant_import(GuildPeople const& guild, Person const& owner)
{
    auto const& head = owner.spot == guild.sales.id         ? guild.sales_head
                       : owner.spot == guild.field_sales.id ? guild.field_head
                       : owner.spot == guild.service.id     ? guild.service_head
                                                            : guild.administrator;
    auto const marker = new_marker();
    Form form;
    form.add("kind", "customers");
    form.add_file("file", marker + ".csv", "Name\nSomebody\n");
    auto const answer = server_.as(head).upload("/imports", form.type(), form.text());
    auto const id = answer.text("id");
    server_.database().superuser().run("update guild.imports set owner_id = $1, state = 'undone' where id = $2::text::uuid",
                                       values(owner.account, id));
    add("import", id, marker, &owner);
}

// Done, with one row that failed.
void Planting::plant_bulk_change(Person const& owner)
{
    auto const nobodys = Uuid::make().text();
    auto const done = support::bulk_changed(server_.as(owner), "customers", {nobodys}, "{'status':'lead'}");
    add("bulk_change", done.text("id"), "", &owner);
    add("bulk_failure", nobodys, "", &owner).parents["bulk_change_id"] = done.text("id");
}

// What stayed lies in the trash, so that there is one customer of each owner as before; and something else does.
void Planting::plant_merge(Person const& owner)
{
    auto const client = server_.as(owner);
    let_create_customers(owner, true);
    auto const customer = [&] { return made(client, "/customers", "{'name':'" + new_marker() + "'}"); };
    auto const stays = customer(), other = customer(), marker = new_marker(),
               gone = made(client, "/customers", "{'name':'" + marker + "'}");
    let_create_customers(owner, owner.can_create_customers);
    add("merge", made(client, "/customers/" + stays + "/merge", "{'other_id':'" + other + "'}"), "", &owner);
    for (auto const& id : {stays, gone})
        client.del("/customers/" + id);
    add("trashed", gone, marker, &owner);
}

void Planting::plant_trash(GuildPeople const& guild, Person const& owner)
{
    auto const first = objects.size();
    plant_catalogue(guild, owner);
    plant_records(owner);
    auto const client = server_.as(owner), gita = server_.as(guild.administrator);
    for (auto const& [kind, path] : std::map<std::string, std::string>{{"contact", "/contacts/"},
                                                                       {"activity", "/activities/"},
                                                                       {"estimate", "/estimates/"},
                                                                       {"customer", "/customers/"},
                                                                       {"product", "/products/"},
                                                                       {"tag", "/tags/"},
                                                                       {"group", "/groups/"},
                                                                       {"view", "/views/"},
                                                                       {"tax_code", "/tax-codes/"}})
        for (auto i = first; i < objects.size(); ++i)
            if (objects[i].kind == kind) {
                auto const& by = kind[0] == 't' || kind == "product" || kind == "group" ? gita : client;
                if (auto const gone = by.del(path + objects[i].id); gone.status != 204)
                    throw std::runtime_error(path + " cannot be put into the trash: " + gone.body);
            }
    for (auto i = first; i < objects.size(); ++i)
        if (objects[i].kind != "estimate_line")
            trashed.push_back(objects[i]);
    objects.resize(first);
}

}  // namespace guildhall::access
