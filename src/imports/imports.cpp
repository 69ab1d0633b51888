#include "imports/imports.h"

#include "api/bind.h"
#include "api/listing.h"
#include "imports/choices.h"
#include "imports/imports.sql.h"
#include "imports/look.h"
#include "imports/problems.h"
#include "imports/record.h"
#include "imports/running.h"

#include <algorithm>

namespace guildhall::imports {

namespace sql {
constexpr auto add = db::statement<text, "add">;
constexpr auto add_part = db::statement<text, "add_part">;
constexpr auto by_id = db::statement<text, "by_id">;
constexpr auto to_change = db::statement<text, "to_change">;
constexpr auto list = db::statement<text, "list">;
constexpr auto count = db::statement<text, "count">;
constexpr auto part = db::statement<text, "part">;
constexpr auto left_rows = db::statement<text, "left_rows">;
constexpr auto put_mapping = db::statement<text, "put_mapping">;
constexpr auto set_state = db::statement<text, "set_state">;
}  // namespace sql

namespace {

struct UploadInput {
    Upload file;
    Kind kind = Kind::customers;
};
constexpr auto shape_of(UploadInput*)
{
    return shape("ImportUpload", field("file", &UploadInput::file), field("kind", &UploadInput::kind));
}

struct ImportById {
    Id<Import> import_id;
};
constexpr auto shape_of(ImportById*)
{
    return shape("ImportById", field("import_id", &ImportById::import_id));
}

struct MappingInput {
    Id<Import> import_id;
    ColumnMapping mapping;
    std::optional<Duplicates> duplicates;
    std::optional<MatchBy> match_by;
};
constexpr auto shape_of(MappingInput*)
{
    return shape("ImportMappingInput", field("import_id", &MappingInput::import_id), field("mapping", &MappingInput::mapping),
                 field("duplicates", &MappingInput::duplicates), field("match_by", &MappingInput::match_by));
}

struct Filter {
    std::optional<std::string> search;  // parts of words of the file's name
    std::optional<Kind> kind;
};
constexpr auto shape_of(Filter*)
{
    return shape("ImportFilter", field("search", &Filter::search, length(1, 200)), field("kind", &Filter::kind));
}

// An input whose operation has something read elsewhere: the loop to come back to.
template <class In>
struct OnLoop {
    In in;
    Loop* loop;
};
template <class In>
Task<OnLoop<In>> with_loop(Loop& loop, In in)
{
    co_return OnLoop<In>{std::move(in), &loop};
}

struct Looked {
    std::string name;
    Kind kind;
    FileRead file;
};

Task<Looked> look_at_upload(jobs::Jobs& jobs, Loop& loop, UploadInput in)
{
    std::function<FileRead()> reading = [&in, &jobs] {
        return read_file(
            in.kind, [&in](std::uint64_t at, std::size_t most) { return in.file.read(at, most); }, jobs.folder());
    };
    auto read = jobs.elsewhere(loop, std::move(reading));
    auto file = co_await std::move(read);
    co_return Looked{std::move(in.file.name), in.kind, std::move(file)};
}

std::string file_name(std::string const& given)
{
    constexpr std::size_t longest = 300;
    if (given.empty())
        return "file";
    auto end = std::min(given.size(), longest);
    while (end < given.size() && (given[end] & 0xc0) == 0x80)
        --end;
    return given.substr(0, end);
}

Reply<Import> long_work(Import import)
{
    auto const location = "/api/v1/imports/" + import.id.text();
    return {std::move(import), {{"Location", location}}};
}

Task<Reply<Import>> add(Tx& tx, jobs::Jobs const& jobs, Looked in)
{
    auto const id = Id<Import>::make();
    auto const& [look, encoding, header, notices, rows, text, parts] = in.file;
    db::Json const sample{encode(look.sample)}, preview{encode(look.preview)}, noticed{encode(notices)};
    std::string const separator(1, header.separator);
    auto adding = tx.one<Stored>(sql::add, id, in.kind, file_name(in.name), name_of(encoding), separator, header.columns, look.mapping,
                                 look.marks, sample, preview, noticed, rows, look.looked, look.faulty, usual_match(in.kind, look.mapping));
    auto const stored = co_await std::move(adding);
    for (auto const& place : parts) {
        auto const content = text->read(place.begin, place.size);
        auto keeping = tx.one<std::int32_t>(sql::add_part, id, place.first_row, place.first_number, content);
        co_await std::move(keeping);
    }
    co_return long_work(public_form(stored, jobs));
}

Task<Import> by_id(Tx& tx, jobs::Jobs const& jobs, ImportById which)
{
    auto const stored = co_await tx.last_one<Stored>(sql::by_id, which.import_id);
    co_return public_form(stored, jobs);
}

Task<Page<Summary>> list(Tx& tx, List<Filter, ByTime::newest> in)
{
    return listed<Summary, sql::list>(tx, in, in.kind);
}

Task<Count> count(Tx& tx, Filter in)
{
    return tx.last_one<Count>(sql::count, in.search, in.kind);
}

Task<Left> left(Tx& tx, ImportById which)
{
    auto const stored = co_await tx.one<Stored>(sql::by_id, which.import_id);
    auto rows = co_await tx.last_rows<LeftRow>(sql::left_rows, stored.id);
    co_return Left{stored.kept, std::move(rows)};
}

// The beginning of a table that was read before.
Task<Table> head_of(Tx& tx, Stored const& stored)
{
    constexpr std::size_t enough = 1 << 20;
    Table head{stored.delimiter.front(), stored.columns, {}};
    std::size_t size = 0;
    for (std::int32_t row = 0; size < enough;) {
        auto asking = tx.maybe<StoredPart>(sql::part, stored.id, row);
        auto const part = co_await std::move(asking);
        if (!part)
            break;
        auto rows = part->rows(stored);
        row = part->first_row + static_cast<std::int32_t>(rows.size());
        size += part->content.size();
        head.rows.insert(head.rows.end(), std::make_move_iterator(rows.begin()), std::make_move_iterator(rows.end()));
    }
    co_return head;
}

Task<Import> put_mapping(Tx& tx, jobs::Jobs& jobs, OnLoop<MappingInput> ready)
{
    auto const stored = co_await tx.one<Stored>(sql::to_change, ready.in.import_id);
    if (stored.state != State::preview)
        throw Failure(Problem::conflict, "This import has been started. Drop the file again to read it in another way.");
    auto mapping = checked_mapping(stored, ready.in.mapping);
    auto const duplicates = ready.in.duplicates.value_or(stored.duplicates);
    auto const match_by = checked_match(stored.kind, mapping, duplicates, ready.in.match_by.value_or(usual_match(stored.kind, mapping)));
    auto reading = head_of(tx, stored);
    auto const head = co_await std::move(reading);
    std::function<Look()> looking = [&] { return look_at(stored.kind, head, mapping); };
    auto seeing = jobs.elsewhere(*ready.loop, std::move(looking));
    auto const look = co_await std::move(seeing);
    db::Json const sample{encode(look.sample)}, preview{encode(look.preview)};
    auto const changed = co_await tx.last_one<Stored>(sql::put_mapping, stored.id, look.mapping, look.marks, sample, preview, look.looked,
                                                      look.faulty, duplicates, match_by);
    co_return public_form(changed, jobs);
}

// Long work of an import, from the moment on at which its state is kept.
void begin(Tx& tx, jobs::Jobs& jobs, Stored const& stored, bool undoing)
{
    auto const place = jobs.reserve(jobs::key_of(stored.id.uuid, undoing));
    if (!place)
        throw Failure(Problem::conflict, "This import runs already.");
    auto& work = undoing ? undo_import : run_import;
    Order const order{stored.id, stored.kind, {tx.client().proof, tx.client().request_id}};
    tx.when_kept(
        [place, &work, order] { place->begin([&work, order](jobs::Jobs& all, db::Pool& pool) { return work(all, pool, order); }); });
}

Task<Reply<Import>> set_state(Tx& tx, jobs::Jobs const& jobs, Id<Import> id, State state, bool undoing)
{
    auto setting = tx.one<Stored>(sql::set_state, id, state, undoing);
    auto const changed = co_await std::move(setting);
    co_return long_work(public_form(changed, jobs));
}

Task<Reply<Import>> start(Tx& tx, jobs::Jobs& jobs, ImportById which)
{
    auto const stored = co_await tx.one<Stored>(sql::to_change, which.import_id);
    if (stored.state == State::preview) {
        ColumnMapping mapping;
        for (std::size_t i = 0; i < stored.columns.size(); ++i)
            mapping.emplace(stored.columns[i], stored.mapping[i]);
        checked_mapping(stored, mapping);
    } else if (stored.state != State::running && !can_go_on(stored)) {
        throw Failure(Problem::conflict, "This import is over.");
    }
    begin(tx, jobs, stored, stored.undoing);
    auto setting = set_state(tx, jobs, stored.id, State::running, stored.undoing);
    co_return co_await std::move(setting);
}

// What was made stays; an undo that is cancelled leaves the rest.
Task<Reply<Import>> cancel(Tx& tx, jobs::Jobs const& jobs, ImportById which)
{
    auto const stored = co_await tx.one<Stored>(sql::to_change, which.import_id);
    if (stored.state != State::preview && stored.state != State::running)
        throw Failure(Problem::conflict, "This import is over.");
    auto setting = set_state(tx, jobs, stored.id, stored.undoing ? State::done : State::cancelled, false);
    co_return co_await std::move(setting);
}

Task<Reply<Import>> undo(Tx& tx, jobs::Jobs& jobs, ImportById which)
{
    auto const stored = co_await tx.one<Stored>(sql::to_change, which.import_id);
    if (stored.state != State::done && stored.state != State::cancelled)
        throw Failure(Problem::conflict, stored.state == State::undone ? "This import is undone already." : "Cancel this import first.");
    begin(tx, jobs, stored, true);
    auto setting = set_state(tx, jobs, stored.id, State::running, true);
    co_return co_await std::move(setting);
}

}  // namespace

std::vector<Route> routes(jobs::Jobs& jobs)
{
    auto look = [&jobs](Loop& loop, UploadInput in) { return look_at_upload(jobs, loop, std::move(in)); };
    auto add_here = [&jobs](Tx& tx, Looked in) { return add(tx, jobs, std::move(in)); };
    auto get_here = [&jobs](Tx& tx, ImportById which) { return by_id(tx, jobs, which); };
    auto map_here = [&jobs](Tx& tx, OnLoop<MappingInput> in) { return put_mapping(tx, jobs, std::move(in)); };
    auto start_here = [&jobs](Tx& tx, ImportById which) { return start(tx, jobs, which); };
    auto cancel_here = [&jobs](Tx& tx, ImportById which) { return cancel(tx, jobs, which); };
    auto undo_here = [&jobs](Tx& tx, ImportById which) { return undo(tx, jobs, which); };
    auto problems_here = [&jobs](Tx& tx, ImportById which) { return problems(tx, jobs.folder(), which.import_id); };
    return {
        get("/imports", "Imports, newest first", needs(may_read), list),
        get("/imports/count", "How many imports", needs(may_read), count),
        post("/imports", "Read a file and show what would be made of it", needs(may_run), prepared(look, add_here)).uploads().accepted(),
        get("/imports/{import_id}", "An import and how far it is", needs(may_read), get_here),
        put("/imports/{import_id}/mapping", "Say which column fills which field", needs(may_run),
            prepared(with_loop<MappingInput>, map_here)),
        post("/imports/{import_id}/start", "Make the records, or go on", needs(may_run), start_here).accepted(),
        post("/imports/{import_id}/cancellation", "Stop; what was made stays", needs(may_run), cancel_here).accepted(),
        post("/imports/{import_id}/undo", "Take back what nobody has changed since", needs(may_run), undo_here).accepted(),
        get("/imports/{import_id}/left", "What an undo has left, since somebody has changed or used it", needs(may_read), left),
        get("/imports/{import_id}/problems.csv", "The rows that failed, to be corrected and dropped again", needs(may_read), problems_here),
    };
}

}  // namespace guildhall::imports
