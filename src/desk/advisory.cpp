#include "desk/advisory.h"

#include <algorithm>

namespace guildhall::desk {

namespace {

using json::Value;
using Kind = Value::Kind;

void write_text(json::Writer& out, std::string_view name, std::string_view text)
{
    out.plain_key(name);
    out.string(text);
}

void write_event(json::Writer& out, std::string_view name, std::string_view version)
{
    out.begin_object();
    write_text(out, name, version);
    out.end_object();
}

void write_affected(json::Writer& out, Advisory const& advisory)
{
    out.plain_key("affected");
    out.begin_array();
    out.begin_object();
    out.plain_key("ranges");
    out.begin_array();
    out.begin_object();
    write_text(out, "type", "SEMVER");
    out.plain_key("events");
    out.begin_array();
    write_event(out, "introduced", advisory.introduced_version);
    write_event(out, "fixed", advisory.fixed_version);
    out.end_array();
    out.end_object();
    out.end_array();
    out.plain_key("database_specific");
    out.begin_object();
    write_text(out, "product", "Guildhall");
    out.end_object();
    out.end_object();
    out.end_array();
}

void write_credits(json::Writer& out, std::string const& name)
{
    out.plain_key("credits");
    out.begin_array();
    out.begin_object();
    write_text(out, "name", name);
    write_text(out, "type", "FINDER");
    out.end_object();
    out.end_array();
}

bool is_text(Value const* value)
{
    return value && value->kind == Kind::string && !value->string.empty();
}

bool is_moment(Value const* value)
{
    return is_text(value) && Time::parse(value->string);
}

bool is_list(Value const* value)
{
    return value && value->kind == Kind::array;
}

// One event says one thing.
bool is_event(Value const& event)
{
    return event.kind == Kind::object && event.members.size() == 1 && is_text(&event.members.front().second) &&
           (event.members.front().first == "introduced" || event.members.front().first == "fixed");
}

bool is_range(Value const& range)
{
    auto const* const type = range.find("type");
    auto const* const events = range.find("events");
    if (!is_text(type) || (type->string != "SEMVER" && type->string != "ECOSYSTEM") || !is_list(events) || events->items.empty())
        return false;
    auto const introduces = [](Value const& event) { return event.find("introduced") != nullptr; };
    return std::ranges::all_of(events->items, is_event) && std::ranges::any_of(events->items, introduces);
}

bool is_affected(Value const& affected)
{
    auto const* const ranges = affected.find("ranges");
    return affected.kind == Kind::object && is_list(ranges) && !ranges->items.empty() && std::ranges::all_of(ranges->items, is_range);
}

bool is_reference(Value const& reference)
{
    return is_text(reference.find("type")) && is_text(reference.find("url"));
}

bool is_digits(std::string_view text)
{
    return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; }) && (text == "0" || text.front() != '0');
}

}  // namespace

bool is_version(std::string_view text)
{
    auto const dash = std::min(text.find('-'), text.size());
    auto const tail = text.substr(dash);
    if (tail == "-" || tail.find_first_not_of("-.0123456789abcdefghijklmnopqrstuvwxyz") != tail.npos)
        return false;
    auto rest = text.substr(0, dash);
    for (int part = 0; part < 2; ++part) {
        auto const dot = rest.find('.');
        if (dot == rest.npos || !is_digits(rest.substr(0, dot)))
            return false;
        rest.remove_prefix(dot + 1);
    }
    return is_digits(rest);
}

std::string osv_of(Advisory const& advisory)
{
    std::string text;
    json::Writer out(text);
    out.begin_object();
    write_text(out, "schema_version", "1.6.0");
    write_text(out, "id", advisory.id);
    write_text(out, "modified", advisory.modified.text());
    if (advisory.published)
        write_text(out, "published", advisory.published->text());
    write_text(out, "summary", advisory.summary);
    write_text(out, "details", advisory.details);
    write_affected(out, advisory);
    out.plain_key("references");
    out.begin_array();
    out.begin_object();
    write_text(out, "type", "WEB");
    write_text(out, "url", advisory.url);
    out.end_object();
    out.end_array();
    if (advisory.credit_name)
        write_credits(out, *advisory.credit_name);
    out.plain_key("database_specific");
    out.begin_object();
    write_text(out, "severity", advisory.severity);
    out.end_object();
    out.end_object();
    return text;
}

std::vector<FieldProblem> problems_of(Advisory const& advisory)
{
    std::vector<FieldProblem> problems;
    if (advisory.summary.find('\n') != advisory.summary.npos)
        problems.push_back({"summary", "must be one line"});
    if (advisory.introduced_version != "0" && !is_version(advisory.introduced_version))
        problems.push_back({"introduced_version", "must be a version such as 0.2.0, or 0 for all"});
    if (!is_version(advisory.fixed_version))
        problems.push_back({"fixed_version", "must be a version such as 0.2.0"});
    return problems;
}

std::vector<std::string> problems_of_osv(Value const& document)
{
    std::vector<std::string> problems;
    auto const want = [&](bool holds, std::string_view name) {
        if (!holds)
            problems.emplace_back(name);
    };
    for (std::string_view const name : {"schema_version", "id", "summary", "details"})
        want(is_text(document.find(name)), name);
    want(is_moment(document.find("modified")), "modified");
    want(!document.find("published") || is_moment(document.find("published")), "published");
    auto const all_in = [&](std::string_view name, bool (*fits)(Value const&)) {
        auto const* const list = document.find(name);
        want(is_list(list) && !list->items.empty() && std::ranges::all_of(list->items, fits), name);
    };
    all_in("affected", is_affected);
    all_in("references", is_reference);
    if (document.find("credits"))
        all_in("credits", [](Value const& credit) { return is_text(credit.find("name")); });
    return problems;
}

}  // namespace guildhall::desk
