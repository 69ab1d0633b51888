#include "api/bind.h"

#include <algorithm>

#include "http/multipart.h"

namespace guildhall {

namespace {

json::Value query_of(http::Request const& request)
{
    auto const parameters = http::parse_query(request.query);
    if (!parameters)
        throw Failure(Problem::malformed, "The query is not properly encoded.");
    auto all = json::Value::object();
    for (auto const& [name, text] : *parameters) {
        if (all.find(name))
            throw Failure(Problem::malformed, {}, {{name, "stands twice in the query"}});
        all.members.emplace_back(name, json::Value::text(text));
    }
    return all;
}

std::string_view media_type(http::Request const& request)
{
    auto const type = request.headers.find("Content-Type").value_or("");
    auto bare = type.substr(0, type.find(';'));
    while (bare.ends_with(' '))
        bare.remove_suffix(1);
    return bare;
}

// The files of the form that is being bound, which do not fit into a value: it has the place of its own here.
thread_local std::vector<FileRange> files;

http::Form form_in(http::Request const& request)
{
    auto const type = request.headers.find("Content-Type").value_or("");
    return request.spooled ? http::parse_multipart(type, request.spooled) : http::parse_multipart(type, request.body);
}

json::Value form_of(http::Request const& request)
{
    auto all = json::Value::object();
    auto const form = form_in(request);
    for (auto const& part : form.parts) {
        if (all.find(part.name))
            throw Failure(Problem::malformed, {}, {{part.name, "stands twice in the form"}});
        auto value = json::Value::text(part.content);
        if (part.filename) {
            value.kind = json::Value::Kind::object;
            value.members.emplace_back("name", json::Value::text(*part.filename));
            value.integer = static_cast<std::int64_t>(files.size());
            files.push_back(part.range);
        }
        all.members.emplace_back(part.name, std::move(value));
    }
    return all;
}

json::Value body_of(Route const& route, http::Request const& request)
{
    if (!request.query.empty())
        throw Failure(Problem::malformed, "This address takes no query.");
    if (route.upload) {
        if (!http::equal_ignoring_case(media_type(request), "multipart/form-data"))
            throw Failure(Problem::media_type, "Send the file as multipart/form-data.");
        return form_of(request);
    }
    if (request.body.empty() && media_type(request).empty())
        return json::Value::object();
    if (!http::equal_ignoring_case(media_type(request), "application/json"))
        throw Failure(Problem::media_type, "Send application/json.");
    auto value = json::parse(request.body);
    if (value.kind != json::Value::Kind::object)
        throw Failure(Problem::malformed, "The body must be a JSON object.");
    return value;
}

bool is_uuid_field(std::string_view name)
{
    return name.ends_with("_id");
}

}  // namespace

void Codec<Upload>::read(json::Value const& from, Upload& to, Reading& reading)
{
    auto const* name = from.find("name");
    if (!name)
        return reading.refuse("must be a file");
    to.name = name->string;
    to.bytes = from.string;
    to.range = files.at(static_cast<std::size_t>(from.integer));
}

std::string Upload::read(std::uint64_t at, std::size_t most) const
{
    if (range.file)
        return range.read(at, most);
    return at < bytes.size() ? bytes.substr(static_cast<std::size_t>(at), most) : std::string();
}

void Codec<Upload>::schema(json::Writer& out, Definitions&)
{
    out.plain_key("type");
    out.plain_string("string");
    out.plain_key("contentMediaType");
    out.plain_string("application/octet-stream");
}

std::unique_ptr<Bound> bind(Match const& match, http::Request const& request)
{
    auto const& route = *match.route;
    bool const by_query = route.method == Method::get || route.method == Method::del;
    if (by_query && !request.body.empty())
        throw Failure(Problem::malformed, "This request takes no body.");
    files.clear();
    auto input = by_query ? query_of(request) : body_of(route, request);

    auto refuse_own = [&](std::string_view name) {
        if (input.find(name))
            throw Failure(Problem::malformed, {}, {{std::string(name), "is not a field here"}});
    };
    for (auto const& [name, text] : match.values) {
        refuse_own(name);
        if (is_uuid_field(name) && !Uuid::parse(text))
            throw Failure(Problem::not_found);
        input.members.emplace_back(name, json::Value::text(text));
    }
    if (route.takes_if_match) {
        refuse_own("if_match");
        auto const given = request.headers.find("If-Match");
        if (given ? given->empty() : route.method == Method::patch)
            throw Failure(Problem::precondition_required, "Send If-Match with the ETag of the record as you know it.");
        if (given)
            input.members.emplace_back("if_match", json::Value::text(*given));
    }
    auto bound = route.bind(input);
    files.clear();
    return bound;
}

}  // namespace guildhall
