#include "changes/input.h"

#include <set>
#include <string_view>

namespace guildhall::changes {

namespace {

std::set<std::string_view> fields_of(Kind kind)
{
    switch (kind) {
    case Kind::customers:
        return {"status",   "owner_id", "country",     "language", "currency", "payment_terms_days",
                "group_id", "add_tags", "remove_tags", "delete"};
    case Kind::contacts: return {"opted_out", "delete"};
    case Kind::activities: return {"owner_id", "delete"};
    case Kind::products: return {"currency", "active", "delete"};
    case Kind::notes:
    case Kind::estimates: break;
    }
    return {"delete"};
}

template <class T>
bool is_given(Change<T> const& change)
{
    return change.given;
}
template <class T>
bool is_given(std::optional<T> const& change)
{
    return change.has_value();
}

template <class Visit>
void each_given(BulkPatch const& change, Visit visit)
{
    each_field<BulkPatch>([&](auto const& field) {
        auto const& brought = change.*(field.member);
        if (is_given(brought))
            visit(field.name, brought);
    });
}

bool removes(BulkPatch const& change)
{
    return change.remove.given && change.remove.value;
}

}  // namespace

void check_together(BulkInput const& in, Reading& reading)
{
    if (in.ids.has_value() == in.filter.has_value())
        reading.object_at("ids", in.ids ? "cannot stand beside a filter" : "is required where there is no filter");
    if (in.filter)
        check_selection(in.kind, *in.filter, reading);
    auto const allowed = fields_of(in.kind);
    int given = 0;
    each_given(in.change, [&](std::string_view name, auto const&) {
        ++given;
        if (!allowed.contains(name))
            reading.object_at("change." + std::string(name), "is nothing that can be changed of " + std::string(name_of(in.kind)));
    });
    if (given == 0 && !reading.complained_at("change"))
        reading.object_at("change", "says nothing to change");
    if (in.change.remove.given && (given > 1 || !in.change.remove.value) && !reading.complained_at("change.delete"))
        reading.object_at("change.delete", "stands alone, and true");
}

std::string given_only(BulkPatch const& change)
{
    std::string text;
    json::Writer out(text);
    out.begin_object();
    each_given(change, [&](std::string_view name, auto const& brought) {
        out.plain_key(name);
        Codec<std::decay_t<decltype(brought)>>::write(out, brought);
    });
    out.end_object();
    return text;
}

db::Json columns_of(BulkPatch const& change, std::optional<Uuid> spot_id, Time at)
{
    if (removes(change))
        return {"{\"deleted_at\":\"" + at.text() + "\"}"};
    db::Json columns{given_only(change)};
    if (change.owner_id.given)
        columns.text.insert(1, "\"spot_id\":" + (spot_id ? "\"" + spot_id->text() + "\"" : "null") + ",");
    return columns;
}

std::string rights_for(Kind kind, BulkPatch const& change)
{
    return "{bulk_changes.run," + std::string(name_of(kind)) + (removes(change) ? ".delete}" : ".update}");
}

}  // namespace guildhall::changes
