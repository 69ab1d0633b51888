#include <algorithm>
#include <stdexcept>

#include "base/secret.h"
#include "cli/crmms.h"

namespace guildhall::cli::crmms {

namespace {

// The same thing of the same source has the same id each time (RFC 9562, version 8).
Uuid id_of(Source const& source, std::string const& kind, std::string const& id)
{
    auto const digest = sha256("guildhall import crmms\n" + source.name + "\n" + kind + "\n" + id);
    Uuid made;
    std::copy_n(digest.begin(), made.bytes.size(), made.bytes.begin());
    made.bytes[6] = static_cast<std::uint8_t>((made.bytes[6] & 0x0f) | 0x80);
    made.bytes[8] = static_cast<std::uint8_t>((made.bytes[8] & 0x3f) | 0x80);
    return made;
}

// The mark behind a hash that says: of the password itself, without a pepper (identity/password.h).
std::string marked(std::string const& hash)
{
    return "$2b$" + hash.substr(4) + "~crmms";
}

class Bringing {
public:
    Bringing(db::Session& session, Source const& source, Judged& judged) : session_(session), source_(source), judged_(judged) {}

    Counts run()
    {
        operator_ = session_.value<std::optional<Uuid>>(
            "select (select m.account_id from platform.memberships m where m.role = 'admin' and m.live order by m.created_at limit 1)");
        add_people();
        add_places();
        for (auto const& [id, places] : judged_.places)
            for (auto const& place : places)
                add_membership(id, place);
        return counts_;
    }

private:
    Uuid account(std::string const& person) const { return id_of(source_, "user", person); }
    Uuid agency(std::string const& id) const { return id_of(source_, "account", id); }
    Uuid company(std::string const& id) const { return id_of(source_, "guild", id); }
    Uuid spot(std::string const& id) const { return id_of(source_, "spot", id); }

    bool is_there(char const* statement, Uuid id)
    {
        bool const found = !session_.run(statement, db::values(id)).empty();
        counts_.there_already += found;
        return found;
    }

    // Who comes or was brought before; whose address is somebody else's here is refused.
    void add_people()
    {
        for (auto const& person : source_.people) {
            if (!judged_.places.contains(person.id) || is_there("select from platform.accounts where id = $1", account(person.id)))
                continue;
            if (!session_.run("select from platform.accounts where lower(email) = lower($1)", db::values(person.email)).empty()) {
                judged_.refused.push_back({"user " + person.id + " (" + person.email + ")", "its address is somebody's here already"});
                judged_.places.erase(person.id);
                continue;
            }
            session_.run("insert into platform.accounts (id, email, name, password_hash, suspended_at, created_by, updated_by) "
                         "values ($1, $2, $3, $4, case when $5 then null else now() end, $6, $6)",
                         db::values(account(person.id), person.email, person.name, marked(person.hash), person.active, maker_of(person)));
            ++counts_.people;
        }
    }

    Uuid maker_of(Person const& person) const
    {
        return judged_.places.contains(person.creator) ? account(person.creator) : operator_.value_or(account(person.id));
    }

    // Who answers for an agency: the one who made its owner, if that is an admin or moderator who came; else this installation's admin.
    Uuid maker_of(Agency const& which) const
    {
        auto const owner = std::ranges::find(source_.people, which.user, &Person::id);
        if (owner != source_.people.end())
            if (auto const maker = judged_.places.find(owner->creator); maker != judged_.places.end())
                if (maker->second.front().role == "admin" || maker->second.front().role == "moderator")
                    return account(owner->creator);
        if (operator_)
            return *operator_;
        for (auto const& [id, places] : judged_.places)
            if (places.front().role == "admin")
                return account(id);
        throw std::runtime_error("There is no admin yet, here or there: guildhall admin create");
    }

    void add_places()
    {
        for (auto const& each : judged_.agencies) {
            if (is_there("select from platform.access_owners where id = $1", agency(each.id)))
                continue;
            auto const maker = maker_of(each);
            session_.run("insert into platform.access_owners (id, name, made_by, created_by, updated_by) values ($1, $2, $3, $3, $3)",
                         db::values(agency(each.id), each.name, maker));
            session_.run(
                "select wall.tell(null, 0, 'access_owners.created', 'access_owners/' || $1::text, jsonb_build_object('name', $2::text))",
                db::values(agency(each.id).text(), each.name));
            ++counts_.agencies;
        }
        for (auto const& each : judged_.companies) {
            if (is_there("select from platform.guilds where id = $1", company(each.id)))
                continue;
            session_.run("select wall.make_guild($1, $2, $3, $4, null, null, null)",
                         db::values(maker_of(each.user), agency(each.agency), company(each.id), each.name));
            ++counts_.companies;
        }
        for (auto const& each : judged_.spots) {
            if (is_there("select from platform.spots where id = $1", spot(each.id)))
                continue;
            auto const parent = each.parent.empty() ? std::nullopt : std::optional(spot(each.parent));
            session_.run("select wall.make_spot($1, $2, $3, $4, $5)",
                         db::values(maker_of(each.user), company(each.company), parent, spot(each.id), each.name));
            ++counts_.spots;
        }
    }

    Uuid maker_of(std::string const& user) const { return judged_.places.contains(user) ? account(user) : operator_.value_or(Uuid{}); }

    // An access owner reads each of its guilds by a membership of its own there.
    void add_membership(std::string const& person, Place const& place)
    {
        auto given = [](bool has, Uuid id) { return has ? std::optional(id) : std::nullopt; };
        add_membership(person, place.role, given(!place.agency.empty(), agency(place.agency)),
                       given(!place.company.empty(), company(place.company)), given(!place.spot.empty(), spot(place.spot)));
        if (place.role == "access_owner")
            for (auto const& each : judged_.companies)
                if (each.agency == place.agency)
                    add_membership(person, place.role, agency(place.agency), company(each.id), std::nullopt);
    }

    void add_membership(std::string const& person, std::string const& role, std::optional<Uuid> owner, std::optional<Uuid> guild,
                        std::optional<Uuid> of_spot)
    {
        auto text = [](std::optional<Uuid> id) { return id ? id->text() : std::string(); };
        auto const id = id_of(source_, "membership", person + "\n" + role + "\n" + text(owner) + "\n" + text(guild) + "\n" + text(of_spot));
        if (session_.run("select from platform.memberships where id = $1", db::values(id)).empty())
            session_.run("select wall.add_membership(null, $1, $2, $3, $4, $5, $6, $7)",
                         db::values(id, account(person), role, owner, guild, of_spot, role == "guild" || role == "spot"));
    }

    db::Session& session_;
    Source const& source_;
    Judged& judged_;
    std::optional<Uuid> operator_;
    Counts counts_;
};

}  // namespace

Counts bring_in(db::Session& session, Source const& source, Judged& judged)
{
    return Bringing(session, source, judged).run();
}

}  // namespace guildhall::cli::crmms
