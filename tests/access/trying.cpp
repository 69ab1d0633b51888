// The requests of the matrix, and what is looked for in every answer.
#include <algorithm>
#include <chrono>
#include <thread>

#include "access/form.h"
#include "access/matrix.h"

namespace guildhall::access {

using support::Answer;

namespace {

std::string in_place_of(std::string text, std::string const& what, std::string const& with)
{
    if (auto const at = text.find(what); at != text.npos)
        text.replace(at, what.size(), with);
    return text;
}

// All but what differs from request to request.
std::string comparable(Answer const& answer)
{
    std::string all;
    std::string_view head = answer.head;
    while (!head.empty()) {
        auto const end = std::min(head.find("\r\n"), head.size());
        auto const line = head.substr(0, end);
        if (!line.starts_with("Date:") && !line.starts_with("X-Request-Id:"))
            all.append(line) += '\n';
        head.remove_prefix(std::min(end + 2, head.size()));
    }
    return all + answer.body;
}

Form form_of(json::Value const& body)
{
    Form form;
    bool const is_picture = body.members.size() == 1;  // beside a table stands of what kind it is
    for (auto const& [name, value] : body.members)
        name == "file" ? form.add_file(name, "some file", is_picture ? "\x89PNG\r\n\x1a\n" : "Name\nSomebody new\n")
                       : form.add(name, value.string);
    return form;
}

// What was begun goes on when the request is answered; the rows are looked at, and put back, when it has ended.
void wait_for_work(support::Client const& client, Answer const& answer)
{
    auto const location = answer.header("Location");
    constexpr std::string_view api = "/api/v1";
    for (int tries = 0; answer.status == 202 && location.starts_with(api) && tries < 500; ++tries) {
        if (client.get(location.substr(api.size())).text("state") != "running")
            return;
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
}

bool is_done(int status)
{
    return status >= 200 && status < 300;
}

}  // namespace

void Matrix::complain(Try const& tried, std::string const& why)
{
    complaints_.push_back(tried.line.name() + ", " + std::string(role_names[static_cast<std::size_t>(tried.viewer.role)]) +
                          (tried.what.empty() ? "" : ", " + tried.what) + ": " + why);
}

std::string Matrix::path_of(Try const& tried, Named const& named) const
{
    auto const& line = tried.line;
    auto path = line.path;
    for (auto at = path.find('{'); at != path.npos; at = path.find('{')) {
        auto const name = path.substr(at + 1, path.find('}', at) - at - 1);
        bool const last = path.find('{', at + 1) == path.npos;
        auto const parent = named.parents.find(name);
        std::string id;
        if (line.about == About::path && last)
            id = named.id;
        else if (line.about == About::lists && parent != named.parents.end())
            id = parent->second;
        else
            id = ground_.planted.nearest(name.substr(0, name.size() - 3), tried.viewer).id;
        path = in_place_of(path, "{" + name + "}", id);
    }
    if (line.about == About::lists && tried.route.has_field("limit"))
        path += "?limit=200";
    if (line.about == About::query)
        path += "?" + in_place_of(in_place_of(line.query, "{" + line.kind + ".id}", named.id), "{" + line.kind + ".marker}", named.marker);
    return path;
}

Wish Matrix::wish_of(Try const& tried, Named const& named) const
{
    Wish wish{.only = tried.line.fields};
    for (auto const& reference : bodies_.references(tried.route))
        if (reference != "lines.id")
            wish.usual[reference] = ground_.planted.nearest(kind_of_reference(reference), tried.viewer).id;
    if (tried.line.about == About::reference)
        wish.asked[tried.line.reference] = named.id;
    return wish;
}

std::string Matrix::body_of(Try const& tried, Named const& named) const
{
    if (!bodies_.takes_body(tried.route))
        return {};
    auto const body = bodies_.body(tried.route, wish_of(tried, named));
    return tried.route.upload ? form_of(body).text() : written(body);
}

std::optional<Matrix::Allowed> Matrix::allowed(Route const& route) const
{
    std::optional<Allowed> ceremony;  // whose right answer takes more than a body: nobody gets further than 422
    for (auto const& line : table_) {
        bool const fits = line.about == About::path || line.about == About::reference;
        if (line.method != route.method || line.path != route.path || !fits)
            continue;
        for (auto const& viewer : ground_.viewers) {
            Try const tried{line, route, viewer};
            if (auto const id = id_for(line, route, viewer))
                return Allowed{viewer, route, path_of(tried, {.id = *id}), wish_of(tried, {.id = *id})};
            if (line.cell(viewer.role).status == 422)
                ceremony.emplace(Allowed{viewer, route, path_of(tried, {}), wish_of(tried, {})});
        }
    }
    return ceremony;
}

// Of an object that the line lets the viewer write to; "" where the line has none.
std::optional<std::string> Matrix::id_for(Line const& line, Route const& route, Viewer const& viewer) const
{
    auto const kind = line.about == About::path ? kind_of_path(line.path) : kind_of_reference(line.reference);
    if (route.entrance == Entrance::open)
        return "";
    for (auto which : {Class::own, Class::colleague, Class::below, Class::elsewhere, Class::sister}) {
        auto const letter = line.cell(viewer.role).letter(which);
        if (letter != 'W' && letter != '9')
            continue;
        if (kind.empty())
            return "";
        if (auto const objects = ground_.planted.of(kind, viewer, which); !objects.empty())
            return objects.front()->id;
    }
    return {};
}

Answer Matrix::ask(Allowed const& allowed, std::string const& body)
{
    support::HeaderList more;
    if (allowed.route.method == Method::patch)
        more.emplace_back("If-Match", "*");
    auto const& client = clients_.at(allowed.viewer.role);
    auto answer = client.ask(name_of(allowed.route.method), allowed.path, body, more);
    wait_for_work(client, answer);
    return answer;
}

Answer Matrix::ask(Try const& tried, Named const& named)
{
    return send(tried, path_of(tried, named), named);
}

Answer Matrix::send(Try const& tried, std::string const& path, Named const& named)
{
    ++tried_;
    support::HeaderList more;
    if (tried.route.method == Method::patch)
        more.emplace_back("If-Match", "*");
    if (tried.route.upload)
        more.emplace_back("Content-Type", Form().type());
    auto const body = body_of(tried, named);
    auto const& client = clients_.at(tried.viewer.role);
    auto answer = client.ask(name_of(tried.route.method), path, body, more);
    wait_for_work(client, answer);
    if (tried.status && answer.status != tried.status)
        complain(tried, "expected " + std::to_string(tried.status) + ", got " + std::to_string(answer.status) + " " + answer.body);
    if (answer.header("X-Request-Id").empty())
        complain(tried, "the answer has no X-Request-Id");
    look_for_secrets(tried, answer);
    look_for_changes(tried, answer);
    return answer;
}

// Where the table expects of two the same, they get the same; and what a query finds differs from what an unknown one finds.
void Matrix::compare(Try const& tried, Answer const& answer, Answer const& unknown)
{
    auto const& line = tried.line;
    bool const same = comparable(answer) == comparable(unknown);
    if (line.about == About::query && tried.letter == 'R' && same)
        complain(tried, "the query does not find it");
    bool const hidden = tried.letter != 'T' && tried.letter == line.cell(tried.viewer.role).letter(Class::unknown);
    if (hidden && !same)
        complain(tried, "is told from an unknown one:\n" + comparable(answer) + "\n---\n" + comparable(unknown));
}

void Matrix::look_for_secrets(Try const& tried, Answer const& answer)
{
    for (auto const& secret : secrets_.at(tried.viewer.role)) {
        if (tried.route.path.starts_with("/trash") && in_the_trash_of(tried.viewer).contains(secret))
            continue;
        if (answer.body.find(secret) != std::string::npos || answer.head.find(secret) != std::string::npos) {
            complain(tried, "the answer says what is out of sight: " + answer.body);
            return;
        }
    }
}

// Reading is looked at when somebody is through with a line: it must change nothing at all.
void Matrix::look_for_changes(Try const& tried, Answer const& answer)
{
    if (tried.route.method == Method::get)
        return;
    if (is_done(answer.status) && is_done(tried.status))
        return ground_.rows.restore();
    expect_no_changes(tried, "what was refused");
}

void Matrix::expect_no_changes(Try const& tried, std::string const& by)
{
    auto const changed = ground_.rows.changed();
    if (changed.empty())
        return;
    std::string names;
    for (auto const& name : changed)
        names += (names.empty() ? "" : ", ") + name;
    complain(tried, by + " has changed " + names);
    ground_.rows.restore();
}

}  // namespace guildhall::access
