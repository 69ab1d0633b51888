#include "changes/selection.h"

#include <set>
#include <string_view>

namespace guildhall::changes {

namespace {

template <class Filter>
std::set<std::string_view> names_in()
{
    std::set<std::string_view> names;
    each_field<Filter>([&](auto const& field) { names.insert(field.name); });
    return names;
}

std::set<std::string_view> fields_of(Kind kind)
{
    switch (kind) {
    case Kind::customers: return names_in<customers::Filter>();
    case Kind::contacts: return names_in<contacts::AllFilter>();
    case Kind::estimates: return names_in<estimates::Filter>();
    case Kind::products: return names_in<products::Filter>();
    case Kind::notes:
    case Kind::activities: break;
    }
    return {};
}

}  // namespace

void check_selection(Kind kind, Selection const& selection, Reading& reading)
{
    auto const allowed = fields_of(kind);
    if (allowed.empty())
        reading.object_at("filter", "is not for " + std::string(name_of(kind)) + "; name them by their ids");
    each_field<Selection>([&](auto const& field) {
        if ((selection.*(field.member)).has_value() && !allowed.empty() && !allowed.contains(field.name))
            reading.object_at("filter." + std::string(field.name), "is nothing that " + std::string(name_of(kind)) + " are filtered by");
    });
}

Task<std::vector<Uuid>> matching(Scope& tx, Kind kind, Selection const& of, std::optional<Uuid> after, Time at, std::int32_t most)
{
    switch (kind) {
    case Kind::customers: {
        customers::Filter const filter{of.search,      of.status,  of.kind,   of.spot_id, of.owner_id,
                                       of.external_id, of.country, of.tag_id, of.group_id};
        return customers::matching(tx, filter, after, at, most);
    }
    case Kind::contacts: {
        contacts::AllFilter const filter{of.search, of.primary, of.opted_out, of.invalid_address, of.spot_id, of.owner_id};
        return contacts::matching(tx, filter, after, at, most);
    }
    case Kind::estimates: {
        estimates::Filter const filter{of.search, of.customer_id, of.state, of.spot_id, of.owner_id};
        return estimates::matching(tx, filter, after, at, most);
    }
    case Kind::notes:
    case Kind::activities:
    case Kind::products: break;
    }
    products::Filter const filter{of.search, of.active, of.external_id, of.sku};
    return products::matching(tx, filter, after, at, most);
}

}  // namespace guildhall::changes
