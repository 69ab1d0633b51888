#include "demo/bulk.h"

#include "base/log.h"
#include "base/time.h"
#include "customers/customers.h"
#include "db/session.h"
#include "demo/stock.h"
#include "demo/words.h"

namespace guildhall::demo {

namespace {

constexpr std::int64_t rows_of_a_copy = 5'000;

// Where a record lies and whose it is.
struct Place {
    Uuid account;
    std::optional<Uuid> spot;
    std::int64_t pos = 0;
};

// Lines for COPY in its text format.
class Lines {
public:
    Lines& null() { return raw("\\N"); }
    Lines& add(std::string_view value)
    {
        begin();
        for (char c : value) {
            if (c == '\\')
                text_ += "\\\\";
            else
                text_ += c;  // no tab or line break is in our names
        }
        return *this;
    }
    Lines& add(Uuid const& id) { return raw(id.text()); }
    Lines& add(std::int64_t number) { return raw(std::to_string(number)); }
    Lines& add(std::optional<Uuid> const& id) { return id ? add(*id) : null(); }
    Lines& add(imports::ImportRecord const& record, std::string_view field)
    {
        auto const found = record.values.find(field);
        return found == record.values.end() ? null() : add(std::string_view(found->second));
    }
    void end()
    {
        text_ += '\n';
        fresh_ = true;
    }
    std::string_view text() const { return text_; }
    void clear() { text_.clear(); }

private:
    void begin()
    {
        if (!std::exchange(fresh_, false))
            text_ += '\t';
    }
    Lines& raw(std::string_view value)
    {
        begin();
        text_ += value;
        return *this;
    }

    std::string text_;
    bool fresh_ = true;
};

std::string address_json(imports::ImportRecord const& record)
{
    auto const part = [&](char const* name) {
        auto const found = record.values.find(name);
        return found == record.values.end() ? std::nullopt : std::optional(found->second);
    };
    return encode(customers::Address{part("address.street"), part("address.city"), part("address.region"), part("address.postal_code"),
                                     part("address.country")});
}

// One guild that is loaded.
class Load {
public:
    Load(db::Session& session, Uuid guild, std::vector<Place> places, std::uint64_t seed)
        : session_(session), guild_(guild), places_(std::move(places)), dice_(seed)
    {
    }

    void run(std::int64_t customers)
    {
        for (std::int64_t number = 1; number <= customers; ++number) {
            add(number, customers);
            if (number % rows_of_a_copy == 0 || number == customers)
                flush();
        }
    }

private:
    // Made in the course of three years, one after the other.
    static std::string moment(std::int64_t number, std::int64_t customers)
    {
        constexpr std::int64_t begin = 1'672'531'200'000'000, three_years = 94'608'000'000'000;  // from 2023-01-01
        return Time{begin + three_years / (customers + 1) * number}.text();
    }

    void add(std::int64_t number, std::int64_t customers)
    {
        auto const record = generated_customer(dice_, number);
        auto const& place = any_place();
        auto const customer = Uuid::make();
        auto const at = moment(number, customers);
        auto const address = address_json(record);
        customers_.add(guild_).add(customer).add(place.spot).add(place.pos).add(place.account);
        for (auto const* field : {"external_id", "name", "kind", "status", "vat_number", "phone", "website", "country"})
            customers_.add(record, field);
        customers_.add("EUR").add(std::int64_t(30)).add(address).add(address).add(at).add(place.account).add(at).add(place.account).end();
        contacts_.add(guild_).add(Uuid::make()).add(customer).add(place.spot).add(place.pos).add(place.account);
        for (auto const* field : {"contact.first_name", "contact.last_name", "contact.email", "contact.title"})
            contacts_.add(record, field);
        contacts_.add("t").add(at).add(place.account).add(at).add(place.account).end();
    }

    // Most are the first one's, and each of the others has a quarter of what the one before it has.
    Place const& any_place()
    {
        std::size_t at = 0;
        while (at + 1 < places_.size() && dice_.below(4) == 0)
            ++at;
        return places_[at];
    }

    void flush()
    {
        session_.copy(
            "copy guild.customers (guild_id, id, spot_id, spot_pos, owner_id, external_id, name, kind, status, vat_number, phone, website, "
            "country, currency, payment_terms_days, address, billing_address, created_at, created_by, updated_at, updated_by) from stdin",
            customers_.text());
        session_.copy("copy guild.contacts (guild_id, id, customer_id, spot_id, spot_pos, owner_id, first_name, last_name, email, title, "
                      "\"primary\", "
                      "created_at, created_by, updated_at, updated_by) from stdin",
                      contacts_.text());
        customers_.clear();
        contacts_.clear();
    }

    db::Session& session_;
    Uuid guild_;
    std::vector<Place> places_;
    Dice dice_;
    Lines customers_, contacts_;
};

// As wall.index_customer and wall.index_contact do, for all at once.
constexpr char write_search[] = R"(
insert into guild.search_words (guild_id, field, word, record_id, spot_pos, owner_id)
select c.guild_id, f.field, f.word, c.id, c.spot_pos, c.owner_id
  from guild.customers c
 cross join lateral wall.search_words_of(10::smallint, c.name, c.vat_number, c.phone, null) f
 union all
select p.guild_id, f.field, f.word, p.id, p.spot_pos, p.owner_id
  from guild.contacts p
 cross join lateral wall.search_words_of(20::smallint, concat_ws(' ', p.first_name, p.last_name), null, p.phone, p.email) f;
insert into guild.search_texts (guild_id, kind, record_id, spot_pos, owner_id, customer_id, text)
select c.guild_id, 10, c.id, c.spot_pos, c.owner_id, null,
       wall.search_text_of(c.name, c.phone, null, array[c.vat_number, c.external_id, coalesce(c.address, c.billing_address) ->> 'city'])
  from guild.customers c
 union all
select p.guild_id, 20, p.id, p.spot_pos, p.owner_id, p.customer_id,
       wall.search_text_of(concat_ws(' ', p.first_name, p.last_name), p.phone, p.email, '{}')
  from guild.contacts p)";

// Whose the customers of a guild can be, and where they then lie: the administrator's above all spots.
std::vector<Place> places_of(db::Session& session, Uuid guild)
{
    auto const rows =
        session.run("select m.account_id, m.spot_id, case when m.spot_id is null then 0 else m.pos end from platform.memberships m "
                    "where m.guild_id = $1 and (m.role <> 'builder' or m.can_create_customers) and m.role <> 'access_owner' "
                    "order by m.role = 'builder', m.spot_id is not null, m.pos, m.created_at, m.id",
                    db::values(guild));
    std::vector<Place> places;
    for (int i = 0; i < rows.size(); ++i)
        places.push_back({rows[i].get<Uuid>(0), rows[i].get<std::optional<Uuid>>(1), rows[i].get<std::int64_t>(2)});
    return places;
}

// The owner reads and writes without policies, and nothing fires, until the transaction ends.
constexpr char open_tables[] = R"(
alter table guild.customers no force row level security, disable trigger user;
alter table guild.contacts no force row level security, disable trigger user;
alter table guild.search_words no force row level security;
alter table guild.search_texts no force row level security)";
constexpr char close_tables[] = R"(
alter table guild.customers force row level security, enable trigger user;
alter table guild.contacts force row level security, enable trigger user;
alter table guild.search_words force row level security;
alter table guild.search_texts force row level security)";

// Of the four tables, but for those of constraints: made anew when the rows are there, which takes a third of the time.
constexpr char index_definitions[] = R"(
select pg_get_indexdef(i.indexrelid)
  from pg_index i
 where i.indrelid = any(array['guild.customers', 'guild.contacts', 'guild.search_words', 'guild.search_texts']::regclass[])
   and not exists (select from pg_constraint c where c.conindid = i.indexrelid)
 order by i.indexrelid)";
constexpr char drop_indexes[] = R"(
do $$
declare
    name regclass;
begin
    for name in select i.indexrelid
                  from pg_index i
                 where i.indrelid = any(array['guild.customers', 'guild.contacts', 'guild.search_words', 'guild.search_texts']::regclass[])
                   and not exists (select from pg_constraint c where c.conindid = i.indexrelid)
    loop
        execute format('drop index %s', name);
    end loop;
end
$$)";

std::vector<std::string> take_indexes(db::Session& session)
{
    auto const rows = session.run(index_definitions);
    std::vector<std::string> definitions;
    for (int i = 0; i < rows.size(); ++i)
        definitions.push_back(rows[i].get<std::string>(0));
    session.script(drop_indexes);
    return definitions;
}

void tell(db::Session& session, Uuid guild, std::int64_t customers, std::uint64_t seed)
{
    session.script("set local role guildhall_wall");
    session.run("select wall.append_entry($1::uuid, null, null, 0, 'customers.loaded', 'guilds/' || $1::uuid::text, "
                "jsonb_build_object('customers', $2::bigint, 'seed', $3::text))",
                db::values(guild, customers, std::to_string(seed)));
    session.script("set local role guildhall_owner");
}

}  // namespace

std::vector<std::int64_t> shares(std::int64_t customers, std::int64_t guilds)
{
    double all = 0;
    for (std::int64_t i = 1; i <= guilds; ++i)
        all += 1.0 / static_cast<double>(i);
    std::vector<std::int64_t> parts;
    std::int64_t left = customers;
    for (std::int64_t i = guilds; i > 1; --i) {
        auto const part = std::min(
            left, std::max<std::int64_t>(1, static_cast<std::int64_t>(static_cast<double>(customers) / all / static_cast<double>(i))));
        parts.insert(parts.begin(), part);
        left -= part;
    }
    parts.insert(parts.begin(), left);
    return parts;
}

void load(std::string const& migrate_url, Plan const& plan, std::vector<Account> const& accounts, Size const& size)
{
    db::Session session(migrate_url);
    session.script(
        "set client_min_messages = warning; set statement_timeout = 0; set maintenance_work_mem = '512MB'; set work_mem = '64MB'");
    session.script("begin; set local synchronous_commit = on; set local role guildhall_owner");
    session.script(open_tables);
    auto const indexes = take_indexes(session);
    auto const parts = shares(size.customers, size.guilds);
    for (std::size_t i = 0; i < plan.companies.size(); ++i) {
        auto const guild = people_of(accounts, plan, i).front().guild_id.value();
        Load loading(session, guild, places_of(session, guild), size.seed * 1'000'003 + i);
        loading.run(parts[i]);
        tell(session, guild, parts[i], size.seed);
        log_line(Level::info, "loaded a guild", {{"guild", guild.text()}, {"customers", parts[i]}});
    }
    session.script(write_search);
    for (auto const& definition : indexes)
        session.run(definition);
    session.script(close_tables);
    session.script("commit");
    session.script("set role guildhall_owner");
    for (std::string const table : {"customers", "contacts", "search_words", "search_texts"})
        session.script("vacuum analyze guild." + table);
}

}  // namespace guildhall::demo
