#pragma once
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/failure.h"
#include "base/id.h"
#include "base/task.h"
#include "base/time.h"
#include "db/mapping.h"
#include "db/statement.h"
#include "db/unit.h"
#include "db/value.h"

namespace guildhall {

// What an operation may know of the one who asks, beyond what the database knows.
struct Client {
    Uuid request_id;
    std::string address;
    std::string user_agent;
    std::string language;  // the request's own preference, or empty
    std::string proof;     // of sign-in: the session's secret; empty for nobody
    bool browser = false;
    bool same_origin = false;    // a browser says that it comes from our own pages
    bool admins_welcome = true;  // from this network
    std::string device;          // the secret by which a browser is known again; empty: none
};

class Scope;

// Rows that come with the next answer that is awaited. Read once, then.
template <class T>
class Later {
public:
    Later(Scope& scope, std::size_t asked) : scope_(scope), asked_(asked) {}
    std::vector<T> rows();
    T one();  // or Failure(not_found)

private:
    Scope& scope_;
    std::size_t asked_;
};

// How an operation speaks to the database: named statements, rows as structs.
//   one    exactly one row, or Failure(not_found)
//   maybe  one or none
//   rows   all of them
//   send   nothing to hear; an error of it ends the unit later
//   later  queued; its rows are there when a later statement has been awaited
// With Last the statement is the unit's last and leaves together with its end, in one flush.
class Scope {
public:
    enum class When { now, last };

    Scope(Scope const&) = delete;
    Scope& operator=(Scope const&) = delete;
    virtual ~Scope() = default;

    // Done once, when all of the unit is kept: what must not happen if it is rolled back, or twice if it runs again.
    void when_kept(std::function<void()> then) { when_kept_.push_back(std::move(then)); }
    void tell_kept() const
    {
        for (auto const& then : when_kept_)
            then();
    }

    Time now() const { return now_; }
    Client const& client() const { return client_; }

    template <class T, int Arity, class... Args>
    Task<T> one(db::Statement<Arity> statement, Args const&... args)
    {
        return only<T>(ask(statement, pack<Arity>(args...), When::now));
    }
    template <class T, int Arity, class... Args>
    Task<T> last_one(db::Statement<Arity> statement, Args const&... args)
    {
        return only<T>(ask(statement, pack<Arity>(args...), When::last));
    }
    template <class T, int Arity, class... Args>
    Task<std::optional<T>> maybe(db::Statement<Arity> statement, Args const&... args)
    {
        return first<T>(ask(statement, pack<Arity>(args...), When::now));
    }
    template <class T, int Arity, class... Args>
    Task<std::optional<T>> last_maybe(db::Statement<Arity> statement, Args const&... args)
    {
        return first<T>(ask(statement, pack<Arity>(args...), When::last));
    }
    template <class T, int Arity, class... Args>
    Task<std::vector<T>> rows(db::Statement<Arity> statement, Args const&... args)
    {
        return all<T>(ask(statement, pack<Arity>(args...), When::now));
    }
    template <class T, int Arity, class... Args>
    Task<std::vector<T>> last_rows(db::Statement<Arity> statement, Args const&... args)
    {
        return all<T>(ask(statement, pack<Arity>(args...), When::last));
    }
    template <class T, int Arity, class... Args>
    Later<T> later(db::Statement<Arity> statement, Args const&... args)
    {
        return Later<T>(*this, ask_later(statement, pack<Arity>(args...)));
    }
    template <int Arity, class... Args>
    void send(db::Statement<Arity> statement, Args const&... args)
    {
        queue(statement, pack<Arity>(args...));
    }

protected:
    Scope(Time now, Client client) : now_(now), client_(std::move(client)) {}
    virtual Task<db::Rows> ask(db::StatementRef, std::vector<db::Value>, When) = 0;
    virtual void queue(db::StatementRef, std::vector<db::Value>) = 0;
    virtual std::size_t ask_later(db::StatementRef, std::vector<db::Value>) = 0;
    virtual db::Rows take(std::size_t asked) = 0;

private:
    template <class T>
    friend class Later;

    template <int Arity, class... Args>
    static std::vector<db::Value> pack(Args const&... args)
    {
        static_assert(sizeof...(Args) == Arity, "the statement takes another number of arguments");
        std::vector<db::Value> values;
        values.reserve(sizeof...(Args));
        (values.push_back(db::to_value(args)), ...);
        return values;
    }
    template <class T>
    static Task<T> only(Task<db::Rows> asking)
    {
        auto rows = co_await std::move(asking);
        auto found = db::map_rows<T>(rows);
        if (found.empty())
            throw Failure(Problem::not_found);
        co_return std::move(found.front());
    }
    template <class T>
    static Task<std::optional<T>> first(Task<db::Rows> asking)
    {
        auto rows = co_await std::move(asking);
        auto found = db::map_rows<T>(rows);
        std::optional<T> result;
        if (!found.empty())
            result = std::move(found.front());
        co_return result;
    }
    template <class T>
    static Task<std::vector<T>> all(Task<db::Rows> asking)
    {
        auto rows = co_await std::move(asking);
        co_return db::map_rows<T>(rows);
    }

    Time now_;
    Client client_;
    std::vector<std::function<void()>> when_kept_;
};

template <class T>
std::vector<T> Later<T>::rows()
{
    return db::map_rows<T>(scope_.take(asked_));
}

template <class T>
T Later<T>::one()
{
    auto found = rows();
    if (found.empty())
        throw Failure(Problem::not_found);
    return std::move(found.front());
}

// Inside one unit of the database: all of it happens, or nothing.
class UnitScope : public Scope {
public:
    UnitScope(Time now, Client client, db::Unit& unit, bool stays_open)
        : Scope(now, std::move(client)), unit_(unit), stays_open_(stays_open)
    {
    }

protected:
    Task<db::Rows> ask(db::StatementRef statement, std::vector<db::Value> values, When when) override
    {
        if (when == When::last && !stays_open_)
            return unit_.ask_last(statement, std::move(values));
        return unit_.ask(statement, std::move(values));
    }
    void queue(db::StatementRef statement, std::vector<db::Value> values) override { unit_.send(statement, std::move(values)); }
    std::size_t ask_later(db::StatementRef statement, std::vector<db::Value> values) override
    {
        return unit_.ask_later(statement, std::move(values));
    }
    db::Rows take(std::size_t asked) override { return unit_.take(asked); }

private:
    db::Unit& unit_;
    bool stays_open_;  // something follows the operation: the stored answer of an idempotent request
};

// A guild's transaction: entered with a right, sees what that right reaches.
class Tx final : public UnitScope {
public:
    using UnitScope::UnitScope;
};

// A signed-in person's own affairs, in no guild.
class AccountTx final : public UnitScope {
public:
    using UnitScope::UnitScope;
};

// Nobody's: each statement is a unit of its own, so that no connection is held while a password is hashed.
class PublicTx final : public Scope {
public:
    PublicTx(Time now, Client client, db::Pool& pool) : Scope(now, std::move(client)), pool_(pool) {}

    Loop& loop() { return pool_.loop(); }  // for work on other threads that comes back

protected:
    Task<db::Rows> ask(db::StatementRef statement, std::vector<db::Value> values, When when) override;
    void queue(db::StatementRef statement, std::vector<db::Value> values) override;
    std::size_t ask_later(db::StatementRef statement, std::vector<db::Value> values) override;
    db::Rows take(std::size_t asked) override;

private:
    db::Pool& pool_;
};

}  // namespace guildhall
