#include "api/openapi.h"

#include "api/dispatch.h"

#include <algorithm>
#include <map>

namespace guildhall {

namespace {

std::vector<std::string> path_parameters(Route const& route)
{
    std::vector<std::string> names;
    for (auto at = route.path.find('{'); at != route.path.npos; at = route.path.find('{', at + 1))
        names.push_back(route.path.substr(at + 1, route.path.find('}', at) - at - 1));
    return names;
}

// "GET /customers/{customer_id}/notes" → "get_customers_customer_id_notes"
std::string operation_id(Route const& route)
{
    std::string id(name_of(route.method));
    std::transform(id.begin(), id.end(), id.begin(), [](char c) { return static_cast<char>(c | 0x20); });
    for (char c : route.path)
        if (c == '/' || c == '-' || c == '.')
            id += '_';
        else if (c != '{' && c != '}')
            id += c;
    return id;
}

void text(json::Writer& out, std::string_view key, std::string_view value)
{
    out.plain_key(key);
    out.string(value);
}

void parameter(json::Writer& out, std::string_view name, std::string_view in, bool required, std::string_view schema)
{
    out.begin_object();
    text(out, "name", name);
    text(out, "in", in);
    out.plain_key("required");
    out.boolean(required);
    out.plain_key("schema");
    out.raw(schema);
    out.end_object();
}

struct Inputs {
    std::vector<FieldDocument> path, query, body;
    bool if_match = false;
};

// Where null stands for nothing it is one of the words (JSON Schema 2020-12, 6.1.2).
std::string with_null(std::string schema)
{
    constexpr std::string_view choice = R"(["string","null"],"enum":[)";
    for (auto at = schema.find(choice); at != schema.npos; at = schema.find(choice, at + choice.size()))
        schema.insert(schema.find(']', at + choice.size()), ",null");
    return schema;
}

// A query leaves out what it does not mean: "null" would be a word there.
std::string without_null(std::string schema)
{
    constexpr std::string_view types = R"({"type":[)", or_null = R"(,"null"])", choice = R"({"anyOf":[)",
                               choice_or_null = R"(,{"type":"null"}]})";
    if (schema.starts_with(types)) {
        schema.replace(schema.find(or_null), or_null.size(), "");
        schema.erase(types.size() - 1, 1);
    } else if (schema.starts_with(choice) && schema.ends_with(choice_or_null)) {
        schema = schema.substr(choice.size(), schema.size() - choice.size() - choice_or_null.size());
    }
    return schema;
}

Inputs inputs_of(Route const& route, Definitions& definitions)
{
    Inputs inputs;
    auto const in_path = path_parameters(route);
    for (auto& field : route.input(definitions)) {
        if (std::find(in_path.begin(), in_path.end(), field.name) != in_path.end())
            inputs.path.push_back(std::move(field));
        else if (field.name == "if_match")
            inputs.if_match = route.method != Method::get;
        else if (route.method == Method::get || route.method == Method::del)
            inputs.query.push_back(std::move(field));
        else
            inputs.body.push_back(std::move(field));
    }
    return inputs;
}

void write_parameters(json::Writer& out, Route const& route, Inputs const& inputs)
{
    constexpr std::string_view word = R"({"type":"string"})";
    out.plain_key("parameters");
    out.begin_array();
    for (auto const& field : inputs.path)
        parameter(out, field.name, "path", true, field.schema);
    for (auto const& field : inputs.query)
        parameter(out, field.name, "query", field.required, without_null(field.schema));
    if (inputs.if_match)
        parameter(out, "If-Match", "header", route.method == Method::patch, word);
    if (route.repeatable)
        parameter(out, "Idempotency-Key", "header", false, word);
    out.end_array();
}

void write_body(json::Writer& out, Route const& route, std::vector<FieldDocument> const& body)
{
    if (body.empty())
        return;
    out.plain_key("requestBody");
    out.begin_object();
    out.plain_key("required");
    out.boolean(true);
    out.plain_key("content");
    out.begin_object();
    out.plain_key(route.upload ? "multipart/form-data" : "application/json");
    out.begin_object();
    out.plain_key("schema");
    out.begin_object();
    text(out, "type", "object");
    out.plain_key("additionalProperties");
    out.boolean(false);
    out.plain_key("required");
    out.begin_array();
    for (auto const& field : body)
        if (field.required)
            out.string(field.name);
    out.end_array();
    out.plain_key("properties");
    out.begin_object();
    for (auto const& field : body) {
        out.key(field.name);
        out.raw(with_null(field.schema));
    }
    out.end_object();
    out.end_object();
    out.end_object();
    out.end_object();
    out.end_object();
}

void write_responses(json::Writer& out, Route const& route, Definitions& definitions)
{
    out.plain_key("responses");
    out.begin_object();
    out.plain_key(std::to_string(route.status));
    out.begin_object();
    text(out, "description", route.status == 204 ? "Done" : route.status == 202 ? "Begun; Location says where it stands" : "As asked");
    auto const schema = route.output(definitions);
    std::string const content = R"("application/json":{"schema":)" + schema + "}";
    if (!schema.empty() && route.status != 204) {
        out.plain_key("content");
        out.raw("{" + content + (goes_on(route) ? R"(,"text/event-stream":{"schema":{"type":"string"}})" : "") + "}");
    } else if (route.path.ends_with(".csv")) {
        out.plain_key("content");
        out.raw(R"({"text/csv":{"schema":{"type":"string"}}})");
    } else if (route.status == 200) {  // a file, of the type that its Content-Type says
        out.plain_key("content");
        out.raw(R"({"*/*":{"schema":{"type":"string","contentMediaType":"application/octet-stream"}}})");
    }
    out.end_object();
    if (!route.elsewhere.empty()) {
        out.plain_key("308");
        out.begin_object();
        text(out, "description", route.elsewhere);
        out.plain_key("headers");
        out.raw(R"({"Location":{"schema":{"type":"string"}}})");
        out.plain_key("content");
        out.raw("{" + content + "}");
        out.end_object();
    }
    out.plain_key("default");
    out.raw(R"({"description":"A problem","content":{"application/problem+json":{"schema":{"$ref":"#/components/schemas/Problem"}}}})");
    out.end_object();
}

void write_operation(json::Writer& out, Route const& route, Definitions& definitions)
{
    auto const inputs = inputs_of(route, definitions);
    out.begin_object();
    text(out, "operationId", operation_id(route));
    text(out, "summary", route.summary);
    text(out, "x-permission", route.stated);
    write_parameters(out, route, inputs);
    write_body(out, route, inputs.body);
    write_responses(out, route, definitions);
    if (route.entrance == Entrance::open) {
        out.plain_key("security");
        out.raw("[]");
    }
    out.end_object();
}

constexpr std::string_view problem_schema =
    R"({"type":"object","required":["type","title","status"],"properties":{"type":{"type":"string"},"title":{"type":"string"},"status":{"type":"integer"},"detail":{"type":"string"},"methods":{"type":"array","items":{"type":"string"}},"enrolment":{"type":"object"},"passkey":{"type":"object"},"fields":{"type":"array","items":{"type":"object","required":["field","message"],"properties":{"field":{"type":"string"},"message":{"type":"string"}}}},"current":{"type":"object"}}})";
constexpr std::string_view security =
    R"({"bearer":{"type":"http","scheme":"bearer","bearerFormat":"JWT"},"cookie":{"type":"apiKey","in":"cookie","name":"__Host-guildhall"}})";

void write_components(json::Writer& out, Definitions const& definitions)
{
    out.plain_key("components");
    out.begin_object();
    out.plain_key("schemas");
    out.begin_object();
    out.plain_key("Problem");
    out.raw(problem_schema);
    for (auto const& [name, schema] : definitions) {
        out.plain_key(name);
        out.raw(with_null(schema));
    }
    out.end_object();
    out.plain_key("securitySchemes");
    out.raw(security);
    out.end_object();
}

}  // namespace

std::string openapi(Router const& router, std::string_view version)
{
    std::map<std::string, std::vector<Route const*>> paths;
    for (auto const& route : router.routes())
        paths[route.path].push_back(&route);
    Definitions definitions;
    std::string document;
    json::Writer out(document);
    out.begin_object();
    text(out, "openapi", "3.1.0");
    out.plain_key("info");
    out.begin_object();
    text(out, "title", "Guildhall");
    text(out, "version", version);
    out.end_object();
    out.plain_key("servers");
    out.raw(R"([{"url":"/api/v1"}])");
    out.plain_key("security");
    out.raw(R"([{"bearer":[]},{"cookie":[]}])");
    out.plain_key("paths");
    out.begin_object();
    for (auto const& [path, routes] : paths) {
        out.plain_key(path);
        out.begin_object();
        for (auto const* route : routes) {
            std::string method(name_of(route->method));
            std::transform(method.begin(), method.end(), method.begin(), [](char c) { return static_cast<char>(c | 0x20); });
            out.plain_key(method);
            write_operation(out, *route, definitions);
        }
        out.end_object();
    }
    out.end_object();
    write_components(out, definitions);
    out.end_object();
    return document;
}

}  // namespace guildhall
