#pragma once
#include <string>
#include <vector>

#include "imports/writing.h"
#include "jobs/operator.h"

namespace guildhall::demo {

// Works in the place of the sample's people: by the same statements and routes as their own requests.
class Hands {
public:
    Hands(std::string const& database_url, std::string const& migrate_url);

    // As a member of a guild. std::runtime_error if it has none of that address.
    jobs::Authority borrow(Uuid guild, std::string const& email);

    void give_back(jobs::Authority const& by) { operator_.give_back(by); }

    Task<std::vector<imports::Made>> bring_in(jobs::Authority by, imports::Kind kind, std::vector<imports::ImportRecord> records);
    template <class T, int Arity>
    Task<std::vector<T>> rows(jobs::Authority by, std::string rights, db::Statement<Arity> statement)
    {
        auto lease = co_await jobs::patient_lease(operator_.pool());
        jobs::Entered unit(std::move(lease), by, rights);
        auto asking = unit.tx().rows<T>(statement);
        auto found = co_await std::move(asking);
        co_await unit.commit();
        co_return found;
    }
    // One request. std::runtime_error with what was answered, unless it is a success.
    Task<json::Value> ask(jobs::Authority by, std::string method, std::string path, std::string body, std::string key);

    void run(Task<void> task) { operator_.run(std::move(task)); }

private:
    jobs::Operator operator_;
};

}  // namespace guildhall::demo
