#include "isolation/bodies.h"

#include <algorithm>
#include <stdexcept>

#include "api/openapi.h"
#include "base/id.h"

namespace guildhall::isolation {

using json::Value;
using Kind = Value::Kind;

namespace {

void write(json::Writer& out, Value const& value)
{
    switch (value.kind) {
    case Kind::null: return out.null();
    case Kind::boolean: return out.boolean(value.boolean);
    case Kind::integer: return out.integer(value.integer);
    case Kind::fraction: return out.raw(value.string);
    case Kind::string: return out.string(value.string);
    case Kind::array:
        out.begin_array();
        for (auto const& item : value.items)
            write(out, item);
        return out.end_array();
    case Kind::object:
        out.begin_object();
        for (auto const& [name, member] : value.members) {
            out.key(name);
            write(out, member);
        }
        return out.end_object();
    }
}

// What a schema cannot say: which words make sense in a field of this name.
std::map<std::string, std::string> const& sensible()
{
    static std::map<std::string, std::string> const words{
        {"currency", "CHF"},
        {"country", "CH"},
        {"language", "de"},
        {"category", "S"},
        {"rate", "20"},
        {"quantity", "2"},
        {"unit_price", "5"},
        {"password", "a wrong password"},
        {"kind", "token"},
        {"code", "123456"},
        {"name", "A new name"},
        {"company_name", "A new company"},
        {"first_name", "Nina"},
        {"last_name", "New"},
        {"description", "A desk"},
        {"body", "A new note"},
        {"refresh_token", "none"},
        {"token", "none"},
        {"permission", "customers.read"},
        {"permissions", "customers.read:own"},
        {"search", "new"},
        {"ids", "018f0000-0000-7000-8000-000000000000"},
    };
    return words;
}

// Asked for by a rule that looks at more than one field.
bool is_wanted_though_optional(std::string const& name)
{
    return name == "company_name" || name == "email" || name == "first_name" || name == "last_name" || name == "status";
}

bool is_id(Value const& schema)
{
    auto const* format = schema.find("format");
    return format && format->string == "uuid";
}

bool is_reference(std::string const& name, Value const& schema)
{
    return is_id(schema) && (name.ends_with("_id") || name == "id");
}

std::string type_of(Value const& schema)
{
    auto const* type = schema.find("type");
    if (!type)
        return "object";
    return type->kind == Kind::array ? type->items.front().string : type->string;
}

bool is_required(Value const& schema, std::string const& name)
{
    auto const* required = schema.find("required");
    return required && std::any_of(required->items.begin(), required->items.end(), [&](Value const& item) { return item.string == name; });
}

// The one field that a PATCH changes where the table does not say which.
std::string easily_changed(Value const& properties)
{
    for (std::string const name : {"name", "first_name", "notes", "subject", "body"})
        if (properties.find(name))
            return name;
    return properties.members.front().first;
}

bool leads_to(Ids const& asked, std::string const& path)
{
    return std::any_of(asked.begin(), asked.end(),
                       [&](auto const& each) { return each.first == path || each.first.starts_with(path + "."); });
}

std::string text_for(std::string const& name)
{
    if (name == "email")
        return "someone-" + Uuid::make().text() + "@new.example";
    auto const word = sensible().find(name);
    return word == sensible().end() ? "Anything" : word->second;
}

Value choice_of(Value const& choices)
{
    for (auto const& choice : choices.items)
        if (choice.string == "token")  // the other kind of session needs an origin
            return choice;
    return choices.items.front();
}

Kind kind_of(std::string const& type)
{
    return type == "array" ? Kind::array : type == "boolean" ? Kind::boolean : type == "integer" ? Kind::integer : Kind::string;
}

}  // namespace

std::string written(Value const& value)
{
    std::string text;
    json::Writer out(text);
    write(out, value);
    return text;
}

Bodies::Bodies(Router const& router) : document_(json::parse(openapi(router, "test"))) {}

Value const* Bodies::operation(Route const& route) const
{
    std::string method(name_of(route.method));
    std::transform(method.begin(), method.end(), method.begin(), [](char c) { return static_cast<char>(c | 0x20); });
    return document_.find("paths")->find(route.path)->find(method);
}

Value const* Bodies::schema(Route const& route) const
{
    auto const* body = operation(route)->find("requestBody");
    return body ? body->find("content")->members.front().second.find("schema") : nullptr;
}

// Through $ref, and past the null of what may be null.
Value const& Bodies::resolved(Value const& schema) const
{
    if (auto const* any = schema.find("anyOf"))
        return resolved(any->items.front());
    auto const* reference = schema.find("$ref");
    if (!reference)
        return schema;
    auto const& path = reference->string;
    return resolved(*document_.find("components")->find("schemas")->find(path.substr(path.rfind('/') + 1)));
}

// Those within others, and within lists of them, too.
void Bodies::each_field(Value const& from, std::string const& prefix, Visit const& visit) const
{
    auto const* properties = from.find("properties");
    if (!properties)
        return;
    for (auto const& [name, property] : properties->members) {
        auto const& schema = resolved(property);
        visit(prefix + name, name, schema);
        auto const* items = schema.find("items");
        each_field(items ? resolved(*items) : schema, prefix + name + ".", visit);
    }
}

void Bodies::each_in_query(Route const& route, Visit const& visit) const
{
    for (auto const& parameter : operation(route)->find("parameters")->items)
        if (parameter.find("in")->string == "query")
            visit("?" + parameter.find("name")->string, parameter.find("name")->string, *parameter.find("schema"));
}

std::vector<std::string> Bodies::references(Route const& route) const
{
    std::vector<std::string> found;
    auto const take = [&](std::string const& path, std::string const& name, Value const& schema) {
        if (is_reference(name, schema))
            found.push_back(path);
    };
    if (auto const* body = schema(route))
        each_field(*body, "", take);
    each_in_query(route, take);
    return found;
}

std::vector<std::string> Bodies::more_references(Route const& route) const
{
    std::vector<std::string> found;
    auto const take = [&](std::string const& path, std::string const& name, Value const& schema) {
        auto const* items = schema.find("items");
        if (items ? is_id(resolved(*items)) : is_id(schema) && !is_reference(name, schema))
            found.push_back(path);
    };
    if (auto const* body = schema(route))
        each_field(*body, "", take);
    each_in_query(route, take);
    return found;
}

std::vector<std::pair<std::string, std::string>> Bodies::needed_in_query(Route const& route) const
{
    std::vector<std::pair<std::string, std::string>> found;
    for (auto const& parameter : operation(route)->find("parameters")->items) {
        auto const* required = parameter.find("required");
        if (parameter.find("in")->string == "query" && required && required->boolean && !is_id(*parameter.find("schema")))
            found.emplace_back(parameter.find("name")->string, text_for(parameter.find("name")->string));
    }
    return found;
}

std::map<std::string, std::size_t> Bodies::bounded_texts(Route const& route) const
{
    std::map<std::string, std::size_t> found;
    auto const take = [&](std::string const& path, std::string const&, Value const& schema) {
        if (auto const* most = schema.find("maxLength"))
            found[path] = static_cast<std::size_t>(most->integer);
    };
    if (auto const* body = schema(route))
        each_field(*body, "", take);
    return found;
}

Value Bodies::body(Route const& route, Wish wish) const
{
    auto const& whole = *schema(route);
    bool const empty = whole.find("required")->items.empty() && wish.asked.empty() && wish.only.empty();
    if (route.method == Method::patch && empty)
        wish.only.push_back(easily_changed(*whole.find("properties")));
    return object(whole, wish, "");
}

Value Bodies::object(Value const& schema, Wish const& wish, std::string const& prefix) const
{
    auto made = Value::object();
    if (!schema.find("properties"))
        return made;  // a map
    bool const chosen = prefix.empty() && !wish.only.empty();
    for (auto const& [name, property] : schema.find("properties")->members) {
        bool const asked = chosen && std::find(wish.only.begin(), wish.only.end(), name) != wish.only.end();
        bool const agents = name == "password" && schema.find("properties")->find("team_role_id");  // somebody new brings one
        bool const usual = !chosen && (is_required(schema, name) || is_wanted_though_optional(name) || agents);
        bool const named = name == "ids" && !chosen && !leads_to(wish.asked, "filter");  // one or the other
        if (asked || usual || named || leads_to(wish.asked, prefix + name))
            made.members.emplace_back(name, value(name, resolved(property), wish, prefix + name));
    }
    return made;
}

Value Bodies::value(std::string const& name, Value const& schema, Wish const& wish, std::string const& path) const
{
    auto const type = type_of(schema);
    auto made = Value::of(kind_of(type));
    if (type == "array") {
        made.items.push_back(value(name, resolved(*schema.find("items")), wish, path));
        return made;
    }
    for (auto const* ids : {&wish.asked, &wish.usual})
        if (auto const given = ids->find(path); given != ids->end())
            return Value::text(given->second);
    if (auto const* choices = schema.find("enum"))
        return choice_of(*choices);
    if (type == "object")
        return object(schema, wish, path + ".");
    made.boolean = true;
    made.integer = 7;
    made.string = text_for(name);
    return made;
}

}  // namespace guildhall::isolation
