#include "exports/making.h"

#include <chrono>
#include <filesystem>

#include "base/log.h"
#include "db/error.h"
#include "exports/exports.sql.h"
#include "exports/lists.h"

namespace guildhall::exports {

namespace sql {
constexpr auto finish = db::statement<text, "finish">;
constexpr auto names = db::statement<text, "names">;
}  // namespace sql

namespace {

Task<void> finish(db::Pool& pool, Order const& order, State state, std::int32_t rows)
{
    auto lease = co_await jobs::patient_lease(pool);
    jobs::Entered unit(std::move(lease), order.by, "{exports.create}");
    unit.tx().send(sql::finish, order.id, state, rows);
    co_await unit.commit();
}

struct Named {
    Uuid id;
    std::string name;
};
constexpr auto shape_of(Named*)
{
    return shape("ExportNamed", field("id", &Named::id), field("name", &Named::name));
}

Task<Names> names_for(db::Pool& pool, Order const& order)
{
    auto lease = co_await jobs::patient_lease(pool);
    jobs::Entered unit(std::move(lease), order.by, "{customers.read}");
    auto asking = unit.tx().rows<Named>(sql::names);
    auto const rows = co_await std::move(asking);
    co_await unit.commit();
    Names names;
    for (auto const& row : rows)
        names.emplace(row.id, row.name);
    co_return names;
}

Task<bool> write(jobs::Jobs& jobs, db::Pool& pool, Order const& order, Desk const& desk, Progress& progress)
{
    auto const path = desk.path(order.id), part = path + ".part";
    auto sheet = order.format == Format::csv ? csv_sheet(part) : xlsx_sheet(part, std::string(name_of(order.wanted.kind)), desk.folder());
    auto const list = list_of(order.wanted);
    sheet->add(list->head());
    auto naming = names_for(pool, order);
    auto const names = co_await std::move(naming);
    for (bool more = true; more;) {
        if (progress.cancelled || jobs.stopping()) {
            std::filesystem::remove(part);
            co_return false;
        }
        auto lease = co_await jobs::patient_lease(pool);
        jobs::Entered unit(std::move(lease), order.by, list->rights());
        auto reading = list->next_page(unit.tx(), names);
        auto const rows = co_await std::move(reading);
        for (auto const& row : rows)
            sheet->add(row);
        progress.rows += static_cast<std::int32_t>(rows.size());
        more = list->has_more();
    }
    sheet->close();
    std::filesystem::rename(part, path);
    co_return true;
}

}  // namespace

std::string Desk::folder() const
{
    namespace fs = std::filesystem;
    auto const made = (jobs_.folder().empty() ? fs::temp_directory_path() / "guildhall" : fs::path(jobs_.folder())) / "exports";
    fs::create_directories(made);
    fs::permissions(made, fs::perms::owner_all);
    auto const yesterday = fs::file_time_type::clock::now() - std::chrono::hours(24);
    std::error_code gone;  // somebody else may have been quicker
    for (auto const& entry : fs::directory_iterator(made))
        if (entry.last_write_time(gone) < yesterday && !gone)
            fs::remove(entry.path(), gone);
    return made.string();
}

std::string Desk::path(Uuid id) const
{
    return folder() + "/" + id.text();
}

std::shared_ptr<Progress> Desk::begin(Uuid id)
{
    std::lock_guard lock(mutex_);
    return running_[id] = std::make_shared<Progress>();
}

std::shared_ptr<Progress> Desk::find(Uuid id) const
{
    std::lock_guard lock(mutex_);
    auto const found = running_.find(id);
    return found == running_.end() ? nullptr : found->second;
}

void Desk::end(Uuid id)
{
    std::lock_guard lock(mutex_);
    running_.erase(id);
}

Task<void> make(std::shared_ptr<Desk> desk, jobs::Jobs& jobs, db::Pool& pool, Order order)
{
    auto const progress = desk->begin(order.id);
    bool is_whole = false;
    try {
        auto writing = write(jobs, pool, order, *desk, *progress);
        is_whole = co_await std::move(writing);
    } catch (std::exception const& error) {
        log_line(Level::warning, "an export failed", {{"export", order.id.text()}, {"message", error.what()}});
    }
    auto const state = is_whole ? State::done : progress->cancelled ? State::cancelled : State::failed;
    std::exception_ptr untold;
    try {
        auto finishing = finish(pool, order, state, progress->rows);
        co_await std::move(finishing);
    } catch (...) {
        untold = std::current_exception();
    }
    desk->end(order.id);
    if (untold)
        std::rethrow_exception(untold);
}

}  // namespace guildhall::exports
