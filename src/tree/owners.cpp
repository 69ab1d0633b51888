#include "tree/listing.sql.h"
#include "tree/parts.h"
#include "tree/tree.sql.h"

namespace guildhall::tree {

namespace sql {
constexpr auto access_owners = db::statement<listing_text, "access_owners">;
constexpr auto count_access_owners = db::statement<listing_text, "count_access_owners">;
constexpr auto access_owner = db::statement<text, "access_owner">;
constexpr auto add_access_owner = db::statement<text, "add_access_owner">;
constexpr auto update_access_owner = db::statement<text, "update_access_owner">;
}  // namespace sql

namespace {

struct AccessOwnerById {
    Uuid access_owner_id;
};
constexpr auto shape_of(AccessOwnerById*)
{
    return shape("AccessOwnerById", field("access_owner_id", &AccessOwnerById::access_owner_id));
}

struct NewAccessOwner {
    std::string name;
};
constexpr auto shape_of(NewAccessOwner*)
{
    return shape("NewAccessOwner", field("name", &NewAccessOwner::name, length(1, 200), not_blank));
}

struct AccessOwnerChange {
    Uuid access_owner_id;
    std::optional<std::string> if_match;
    Change<std::string> name;
    Change<bool> suspended;
};
constexpr auto shape_of(AccessOwnerChange*)
{
    return shape("AccessOwnerChange", field("access_owner_id", &AccessOwnerChange::access_owner_id),
                 field("if_match", &AccessOwnerChange::if_match), field("name", &AccessOwnerChange::name, length(1, 200), not_blank),
                 field("suspended", &AccessOwnerChange::suspended));
}

Task<Page<AccessOwner>> list(Tx& tx, AllInSight in)
{
    return listed<AccessOwner, sql::access_owners>(tx, in);
}

Task<Count> count(Tx& tx, InSight in)
{
    return tx.last_one<Count>(sql::count_access_owners, in.search);
}

Task<AccessOwner> by_id(Tx& tx, AccessOwnerById which)
{
    return tx.last_one<AccessOwner>(sql::access_owner, which.access_owner_id);
}

Task<AccessOwner> add(Tx& tx, NewAccessOwner in)
{
    return tx.last_one<AccessOwner>(sql::add_access_owner, Uuid::make(), in.name);
}

Task<AccessOwner> change(Tx& tx, AccessOwnerChange changes)
{
    auto const now = co_await tx.one<AccessOwner>(sql::access_owner, changes.access_owner_id);
    expect_version(changes.if_match, now);
    co_return co_await tx.last_one<AccessOwner>(sql::update_access_owner, now.id, now.version, given(changes.name),
                                                given(changes.suspended));
}

}  // namespace

std::vector<Route> owner_routes()
{
    return {
        get("/access-owners", "Access owners", needs(may_read_access_owners), list),
        get("/access-owners/count", "How many access owners", needs(may_read_access_owners), count),
        post("/access-owners", "Make an access owner", needs(may_create_access_owners), add),
        get("/access-owners/{access_owner_id}", "An access owner", needs(may_read_access_owners), by_id),
        patch("/access-owners/{access_owner_id}", "Change or suspend an access owner", needs(may_update_access_owners), change),
    };
}

}  // namespace guildhall::tree
