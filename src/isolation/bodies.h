#pragma once
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "api/router.h"
#include "base/json.h"

// Bodies made from the OpenAPI document, and what it says about references.
namespace guildhall::isolation {

std::string written(json::Value const& value);

using Ids = std::map<std::string, std::string>;  // by reference: "lines.product_id"

// What a body is to have. Without any of it: what the schema requires, or in a PATCH one field that is easily changed.
struct Wish {
    std::vector<std::string> only = {};  // just these fields
    Ids asked = {};                      // these references, with all that leads to them
    Ids usual = {};                      // what required references name
};

class Bodies {
public:
    explicit Bodies(Router const& router);

    // Where the body or the query names other records: "customer_id", "lines.product_id"; a query's parameter as "?customer_id".
    std::vector<std::string> references(Route const& route) const;
    // And where it does not say so by its name, or names several: "tag_ids", "change.add_tags", "?actor".
    std::vector<std::string> more_references(Route const& route) const;
    // What the query cannot do without, and a word for it that is as good as any.
    std::vector<std::pair<std::string, std::string>> needed_in_query(Route const& route) const;
    // Texts that have a greatest length: "contact.first_name" and how many characters.
    std::map<std::string, std::size_t> bounded_texts(Route const& route) const;
    bool takes_body(Route const& route) const { return schema(route) != nullptr; }
    json::Value body(Route const& route, Wish wish) const;

private:
    json::Value const* operation(Route const& route) const;
    json::Value const* schema(Route const& route) const;  // of the body; null: it takes none
    json::Value const& resolved(json::Value const& schema) const;
    using Visit = std::function<void(std::string const& path, std::string const& name, json::Value const& schema)>;
    void each_field(json::Value const& schema, std::string const& prefix, Visit const& visit) const;
    void each_in_query(Route const& route, Visit const& visit) const;
    json::Value object(json::Value const& schema, Wish const& wish, std::string const& prefix) const;
    json::Value value(std::string const& name, json::Value const& schema, Wish const& wish, std::string const& path) const;

    json::Value document_;
};

}  // namespace guildhall::isolation
