#include "access/matrix.h"

#include <algorithm>

namespace guildhall::access {

using support::Answer;

namespace {

// What the line's letters are about; "" where there is no object.
std::string kind_of(Line const& line)
{
    if (line.about == About::reference)
        return kind_of_reference(line.reference);
    if (line.about != About::path)
        return line.kind;
    return kind_of_path(line.path);
}

int status_for(char letter, Route const& route, About about)
{
    switch (letter) {
    case '-': return 403;
    case '2': return 422;
    case '9': return 409;
    case '4': return about == About::query ? route.status : 404;
    default: return route.status;
    }
}

}  // namespace

std::string kind_of_reference(std::string const& reference)
{
    auto const name = reference.substr(reference.find_last_of(".?") + 1);
    static std::map<std::string, std::string> const kinds{
        {"id", "estimate_line"}, {"assignee_id", "account"},      {"other_id", "customer"},     {"owner_id", "account"},
        {"parent_id", "spot"},   {"access_owner_id", "receiver"}, {"moderator_id", "successor"}};
    auto const kind = kinds.find(name);
    return kind != kinds.end() ? kind->second : name.substr(0, name.size() - 3);
}

std::string kind_of_path(std::string const& path)
{
    auto const from = path.rfind('{');
    if (from == path.npos)
        return {};
    auto const parameter = path.substr(from + 1, path.find('}', from) - from - 1);
    return parameter.substr(0, parameter.size() - 3);
}

Matrix::Matrix(Ground& ground, Subject subject, std::vector<Line> const& table)
    : ground_(ground), subject_(std::move(subject)), table_(table), bodies_(subject_.routes)
{
    for (auto const& viewer : ground.viewers) {
        auto const& client = ground.client(viewer);
        clients_.emplace(viewer.role, subject_.address.empty() ? client : client.at(subject_.address));
        secrets_.emplace(viewer.role, secrets_from(viewer));
    }
}

// The line that says who sees such an object.
Line const* Matrix::line_that_shows(std::string const& kind) const
{
    for (auto const& line : table_) {
        bool const by_id = line.about == About::path && line.path.ends_with("{" + kind + "_id}");
        if (line.method == Method::get && (by_id || (line.about == About::lists && line.kind == kind)))
            return &line;
    }
    return nullptr;
}

bool Matrix::is_visible(Object const& object, Viewer const& viewer) const
{
    // What the access owner above is called stands in everybody's own memberships (contract.md, GET /me).
    if (object.kind == "access_owner" && viewer.person.access_owner && object.id == viewer.person.access_owner->text())
        return true;
    auto const* line = line_that_shows(object.kind);
    auto const which = ground_.planted.class_of(object, viewer);
    return line && which && line->cell(viewer.role).letter(*which) == 'R';
}

std::set<std::string> Matrix::secrets_from(Viewer const& viewer) const
{
    std::set<std::string> secrets, known;
    for (auto const& object : ground_.planted.objects()) {
        bool const visible = is_visible(object, viewer);
        (visible ? known : secrets).insert(object.marker);
        if (!visible && object.owner && !object.marker.empty() && object.kind != "account")
            secrets.insert(object.id);
    }
    for (auto const& object : ground_.planted.trashed())
        secrets.insert(object.marker);
    for (auto const& word : known)
        secrets.erase(word);
    secrets.erase("");
    return secrets;
}

std::set<std::string> Matrix::in_the_trash_of(Viewer const& viewer) const
{
    std::set<std::string> markers;
    auto as_trashed = [&](Object object) {
        object.kind = "trashed";
        if (is_visible(object, viewer))
            markers.insert(object.marker);
    };
    std::for_each(ground_.planted.trashed().begin(), ground_.planted.trashed().end(), as_trashed);
    return markers;
}

std::vector<std::string> Matrix::check(Line const& line)
{
    complaints_.clear();
    for (auto const& route : subject_.routes.routes()) {
        if (route.method != line.method || route.path != line.path)
            continue;
        for (auto const& viewer : ground_.viewers) {
            auto const kind = kind_of(line);
            if (line.about == About::lists)
                check_list(line, route, viewer);
            else if (line.about == About::counts)
                check_count(line, route, viewer);
            else if (kind.empty())
                check_alone(line, route, viewer);
            else
                check_classes(line, route, viewer, kind);
            expect_no_changes({line, route, viewer}, "this");
        }
    }
    return std::move(complaints_);
}

Matrix::Try Matrix::expectation(Line const& line, Route const& route, Viewer const& viewer, Class which, std::string what) const
{
    auto const& cell = line.cell(viewer.role);
    auto const letter = cell.letter(which);
    return {line, route, viewer, letter, cell.status ? cell.status : status_for(letter, route, line.about), std::move(what)};
}

void Matrix::check_alone(Line const& line, Route const& route, Viewer const& viewer)
{
    ask(expectation(line, route, viewer, Class::own, ""), {});
}

void Matrix::check_classes(Line const& line, Route const& route, Viewer const& viewer, std::string const& kind)
{
    auto tried = expectation(line, route, viewer, Class::unknown, "an unknown one");
    Named unknown{.id = Uuid::make().text(), .marker = "zqnobodyatall"};
    auto const answer = ask(tried, unknown);
    if (tried.letter == 'R' || tried.letter == 'W')
        complain(tried, "the table lets it be found");
    for (auto which : {Class::own, Class::colleague, Class::below, Class::elsewhere, Class::sister, Class::foreign}) {
        auto const& cell = line.cell(viewer.role);
        auto const objects = ground_.planted.of(kind, viewer, which);
        bool const said = cell.letter(which) != '.';
        if (!cell.single && !cell.status && said == objects.empty())
            complain(expectation(line, route, viewer, which, std::string(class_names[static_cast<std::size_t>(which)])),
                     said ? "there is none, but the table says what one gets" : "the table does not say what one gets");
        for (auto const* object : objects) {
            auto const attempt = expectation(line, route, viewer, which, std::string(class_names[static_cast<std::size_t>(which)]));
            auto const got = ask(attempt, {object->id, object->marker, object->parents});
            compare(attempt, got, answer);
        }
    }
    check_unknown(line, route, viewer, answer);
}

// What is in the trash, of another kind, or no id at all.
void Matrix::check_unknown(Line const& line, Route const& route, Viewer const& viewer, Answer const& unknown)
{
    auto const attempt = expectation(line, route, viewer, Class::unknown, "an unknown one");
    auto const kind = kind_of(line);
    std::vector<Named> others;
    if (line.query.find(".marker}") == line.query.npos)
        for (auto const& id : ground_.planted.unknown_ids(kind, viewer))
            others.push_back({.id = id});
    if (line.about == About::path)
        others.push_back({.id = "no-id-at-all"});
    for (auto const& object : ground_.planted.trashed())
        if (line.query.find(".marker}") != line.query.npos && object.kind == kind)
            others.push_back({.id = object.id, .marker = object.marker});
    for (auto const& other : others) {
        auto const got = ask(attempt, other);
        compare(attempt, got, unknown);
    }
}

void Matrix::check_list(Line const& line, Route const& route, Viewer const& viewer)
{
    auto const& cell = line.cell(viewer.role);
    if (cell.status || cell.single) {
        auto const& object = ground_.planted.nearest(line.kind, viewer);
        ask(expectation(line, route, viewer, Class::own, ""), {object.id, object.marker, object.parents});
        return;
    }
    std::map<std::string, Answer> answers;
    for (auto which : {Class::own, Class::colleague, Class::below, Class::elsewhere, Class::sister, Class::foreign}) {
        auto const attempt = expectation(line, route, viewer, which, std::string(class_names[static_cast<std::size_t>(which)]));
        auto const objects = ground_.planted.of(line.kind, viewer, which);
        if ((attempt.letter == '.') != objects.empty())
            complain(attempt, "the table and what was planted differ");
        for (auto const* object : objects)
            check_listed(attempt, *object, answers);
    }
}

// One list is asked for once, for all that it may have.
void Matrix::check_listed(Try tried, Object const& object, std::map<std::string, Answer>& answers)
{
    Named const named{object.id, object.marker, object.parents};
    auto const path = path_of(tried, named);
    bool const nested = tried.line.path.find('{') != std::string::npos;
    if (!answers.contains(path)) {
        tried.status = tried.letter == 'R' || !nested ? tried.route.status : 0;
        answers[path] = ask(tried, named);
    }
    auto const& answer = answers.at(path);
    bool const has = answer.body.find(object.id) != std::string::npos;
    if (has != (tried.letter == 'R'))
        complain(tried, has ? "the list has it" : "the list does not have it");
}

void Matrix::check_count(Line const& line, Route const& route, Viewer const& viewer)
{
    auto const tried = expectation(line, route, viewer, Class::own, "");
    auto const answer = ask(tried, {});
    if (tried.letter != 'R' || answer.status != route.status)
        return;
    long in_sight = 0;
    for (auto const& object : ground_.planted.objects())
        in_sight += object.kind == line.kind && is_visible(object, viewer);
    if (answer.text("count") != std::to_string(in_sight))
        complain(tried, "counted " + answer.text("count") + " where " + std::to_string(in_sight) + " are in sight");
}

}  // namespace guildhall::access
