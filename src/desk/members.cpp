#include "desk/members.h"

#include "api/listing.h"
#include "desk/members.sql.h"

namespace guildhall::desk {

namespace sql {
constexpr auto list = db::statement<members_text, "list">;
constexpr auto count = db::statement<members_text, "count">;
constexpr auto add = db::statement<members_text, "add">;
constexpr auto remove = db::statement<members_text, "remove">;
}  // namespace sql

namespace {

// named: not only by being an admin, and can be taken out again.
struct Member {
    Uuid id;
    std::string name, email;
    bool named = false;
    Time created_at;
};
constexpr auto shape_of(Member*)
{
    return shape("DeskMember", field("id", &Member::id), field("name", &Member::name), field("email", &Member::email),
                 field("named", &Member::named), field("created_at", &Member::created_at));
}

struct Filter {
    std::optional<std::string> search;  // parts of words
};
constexpr auto shape_of(Filter*)
{
    return shape("DeskMemberFilter", field("search", &Filter::search, length(1, 200)));
}

struct Named {
    std::string email;
};
constexpr auto shape_of(Named*)
{
    return shape("DeskMemberInput", field("email", &Named::email, email));
}

struct MemberById {
    Uuid desk_member_id;
};
constexpr auto shape_of(MemberById*)
{
    return shape("DeskMemberById", field("desk_member_id", &MemberById::desk_member_id));
}

Task<Page<Member>> list(AccountTx& tx, List<Filter, ByName::name> in)
{
    return listed<Member, sql::list>(tx, in);
}

Task<Count> count(AccountTx& tx, Filter in)
{
    return tx.last_one<Count>(sql::count, in.search);
}

Task<Member> add(AccountTx& tx, Named in)
{
    return tx.last_one<Member>(sql::add, in.email);
}

Task<void> remove(AccountTx& tx, MemberById which)
{
    tx.send(sql::remove, which.desk_member_id);
    co_return;
}

}  // namespace

std::vector<Route> member_routes()
{
    return {
        get("/desk-members", "Who is at the security desk, by name", signed_in_with(may_read), list),
        get("/desk-members/count", "How many are at the security desk", signed_in_with(may_read), count),
        post("/desk-members", "Let somebody into the security desk; admins say whom", signed_in_with(may_update), add),
        del("/desk-members/{desk_member_id}", "Take somebody out of the security desk", signed_in_with(may_update), remove),
    };
}

}  // namespace guildhall::desk
