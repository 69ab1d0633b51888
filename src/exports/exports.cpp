#include "exports/exports.h"

#include <filesystem>
#include <fstream>

#include "base/map_codec.h"
#include "exports/exports.sql.h"
#include "exports/lists.h"
#include "exports/making.h"

namespace guildhall::exports {

namespace sql {
constexpr auto add = db::statement<text, "add">;
constexpr auto remove_expired = db::statement<text, "remove_expired">;
constexpr auto by_id = db::statement<text, "by_id">;
constexpr auto cancel = db::statement<text, "cancel">;
}  // namespace sql

namespace {

struct ExportInput {
    Kind kind = Kind::customers;
    Format format = Format::csv;
    ListFilter filter;
    std::vector<std::string> columns;
};
constexpr auto shape_of(ExportInput*)
{
    return shape("ExportInput", field("kind", &ExportInput::kind), field("format", &ExportInput::format),
                 field("filter", &ExportInput::filter, or_default), field("columns", &ExportInput::columns, or_default));
}

struct ExportById {
    Id<Export> export_id;
};
constexpr auto shape_of(ExportById*)
{
    return shape("ExportById", field("export_id", &ExportById::export_id));
}

// As the database has it.
struct Stored {
    Id<Export> id;
    Kind kind = Kind::customers;
    Format format = Format::csv;
    State state = State::running;
    std::int32_t rows = 0;
    Time expires_at, created_at;
};
constexpr auto shape_of(Stored*)
{
    using T = Stored;
    return shape("StoredExport", field("id", &T::id), field("kind", &T::kind), field("format", &T::format), field("state", &T::state),
                 field("rows", &T::rows), field("expires_at", &T::expires_at), field("created_at", &T::created_at));
}

// What runs nowhere any more has failed: the server was stopped. Whether it runs is asked before the row is read: it may end just then.
Export public_form(Stored const& stored, Desk const& desk, bool runs)
{
    Export shown{.id = stored.id, .kind = stored.kind, .format = stored.format, .state = stored.state, .rows = stored.rows};
    shown.expires_at = stored.expires_at;
    shown.created_at = stored.created_at;
    if (stored.state == State::running) {
        if (auto const progress = desk.find(stored.id.uuid))
            shown.rows = progress->rows;
        else if (!runs)
            shown.state = State::failed;
    }
    if (stored.state == State::done)
        shown.file_url = "/api/v1/exports/" + stored.id.text() + "/file";
    return shown;
}

Task<Reply<Export>> add(Tx& tx, std::shared_ptr<Desk> desk, jobs::Jobs& jobs, ExportInput in)
{
    Wanted const wanted{in.kind, in.filter, in.columns};
    list_of(wanted);
    auto removing = tx.rows<Uuid>(sql::remove_expired);
    auto const expired = co_await std::move(removing);
    auto const id = Id<Export>::make();
    db::Json const filter{encode(in.filter)};
    auto adding = tx.one<Stored>(sql::add, id, in.kind, in.format, filter, in.columns);
    auto const stored = co_await std::move(adding);
    Order const order{id.uuid, in.format, wanted, {tx.client().proof, tx.client().request_id}};
    tx.when_kept([desk, &jobs, order, expired] {
        for (auto const& gone : expired)
            std::filesystem::remove(desk->path(gone));
        jobs.begin(order.id, [desk, order](jobs::Jobs& all, db::Pool& pool) { return make(desk, all, pool, order); });
    });
    co_return Reply<Export>{public_form(stored, *desk, true), {{"Location", "/api/v1/exports/" + id.text()}}};
}

Task<Export> by_id(Tx& tx, std::shared_ptr<Desk> desk, jobs::Jobs const& jobs, ExportById which)
{
    auto const runs = jobs.runs(which.export_id.uuid);
    auto const stored = co_await tx.last_one<Stored>(sql::by_id, which.export_id);
    co_return public_form(stored, *desk, runs);
}

// The file itself may go while a slow client still takes it.
std::shared_ptr<TemporaryFile const> copy_of(std::string const& path, std::string const& folder)
{
    std::ifstream in(path, std::ios::binary);
    if (!in)
        throw Failure(Problem::not_found);
    auto copy = std::make_shared<TemporaryFile>(folder);
    std::string piece(256 * 1024, '\0');
    while (in.read(piece.data(), static_cast<std::streamsize>(piece.size())) || in.gcount() > 0)
        copy->append(std::string_view(piece).substr(0, static_cast<std::size_t>(in.gcount())));
    return copy;
}

Task<Document> file(Tx& tx, std::shared_ptr<Desk> desk, ExportById which)
{
    auto const stored = co_await tx.last_one<Stored>(sql::by_id, which.export_id);
    if (stored.state != State::done)
        throw Failure(Problem::conflict, "This file is not ready.");
    bool const is_csv = stored.format == Format::csv;
    Document document{std::string(name_of(stored.kind)) + (is_csv ? ".csv" : ".xlsx"),
                      is_csv ? "text/csv; charset=utf-8" : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                      {}};
    document.file = copy_of(desk->path(stored.id.uuid), desk->folder());
    co_return document;
}

Task<Export> cancel(Tx& tx, std::shared_ptr<Desk> desk, jobs::Jobs const& jobs, ExportById which)
{
    auto looking = tx.one<Stored>(sql::by_id, which.export_id);
    co_await std::move(looking);
    auto cancelling = tx.maybe<Stored>(sql::cancel, which.export_id);
    auto const stored = co_await std::move(cancelling);
    if (!stored)
        throw Failure(Problem::conflict, "This export is over.");
    tx.when_kept([desk, id = stored->id.uuid] {
        if (auto const progress = desk->find(id))
            progress->cancelled = true;
    });
    co_return public_form(*stored, *desk, jobs.runs(stored->id.uuid));
}

}  // namespace

std::vector<Route> routes(jobs::Jobs& jobs)
{
    auto const desk = std::make_shared<Desk>(jobs);  // shared by the routes and the work that they begin
    auto add_here = [&jobs, desk](Tx& tx, ExportInput in) { return add(tx, desk, jobs, std::move(in)); };
    auto get_here = [&jobs, desk](Tx& tx, ExportById which) { return by_id(tx, desk, jobs, which); };
    auto file_here = [desk](Tx& tx, ExportById which) { return file(tx, desk, which); };
    auto cancel_here = [&jobs, desk](Tx& tx, ExportById which) { return cancel(tx, desk, jobs, which); };
    return {
        post("/exports", "Make a file of a list", needs(may_create), add_here).accepted(),
        get("/exports/{export_id}", "An export and how far it is", needs(may_read), get_here),
        get("/exports/{export_id}/file", "The file", needs(may_read), file_here),
        post("/exports/{export_id}/cancellation", "Stop making it", needs(may_create), cancel_here).accepted(),
    };
}

}  // namespace guildhall::exports
