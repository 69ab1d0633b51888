#include "imports/running.h"

#include "base/log.h"
#include "db/error.h"
#include "imports/look.h"
#include "imports/record.h"
#include "imports/running.sql.h"
#include "imports/text_file.h"
#include "imports/writing.h"

namespace guildhall::imports {

namespace sql {
constexpr auto lock_running = db::statement<running_text, "lock_running">;
constexpr auto content = db::statement<running_text, "content">;
constexpr auto add_rows = db::statement<running_text, "add_rows">;
constexpr auto progress = db::statement<running_text, "progress">;
}  // namespace sql

namespace {

constexpr std::size_t rows_of_a_batch = 200;

struct Content {
    db::Bytes content;
    Mapping mapping;
};
constexpr auto shape_of(Content*)
{
    return shape("Content", field("content", &Content::content), field("mapping", &Content::mapping));
}

Task<Content> read_content(db::Pool& pool, Order const& order)
{
    auto lease = co_await jobs::patient_lease(pool);
    jobs::Entered unit(std::move(lease), order.by, "{imports.run}");
    auto asking = unit.tx().one<Content>(sql::content, order.id);
    auto content = co_await std::move(asking);
    co_await unit.commit();
    co_return content;
}

// What the database alone knows to be wrong: a value that no rule here has caught.
bool is_about_values(db::Error const& error)
{
    return error.sqlstate.starts_with("22") || error.sqlstate.starts_with("23");
}

class Run {
public:
    Run(jobs::Jobs& jobs, db::Pool& pool, Order order) : jobs_(jobs), pool_(pool), order_(std::move(order))
    {
        rights_ = "{imports.run," + std::string(writing_rights(order_.kind)) + "}";
    }

    Task<void> all()
    {
        auto reading = read_content(pool_, order_);
        auto const content = co_await std::move(reading);
        auto const file = read_text_file(content.content.bytes);
        table_ = read_table(file.text);
        Conversion const conversion(order_.kind, content.mapping, table_);
        conversion_ = &conversion;
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
        auto records = records_from(static_cast<std::size_t>(standing->done), size);
        auto const count = records.size();
        if (!complaint.empty())
            for (auto& record : records)
                record.problems.push_back({"row", complaint});
        auto writing = write_records(unit.tx(), order_.kind, order_.id.uuid, std::move(records));
        auto const made = co_await std::move(writing);
        note(unit.tx(), made);
        co_await unit.commit();
        ended_ = static_cast<std::size_t>(standing->done) + count >= table_.rows.size();
    }

    std::vector<ImportRecord> records_from(std::size_t first, std::size_t size) const
    {
        std::vector<ImportRecord> records;
        for (auto at = first; at < std::min(first + size, table_.rows.size()); ++at)
            records.push_back(conversion_->record(table_.rows[at]));
        return records;
    }

    void note(Tx& tx, std::vector<Made> const& made) const
    {
        std::vector<std::int32_t> numbers;
        std::vector<std::optional<Uuid>> ids;
        std::vector<db::Json> problems;
        std::int32_t imported = 0;
        for (auto const& row : made) {
            numbers.push_back(static_cast<std::int32_t>(row.row));
            ids.push_back(row.id);
            problems.push_back({encode(row_problems(row.problems))});
            imported += row.id.has_value();
        }
        auto const count = static_cast<std::int32_t>(made.size());
        tx.send(sql::add_rows, order_.id, name_of(order_.kind), numbers, ids, problems);
        tx.send(sql::progress, order_.id, count, imported, count - imported);
    }

    jobs::Jobs& jobs_;
    db::Pool& pool_;
    Order order_;
    std::string rights_;
    Table table_;
    Conversion const* conversion_ = nullptr;
    std::size_t singly_ = 0;
    bool ended_ = false;
};

}  // namespace

Task<void> run_import(jobs::Jobs& jobs, db::Pool& pool, Order order)
{
    Run run(jobs, pool, std::move(order));
    auto running = run.all();
    co_await std::move(running);
}

}  // namespace guildhall::imports
