#include "changes/running.h"

#include <algorithm>

#include "base/log.h"
#include "changes/running.sql.h"
#include "db/error.h"

namespace guildhall::changes {

namespace sql {
constexpr auto lock_running = db::statement<running_text, "lock_running">;
constexpr auto last_found = db::statement<running_text, "last_found">;
constexpr auto add_found = db::statement<running_text, "add_found">;
constexpr auto all_found = db::statement<running_text, "all_found">;
constexpr auto next = db::statement<running_text, "next">;
constexpr auto refuse = db::statement<running_text, "refuse">;
constexpr auto give_up = db::statement<running_text, "give_up">;
constexpr auto progress = db::statement<running_text, "progress">;
constexpr auto workplace = db::statement<running_text, "workplace">;
}  // namespace sql

namespace {

constexpr std::int32_t found_at_once = 2'000;
constexpr std::int32_t rows_of_a_batch = 200;

struct Found {
    Uuid record_id;
    std::int32_t number = 0;
};
constexpr auto shape_of(Found*)
{
    return shape("LastFound", field("record_id", &Found::record_id), field("number", &Found::number));
}

// What the database alone knows to be wrong: a value that no rule here has caught.
bool is_about_values(db::Error const& error)
{
    return error.sqlstate.starts_with("22") || error.sqlstate.starts_with("23") || error.sqlstate == "GH422";
}

class Run {
public:
    Run(jobs::Jobs& jobs, db::Pool& pool, Order order, bool backwards)
        : jobs_(jobs), pool_(pool), order_(std::move(order)), backwards_(backwards), rights_(rights_for(order_.kind, order_.change))
    {
    }

    Task<void> all()
    {
        std::optional<db::Error> refused;
        try {
            auto running = batches();
            co_await std::move(running);
        } catch (db::Error const& error) {
            refused = error;
        }
        if (!refused)
            co_return;
        if (refused->sqlstate != "GH403")
            throw *refused;
        auto ending = unit(0, How::give_up);
        co_await std::move(ending);
    }

private:
    enum class How { patch, refuse, give_up };

    Task<void> batches()
    {
        while (order_.selection && !backwards_ && !found_ && !ended_ && !jobs_.stopping()) {
            auto finding = find_more();
            co_await std::move(finding);
        }
        std::int32_t size = rows_of_a_batch;
        while (!ended_ && !jobs_.stopping()) {
            auto doing = next_batch(size);
            size = co_await std::move(doing);
        }
    }

    Task<void> find_more()
    {
        auto lease = co_await jobs::patient_lease(pool_);
        auto const rights = "{bulk_changes.run," + std::string(name_of(order_.kind)) + ".read}";
        jobs::Entered entered(std::move(lease), order_.by, rights);
        auto& tx = entered.tx();
        auto asking = tx.maybe<bool>(sql::lock_running, order_.id, false);
        auto const selected = co_await std::move(asking);
        ended_ = !selected;
        found_ = selected.value_or(true);
        if (found_)
            co_return;
        auto looking = tx.maybe<Found>(sql::last_found, order_.id);
        auto const last = co_await std::move(looking);
        std::optional<Uuid> after;
        if (last)
            after = last->record_id;
        auto finding = matching(tx, order_.kind, *order_.selection, after, order_.at, found_at_once);
        auto const ids = co_await std::move(finding);
        tx.send(sql::add_found, order_.id, last ? last->number : 0, order_.kind, ids);
        found_ = ids.size() < static_cast<std::size_t>(found_at_once);
        if (found_)
            tx.send(sql::all_found, order_.id);
        co_await entered.commit();
    }

    // How large the next one may be: one row at a time once a batch was refused, so that only the row at fault is left out.
    Task<std::int32_t> next_batch(std::int32_t size)
    {
        std::optional<db::Error> refused;
        for (int attempts = 4; attempts > 0; --attempts) {
            refused.reset();
            try {
                auto doing = unit(size, How::patch);
                co_await std::move(doing);
                break;
            } catch (db::Error const& error) {
                refused = error;
            }
            if (!refused->retryable())
                break;
        }
        if (!refused) {
            singly_ = size == 1 ? singly_ + 1 : 0;
            co_return size == 1 && singly_ < rows_of_a_batch ? 1 : rows_of_a_batch;
        }
        if (!is_about_values(*refused))
            throw *refused;
        if (size == 1) {
            log_line(Level::warning, "a row of a bulk change was refused",
                     {{"change", order_.id.text()}, {"sqlstate", refused->sqlstate}, {"constraint", refused->constraint}});
            auto leaving_out = unit(1, How::refuse);
            co_await std::move(leaving_out);
        }
        co_return 1;
    }

    Task<void> unit(std::int32_t size, How how)
    {
        auto lease = co_await jobs::patient_lease(pool_);
        jobs::Entered entered(std::move(lease), order_.by, how == How::give_up ? "{bulk_changes.run}" : std::string_view(rights_));
        auto& tx = entered.tx();
        auto asking = tx.maybe<bool>(sql::lock_running, order_.id, backwards_);
        auto const standing = co_await std::move(asking);
        ended_ = !standing;  // cancelled, or somebody else has come to the end
        if (ended_)
            co_return;
        auto doing = how == How::give_up ? tx.rows<Outcome>(sql::give_up, order_.id, from(), to()) : some(tx, size, how);
        auto const outcomes = co_await std::move(doing);
        ended_ = how == How::give_up || outcomes.size() < static_cast<std::size_t>(size);
        note(tx, outcomes);
        co_await entered.commit();
    }

    Task<std::vector<Outcome>> some(Tx& tx, std::int32_t size, How how)
    {
        auto looking = tx.rows<std::int32_t>(sql::next, order_.id, from(), size);
        auto const numbers = co_await std::move(looking);
        if (how == How::refuse) {
            auto refusing = tx.rows<Outcome>(sql::refuse, order_.id, numbers, to());
            co_return co_await std::move(refusing);
        }
        Patch columns;
        if (!backwards_) {
            auto placing = workplace(tx);
            auto const spot = co_await std::move(placing);
            columns = columns_of(order_.change, spot, order_.at);
        }
        auto patching = patch_rows(tx, order_.id.uuid, order_.kind, numbers, columns);
        co_return co_await std::move(patching);
    }

    // Where the new owner works now; an owner who is nobody whom the caller can give work to is refused row by row.
    Task<std::optional<Uuid>> workplace(Tx& tx)
    {
        std::optional<Uuid> spot;
        if (!order_.change.owner_id.given || order_.kind != Kind::customers)
            co_return spot;
        auto asking = tx.maybe<std::optional<Uuid>>(sql::workplace, order_.change.owner_id.value);
        auto const found = co_await std::move(asking);
        if (!found)
            throw db::Error("is nobody whom you can give this to", "GH422");
        co_return *found;
    }

    RowState from() const { return backwards_ ? RowState::changed : RowState::waiting; }
    RowState to() const { return backwards_ ? RowState::kept : RowState::failed; }

    void note(Tx& tx, std::vector<Outcome> const& outcomes) const
    {
        auto const count = [&](RowState state) {
            return static_cast<std::int32_t>(
                std::count_if(outcomes.begin(), outcomes.end(), [&](Outcome const& each) { return each.state == state; }));
        };
        tx.send(sql::progress, order_.id, count(RowState::changed), count(RowState::unchanged), count(RowState::failed),
                count(RowState::restored), count(RowState::kept), ended_);
    }

    jobs::Jobs& jobs_;
    db::Pool& pool_;
    Order order_;
    bool backwards_;
    std::string rights_;
    std::int32_t singly_ = 0;
    bool found_ = false, ended_ = false;
};

}  // namespace

Task<void> run_bulk(jobs::Jobs& jobs, db::Pool& pool, Order order)
{
    Run run(jobs, pool, std::move(order), false);
    auto running = run.all();
    co_await std::move(running);
}

Task<void> undo_bulk(jobs::Jobs& jobs, db::Pool& pool, Order order)
{
    Run run(jobs, pool, std::move(order), true);
    auto running = run.all();
    co_await std::move(running);
}

}  // namespace guildhall::changes
