#include "imports/running.h"

#include "base/log.h"
#include "db/error.h"
#include "imports/look.h"
#include "imports/record.h"
#include "imports/running.sql.h"
#include "imports/writing.h"

namespace guildhall::imports {

namespace sql {
constexpr auto lock_running = db::statement<running_text, "lock_running">;
constexpr auto order = db::statement<running_text, "order">;
constexpr auto part = db::statement<running_text, "part">;
constexpr auto add_rows = db::statement<running_text, "add_rows">;
constexpr auto progress = db::statement<running_text, "progress">;
}  // namespace sql

namespace {

constexpr std::size_t rows_of_a_batch = 500;

// How the file is understood.
struct Reading {
    Kind kind = Kind::customers;
    std::string delimiter;
    std::vector<std::string> columns;
    Mapping mapping;
    std::string marks;
    Duplicates duplicates = Duplicates::create;
    MatchBy match_by = MatchBy::external_id;
};
constexpr auto shape_of(Reading*)
{
    using T = Reading;
    return shape("ImportReading", field("kind", &T::kind), field("delimiter", &T::delimiter), field("columns", &T::columns),
                 field("mapping", &T::mapping), field("marks", &T::marks), field("duplicates", &T::duplicates),
                 field("match_by", &T::match_by));
}

Task<Reading> reading_of(db::Pool& pool, Order const& order)
{
    auto lease = co_await jobs::patient_lease(pool);
    jobs::Entered unit(std::move(lease), order.by, "{imports.run}");
    auto asking = unit.tx().one<Reading>(sql::order, order.id);
    auto reading = co_await std::move(asking);
    co_await unit.commit();
    co_return reading;
}

// What the database alone knows to be wrong: a value that no rule here has caught.
bool is_about_values(db::Error const& error)
{
    return error.sqlstate.starts_with("22") || error.sqlstate.starts_with("23");
}

class Run {
public:
    Run(jobs::Jobs& jobs, db::Pool& pool, Order order, Reading reading)
        : jobs_(jobs),
          pool_(pool),
          order_(std::move(order)),
          reading_(std::move(reading)),
          conversion_(reading_.kind, reading_.mapping, reading_.marks),
          rights_("{imports.run," + writing_rights(reading_.kind, reading_.duplicates) + "}")
    {
    }

    Task<void> all()
    {
        std::size_t size = rows_of_a_batch;
        while (!ended_ && !jobs_.stopping()) {
            auto doing = next_batch(size);
            size = co_await std::move(doing);
        }
    }

private:
    // How large the next one may be: one row at a time once a batch was refused, so that only the row at fault is left out.
    Task<std::size_t> next_batch(std::size_t size)
    {
        std::optional<db::Error> refused;
        for (int attempts = 4; attempts > 0; --attempts) {
            refused.reset();
            try {
                auto doing = batch(size, {});
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
            log_line(Level::warning, "a row of an import was refused",
                     {{"import", order_.id.text()}, {"sqlstate", refused->sqlstate}, {"constraint", refused->constraint}});
            auto leaving_out = batch(1, "cannot be taken as it is: one of its values breaks a rule");
            co_await std::move(leaving_out);
        }
        co_return 1;
    }

    // One unit. `complaint`: about all of its rows, which are then not tried.
    Task<void> batch(std::size_t size, std::string complaint)
    {
        auto lease = co_await jobs::patient_lease(pool_);
        jobs::Entered unit(std::move(lease), order_.by, rights_);
        auto asking = unit.tx().maybe<Standing>(sql::lock_running, order_.id, false);
        auto const standing = co_await std::move(asking);
        if (!standing) {
            ended_ = true;  // cancelled, or somebody else has come to the end
            co_return;
        }
        auto looking = turn_to(unit.tx(), standing->done);
        co_await std::move(looking);
        auto records = records_from(static_cast<std::size_t>(standing->done - first_row_), size);
        if (!complaint.empty())
            for (auto& record : records)
                record.problems.push_back({"row", complaint});
        auto writing =
            write_records(unit.tx(), {reading_.kind, order_.id.uuid, reading_.duplicates, reading_.match_by}, std::move(records));
        auto const made = co_await std::move(writing);
        note(unit.tx(), made);
        co_await unit.commit();
        ended_ = standing->done + static_cast<std::int32_t>(made.size()) >= standing->rows;
    }

    // Has the part ready in which that row is.
    Task<void> turn_to(Tx& tx, std::int32_t row)
    {
        if (row >= first_row_ && row < first_row_ + static_cast<std::int32_t>(rows_.size()))
            co_return;
        auto asking = tx.one<StoredPart>(sql::part, order_.id, row);
        auto const part = co_await std::move(asking);
        rows_ = rows_of(part.content, static_cast<std::size_t>(part.first_number), reading_.delimiter.front(), reading_.columns.size());
        first_row_ = part.first_row;
    }

    std::vector<ImportRecord> records_from(std::size_t first, std::size_t size) const
    {
        std::vector<ImportRecord> records;
        for (auto at = first; at < std::min(first + size, rows_.size()); ++at)
            records.push_back(conversion_.record(rows_[at]));
        return records;
    }

    void note(Tx& tx, std::vector<Made> const& made) const
    {
        std::vector<std::int32_t> numbers;
        std::vector<std::string> outcomes;
        std::vector<std::optional<Uuid>> ids, contacts, notes;
        std::vector<db::Json> problems;
        std::vector<std::optional<db::Json>> before;
        std::vector<std::optional<std::int32_t>> before_versions, after_versions;
        std::array<std::int32_t, 4> counts{};
        for (auto const& row : made) {
            numbers.push_back(static_cast<std::int32_t>(row.row));
            outcomes.emplace_back(name_of(row.outcome));
            ids.push_back(row.outcome == Outcome::failed ? std::nullopt : row.id);
            problems.push_back({encode(row_problems(row.problems))});
            contacts.push_back(row.contact_id);
            notes.push_back(row.note_id);
            before.push_back(row.before);
            before_versions.push_back(row.before_version);
            after_versions.push_back(row.after_version);
            ++counts[static_cast<std::size_t>(row.outcome)];
        }
        auto const count = static_cast<std::int32_t>(made.size());
        tx.send(sql::add_rows, order_.id, numbers, outcomes, ids, problems, contacts, notes, before, before_versions, after_versions);
        tx.send(sql::progress, order_.id, count, counts[0], counts[1], counts[2], counts[3]);
    }

    jobs::Jobs& jobs_;
    db::Pool& pool_;
    Order order_;
    Reading reading_;
    Conversion conversion_;
    std::string rights_;
    std::vector<TableRow> rows_;  // of the part that is worked on
    std::int32_t first_row_ = 0;  // its own first
    std::size_t singly_ = 0;
    bool ended_ = false;
};

}  // namespace

Task<void> run_import(jobs::Jobs& jobs, db::Pool& pool, Order order)
{
    auto asking = reading_of(pool, order);
    auto reading = co_await std::move(asking);
    Run run(jobs, pool, std::move(order), std::move(reading));
    auto running = run.all();
    co_await std::move(running);
}

}  // namespace guildhall::imports
