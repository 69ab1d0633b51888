#pragma once
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "tenancy/tree.h"

namespace guildhall::tenancy {

struct Holder {
    Uuid membership, guild;
    std::string role;
};

struct Target {
    std::string things;  // "customers"
    Uuid id, guild;
};

// A tree with some sixty more memberships at random places and with random role sets, and records of all of them; and what can happen
// to such a world. Each membership has a session of its own.
class RandomRights {
public:
    explicit RandomRights(unsigned seed);

    db::Session& superuser() { return tree_.superuser(); }
    std::string url() const { return tree_.url(); }

    Holder const& somebody() { return one_of(holders_); }
    std::string const& some_permission() { return one_of(permissions_); }
    // Mostly of that guild; none now and then.
    std::optional<Target> some_record(std::string const& things, Uuid guild);
    // Somebody who may ask about everything of this person's, though it may not be able to act now.
    Uuid judge_of(Holder const& holder) const;
    Uuid admin() const { return tree_.membership("alma"); }

    void let_something_happen();
    int below(int end) { return std::uniform_int_distribution<int>(0, end - 1)(dice_); }

private:
    template <class T>
    T const& one_of(std::vector<T> const& all)
    {
        return all[static_cast<std::size_t>(below(static_cast<int>(all.size())))];
    }
    Guild const& guild_of(Holder const& holder) const;

    Tree tree_;
    std::mt19937 dice_;
    std::vector<Holder> holders_;
    std::vector<Target> records_;
    std::vector<std::string> permissions_;
};

// What a session of the membership carries.
db::Bytes secret_of(Uuid membership);

}  // namespace guildhall::tenancy
