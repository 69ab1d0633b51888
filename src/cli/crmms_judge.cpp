#include <algorithm>
#include <cctype>
#include <iterator>
#include <set>

#include "base/rules.h"
#include "cli/crmms.h"

namespace guildhall::cli::crmms {

namespace {

std::map<std::string, int> const levels{{"admin", 0}, {"moderator", 1}, {"access_owner", 2}, {"guild", 3},
                                        {"spot", 4},  {"builder", 5},   {"user", 6}};

std::string lower(std::string text)
{
    std::ranges::transform(text, text.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

bool is_bcrypt(std::string const& hash)
{
    constexpr std::size_t length = 60;
    return hash.size() == length && (hash.starts_with("$2a$") || hash.starts_with("$2b$") || hash.starts_with("$2y$"));
}

template <class T>
T const* by_id(std::vector<T> const& all, std::string const& id)
{
    auto const found = std::ranges::find(all, id, &T::id);
    return id.empty() || found == all.end() ? nullptr : &*found;
}

class Judge {
public:
    explicit Judge(Source const& source) : source_(source)
    {
        for (auto const& person : source.people) {
            people_[person.id] = &person;
            ++addresses_[lower(person.email)];
        }
    }

    Judged run()
    {
        judge_places();
        std::map<std::string, std::string> why;
        for (auto const& person : source_.people)
            if (auto reason = own_fault(person); !reason.empty())
                why[person.id] = std::move(reason);
        judge_makers(why);
        for (auto const& person : source_.people)
            if (auto const reason = why.find(person.id); reason != why.end()) {
                judged_.refused.push_back({"user " + person.id + " (" + person.email + ")", reason->second});
                judged_.places.erase(person.id);
            }
        return std::move(judged_);
    }

private:
    void refuse(std::string const& kind, std::string const& id, std::string const& name, std::string why)
    {
        judged_.refused.push_back({kind + " " + id + " (" + name + ")", std::move(why)});
    }

    void judge_places()
    {
        judged_.agencies = source_.agencies;
        for (auto const& company : source_.companies)
            if (by_id(source_.agencies, company.agency))
                judged_.companies.push_back(company);
            else
                refuse("guild", company.id, company.name, "its account " + company.agency + " is not there");
        for (auto const& spot : source_.spots)
            if (!by_id(judged_.companies, spot.company))
                refuse("spot", spot.id, spot.name, "its guild " + spot.company + " is not there");
        order_spots();
        for (auto const& agency : judged_.agencies)
            place(agency.user, {"access_owner", agency.id, {}, {}});
        for (auto const& company : judged_.companies)
            place(company.user, {"guild", company.agency, company.id, {}});
        for (auto const& spot : judged_.spots)
            place(spot.user, {"spot", by_id(judged_.companies, spot.company)->agency, spot.company, spot.id});
        for (auto const& builder : source_.builders)
            place_builder(builder);
    }

    // Each after the one that it lies in; what is left lies in circles, elsewhere, or in nothing.
    void order_spots()
    {
        std::vector<Spot> waiting;
        std::ranges::copy_if(source_.spots, std::back_inserter(waiting),
                             [&](Spot const& spot) { return by_id(judged_.companies, spot.company); });
        for (bool more = true; more;) {
            more = false;
            for (auto spot = waiting.begin(); spot != waiting.end();) {
                auto const* parent = by_id(judged_.spots, spot->parent);
                if (spot->parent.empty() || (parent && parent->company == spot->company)) {
                    judged_.spots.push_back(*spot);
                    spot = waiting.erase(spot);
                    more = true;
                } else {
                    ++spot;
                }
            }
        }
        for (auto const& spot : waiting)
            refuse("spot", spot.id, spot.name,
                   "it lies in spot " + spot.parent + ", which is not there, in another guild, or in this one itself");
    }

    void place_builder(Builder const& builder)
    {
        auto const* spot = by_id(judged_.spots, builder.spot);
        if (!spot)
            misplaced_[builder.user] = "its spot " + builder.spot + " is not there";
        else if (!builder.company.empty() && builder.company != spot->company)
            misplaced_[builder.user] = "it is of guild " + builder.company + ", and its spot is in guild " + spot->company;
        else
            place(builder.user, {"builder", by_id(judged_.companies, spot->company)->agency, spot->company, spot->id});
    }

    void place(std::string const& user, Place where)
    {
        if (user.empty())
            return;
        judged_.places[user].push_back(std::move(where));
    }

    std::string own_fault(Person const& person)
    {
        if (!levels.contains(person.role))
            return "its role \"" + person.role + "\" is none";
        if (broken(email, person.email))
            return "its address is none";
        if (addresses_[lower(person.email)] > 1)
            return "its address stands there more than once";
        if (!is_bcrypt(person.hash))
            return "its password is no bcrypt hash";
        if (auto const found = misplaced_.find(person.id); found != misplaced_.end())
            return found->second;
        auto const where = judged_.places.find(person.id);
        bool const needs_place = levels.at(person.role) >= 2 && person.role != "user";
        if (where == judged_.places.end() && needs_place)
            return "it is " + person.role + " of nothing";
        if (where != judged_.places.end())
            for (auto const& place : where->second)
                if (place.role != person.role)
                    return "its role is " + person.role + ", and it stands there as " + place.role;
        if (!needs_place)
            judged_.places[person.id] = {{person.role, {}, {}, {}}};
        return {};
    }

    // Until nothing more follows: whoever was made by one who is refused has nothing from anybody who could give it.
    void judge_makers(std::map<std::string, std::string>& why)
    {
        if (!source_.knows_creators)
            return;
        for (bool more = true; more;) {
            more = false;
            for (auto const& person : source_.people)
                if (!why.contains(person.id))
                    if (auto reason = fault_of_making(person, why); !reason.empty()) {
                        why[person.id] = std::move(reason);
                        more = true;
                    }
        }
    }

    std::string fault_of_making(Person const& person, std::map<std::string, std::string> const& why) const
    {
        if (person.creator.empty())
            return person.role == "admin" || person.role == "user" ? "" : "nobody made it";
        auto const maker = people_.find(person.creator);
        if (maker == people_.end())
            return "its maker, user " + person.creator + ", is not there";
        if (goes_round(person))
            return "it made itself, directly or by others";
        if (why.contains(person.creator))
            return "it was made by user " + person.creator + ", who is not imported";
        if (!could_make(*maker->second, person))
            return "it is " + person.role + ", and was made by a " + maker->second->role + " (" + maker->second->email + "), who could not";
        return {};
    }

    bool goes_round(Person const& person) const
    {
        std::set<std::string> seen;
        for (auto const* each = &person; each && seen.insert(each->id).second;) {
            if (each->creator == person.id)
                return true;
            auto const maker = people_.find(each->creator);
            each = maker == people_.end() ? nullptr : maker->second;
        }
        return false;
    }

    // product.md: nobody makes an account at or above its own level or outside of its subtree; administrators of a guild and colleagues
    // in an agency may make their like.
    bool could_make(Person const& maker, Person const& made) const
    {
        if (made.role == "user")
            return true;
        if (!judged_.places.contains(maker.id) || !judged_.places.contains(made.id))
            return false;
        auto const &from = judged_.places.at(maker.id), &to = judged_.places.at(made.id);
        return std::ranges::all_of(to, [&](Place const& there) {
            return std::ranges::any_of(from, [&](Place const& here) { return reaches(maker, here, there); });
        });
    }

    bool reaches(Person const& maker, Place const& from, Place const& to) const
    {
        if (from.role == "admin")
            return to.role != "admin";
        if (from.role == "moderator")
            return to.role == "access_owner" || (levels.at(to.role) > 2 && made_agency(maker, to.agency));
        if (from.role == "access_owner")
            return from.agency == to.agency && levels.at(to.role) >= 2;
        if (from.role == "guild")
            return from.company == to.company && levels.at(to.role) >= 3;
        return from.role == "spot" && to.role == "builder" && lies_in(to.spot, from.spot);
    }

    bool made_agency(Person const& maker, std::string const& agency) const
    {
        auto const* found = by_id(judged_.agencies, agency);
        auto const owner = found ? people_.find(found->user) : people_.end();
        return owner != people_.end() && owner->second->creator == maker.id;
    }

    bool lies_in(std::string const& spot, std::string const& above) const
    {
        for (auto const* each = by_id(judged_.spots, spot); each; each = by_id(judged_.spots, each->parent))
            if (each->id == above)
                return true;
        return false;
    }

    Source const& source_;
    std::map<std::string, Person const*> people_;
    std::map<std::string, int> addresses_;
    std::map<std::string, std::string> misplaced_;
    Judged judged_;
};

}  // namespace

Judged judge(Source const& source)
{
    return Judge(source).run();
}

}  // namespace guildhall::cli::crmms
