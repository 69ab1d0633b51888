#pragma once
#include <initializer_list>
#include <string>
#include <string_view>

namespace guildhall {

class Tx;
class AccountTx;
class PublicTx;

// The name of a right, "customers.create". Who holds it, and how far it reaches, is said in the database (migrations).
struct Permission {
    std::string_view name;
};

enum class Entrance { guild, account, open };

// Who may use a route. It fixes the scope its operation gets, so an operation that wants a guild's transaction does not compile
// behind an open route. There is no default: a route without a choice does not compile either.
template <class Scope>
class Access {
public:
    std::string permissions;  // as PostgreSQL reads an array: "{customers.create,customers.read}"
    std::string stated;       // as OpenAPI's x-permission says it: "customers.create", "signed_in", "open"

private:
    Access(std::string needed, std::string said) : permissions(std::move(needed)), stated(std::move(said)) {}
    friend Access<Tx> needs(Permission, std::initializer_list<Permission>);
    friend Access<Tx> needs_one_of(Permission, Permission);
    friend Access<AccountTx> signed_in();
    friend Access<AccountTx> signed_in_with(Permission);
    friend Access<PublicTx> open_to_all(std::string_view);
};

// The first is the right that the route asks for; the others say what else the operation reads or writes.
inline Access<Tx> needs(Permission asked, std::initializer_list<Permission> besides = {})
{
    std::string all = "{" + std::string(asked.name);
    for (auto const& permission : besides)
        all += "," + std::string(permission.name);
    return {all + "}", std::string(asked.name)};
}
// Either will do, the first before the second: for a route that serves those inside of guilds and those above them.
inline Access<Tx> needs_one_of(Permission first, Permission second)
{
    std::string const either = std::string(first.name) + "|" + std::string(second.name);
    return {"{" + either + "}", either};
}
inline Access<AccountTx> signed_in()
{
    return {"{}", "signed_in"};
}
// Signed in, and of a standing that goes with the person and not with a role: the database knows who has it (wall.expect_standing).
inline Access<AccountTx> signed_in_with(Permission standing)
{
    return {std::string(standing.name), std::string(standing.name)};
}
inline Access<PublicTx> open_to_all([[maybe_unused]] std::string_view why)
{
    return {"{}", "open"};
}

}  // namespace guildhall
