#include <algorithm>
#include <cctype>
#include <set>
#include <stdexcept>

#include "base/json.h"
#include "cli/crmms.h"

namespace guildhall::cli::crmms {

namespace {

using json::Value;

// One table, and under which names its columns may stand.
class Table {
public:
    Table(db::Session& session, std::string name, char const* statement) : name_(std::move(name))
    {
        auto const columns = session.run("select column_name::text from information_schema.columns "
                                         "where table_name = $1 and table_schema = any(current_schemas(false))",
                                         db::values(name_));
        for (int i = 0; i < columns.size(); ++i)
            columns_.insert(columns[i].get<std::string>(0));
        if (columns_.empty())
            return;
        auto const rows = session.run(statement);
        for (int i = 0; i < rows.size(); ++i)
            rows_.push_back(json::parse(rows[i].get<std::string>(0)));
    }

    bool is_there() const { return !columns_.empty(); }
    std::string const& name() const { return name_; }
    std::vector<Value> const& rows() const { return rows_; }
    // The first of these names that the table has; "" if it has none.
    std::string column(std::vector<std::string> const& names) const
    {
        auto const found = std::ranges::find_if(names, [this](auto const& each) { return columns_.contains(each); });
        return found == names.end() ? "" : *found;
    }

private:
    std::string name_;
    std::set<std::string> columns_;
    std::vector<Value> rows_;
};

std::string text_of(Value const& row, std::string const& column)
{
    auto const* value = column.empty() ? nullptr : row.find(column);
    if (!value || value->is_null())
        return {};
    if (value->kind == Value::Kind::boolean)
        return value->boolean ? "true" : "false";
    return value->kind == Value::Kind::integer ? std::to_string(value->integer) : value->string;
}

// Collects what is missing, so that all of it is said at once.
class Columns {
public:
    std::string needed(Table const& table, std::vector<std::string> const& names)
    {
        auto const found = table.column(names);
        if (found.empty())
            missing_ += "\n  " + table.name() + "." + names.front() + (table.is_there() ? "" : " (there is no such table)");
        return found;
    }
    std::string welcome(Table const& table, std::vector<std::string> const& names)
    {
        auto const found = table.column(names);
        if (found.empty())
            without.push_back(table.name() + "." + names.front());
        return found;
    }
    void done() const
    {
        if (!missing_.empty())
            throw std::runtime_error("These are needed and missing (docs/crmms.md says what they may be called):" + missing_);
    }
    std::vector<std::string> without;

private:
    std::string missing_;
};

std::string role_named(std::string name)
{
    std::ranges::transform(name, name.begin(), [](unsigned char c) { return c == ' ' || c == '-' ? '_' : std::tolower(c); });
    return name == "accessowner" ? "access_owner" : name;
}

void read_people(Table const& users, Table const& roles, Columns& columns, Source& source)
{
    auto const id = columns.needed(users, {"id"}), email = columns.needed(users, {"email", "mail", "login", "username"}),
               hash = columns.needed(users, {"password", "password_hash", "passwordHash", "hash"}),
               role = columns.needed(users, {"role_id", "roleId", "role"}), role_id = columns.needed(roles, {"id"}),
               role_name = columns.needed(roles, {"name", "title", "role"});
    auto const creator = columns.welcome(users, {"created_by", "createdBy", "created_by_id", "creator_id", "creatorId"});
    auto const name = columns.welcome(users, {"name", "full_name", "fullName", "display_name"});
    auto const first = users.column({"first_name", "firstName"}), last = users.column({"last_name", "lastName"});
    auto const active = columns.welcome(users, {"active", "is_active", "isActive", "enabled"});
    auto const deleted = users.column({"deleted_at", "deletedAt"});
    source.knows_creators = !creator.empty();
    std::map<std::string, std::string> names;
    for (auto const& row : roles.rows())
        names[text_of(row, role_id)] = role_named(text_of(row, role_name));
    for (auto const& row : users.rows()) {
        Person person{text_of(row, id), text_of(row, email), text_of(row, name), text_of(row, hash), {}, text_of(row, creator)};
        auto const given = text_of(row, role);
        person.role = names.contains(given) ? names[given] : role_named(given);
        if (person.name.empty() && !(first + last).empty())
            person.name = text_of(row, first) + " " + text_of(row, last);
        if (person.name.find_first_not_of(' ') == person.name.npos)
            person.name = person.email.substr(0, person.email.find('@'));
        person.active = text_of(row, active) != "false" && text_of(row, deleted).empty();
        source.people.push_back(std::move(person));
    }
}

std::vector<std::string> const of_user{"user_id", "userId", "owner_id", "ownerId", "head_id", "headId"};

}  // namespace

Source read_source(db::Session& session, std::string name)
{
    Table const roles(session, "roles", "select to_jsonb(t)::text from roles t"),
        users(session, "users", "select to_jsonb(t)::text from users t order by t.id"),
        accounts(session, "accounts", "select to_jsonb(t)::text from accounts t order by t.id"),
        guilds(session, "guilds", "select to_jsonb(t)::text from guilds t order by t.id"),
        spots(session, "spots", "select to_jsonb(t)::text from spots t order by t.id"),
        builders(session, "builders", "select to_jsonb(t)::text from builders t order by t.id");
    Columns columns;
    Source source;
    source.name = std::move(name);
    read_people(users, roles, columns, source);
    auto const account_id = columns.needed(accounts, {"id"}), account_name = columns.needed(accounts, {"name", "company", "title"}),
               account_user = columns.needed(accounts, of_user);
    for (auto const& row : accounts.rows())
        source.agencies.push_back({text_of(row, account_id), text_of(row, account_name), text_of(row, account_user)});
    auto const guild_id = columns.needed(guilds, {"id"}), guild_name = columns.needed(guilds, {"name", "title"}),
               guild_account = columns.needed(guilds, {"account_id", "accountId", "access_owner_id", "accessOwnerId"}),
               guild_user = columns.welcome(guilds, of_user);
    for (auto const& row : guilds.rows())
        source.companies.push_back(
            {text_of(row, guild_id), text_of(row, guild_name), text_of(row, guild_account), text_of(row, guild_user)});
    auto const spot_id = columns.needed(spots, {"id"}), spot_name = columns.needed(spots, {"name", "title"}),
               spot_guild = columns.needed(spots, {"guild_id", "guildId"}), spot_user = columns.welcome(spots, of_user),
               spot_parent = columns.welcome(spots, {"parent_id", "parentId"});
    for (auto const& row : spots.rows())
        source.spots.push_back(
            {text_of(row, spot_id), text_of(row, spot_name), text_of(row, spot_guild), text_of(row, spot_user), text_of(row, spot_parent)});
    auto const builder_id = columns.needed(builders, {"id"}), builder_user = columns.needed(builders, of_user),
               builder_spot = columns.needed(builders, {"spot_id", "spotId"}),
               builder_guild = columns.welcome(builders, {"guild_id", "guildId"});
    for (auto const& row : builders.rows())
        source.builders.push_back(
            {text_of(row, builder_id), text_of(row, builder_user), text_of(row, builder_spot), text_of(row, builder_guild)});
    columns.done();
    source.without = std::move(columns.without);
    return source;
}

}  // namespace guildhall::cli::crmms
