// Searching finds what a plain filter over the records finds, and never what the caller does not see.
#include <algorithm>
#include <random>

#include <gmock/gmock.h>

#include "tenancy/tree.h"

namespace guildhall::tenancy {
namespace {

using db::values;

constexpr int most = 8;

// Names of which some words are in most, some in few and some in no name, in several scripts.
constexpr char stock[] = R"(
create function pg_temp.pick(words text[]) returns text language sql volatile as
    'select words[1 + floor(cardinality(words) * random() * random())::int]';
select setseed(0.25);
create temp table person as
select m.guild_id, m.spot_id, case when m.spot_id is null then 0 else m.pos end as pos, m.account_id, row_number() over (order by m.guild_id, m.pos, m.id) - 1 as n
  from platform.memberships m
 where m.role in ('guild', 'spot', 'builder');
insert into guild.customers (guild_id, id, spot_id, spot_pos, owner_id, name, external_id, vat_number, phone, address, currency, payment_terms_days,
                             created_by, updated_by)
select p.guild_id, gen_random_uuid(), p.spot_id, p.pos, p.account_id,
       pg_temp.pick('{Markt,Market,Maria,Müller,Meyer,Zoë,Łukasz,Ağaoğlu,株式会社東京,Ωmega,Анна,Smith,Xylo,100,O''Neill,Ann-Kathrin}') || ' '
           || pg_temp.pick('{GmbH,Ltd,Handel,Söhne,Bäckerei,Maschinenbau,& Co,東京支店,Ltda,Anderson,9000}') || ' '
           || case when random() < 0.3 then pg_temp.pick('{Nord,Süd,München,International,Qatar,Zürich}') else '' end,
       case when random() < 0.3 then 'K-' || floor(random() * 9000 + 1000)::text || '-' || i end,
       case when random() < 0.2 then 'DE ' || floor(random() * 900000000 + 100000000)::text end,
       case when random() < 0.5 then '+49 30 ' || floor(random() * 9000000 + 1000000)::text end,
       case when random() < 0.7 then jsonb_build_object('city', pg_temp.pick('{Berlin,Bern,Paris,São Paulo,東京,Xanten}')) end,
       'EUR', 30, p.account_id, p.account_id
  from generate_series(1, 3500) i
  join person p on p.n = floor((select count(*) from person) * power(abs(hashint4(i) / 2147483649.0), 2));
insert into guild.contacts (guild_id, id, customer_id, spot_id, spot_pos, owner_id, first_name, last_name, email, phone, created_by, updated_by, deleted_at)
select c.guild_id, gen_random_uuid(), c.id, c.spot_id, c.spot_pos, c.owner_id, pg_temp.pick('{Maria,Jürgen,Zoë,Анна,美咲,Xaver,Pat}'),
       pg_temp.pick('{Anders,Brönte,Maier,O''Brien,田中,Marković}'), 'person' || floor(random() * 5000)::text || '@' || pg_temp.pick('{shop,markt,zoo}') || '.example',
       case when random() < 0.4 then '0171 ' || floor(random() * 9000000 + 1000000)::text end, c.owner_id, c.owner_id,
       case when random() < 0.05 then now() end
  from guild.customers c
 where random() < 0.6;
insert into guild.products (guild_id, id, name, sku, unit_price, currency, created_by, updated_by)
select p.guild_id, gen_random_uuid(), pg_temp.pick('{Schraube,Mutter,Maß,Öl,東京タワー}') || ' ' || i, 'S-' || i, 1, 'EUR', p.account_id, p.account_id
  from generate_series(1, 400) i
  join person p on p.n = i % (select count(*) from person))";

constexpr char plain_table[] = R"(
-- what a plain filter reads: all there is, written down anew
create temp table plain as
select 10::smallint as kind, c.guild_id, c.id, c.spot_pos, c.owner_id,
       wall.search_text_of(c.name, c.phone, null, array[c.vat_number, c.external_id, coalesce(c.address, c.billing_address) ->> 'city']) as text
  from guild.customers c
 where c.deleted_at is null
 union all
select 20, p.guild_id, p.id, p.spot_pos, p.owner_id, wall.search_text_of(p.first_name || ' ' || p.last_name, p.phone, p.email, '{}')
  from guild.contacts p
  join guild.customers c on c.guild_id = p.guild_id and c.id = p.customer_id and c.deleted_at is null
 where p.deleted_at is null
 union all
select 50, p.guild_id, p.id, 0, p.created_by, wall.search_text_of(p.name, null, null, array[p.sku, p.external_id])
  from guild.products p)";

constexpr char plain_filter[] = R"(
select p.id
  from plain p
  join platform.memberships m on m.id = $1
  left join platform.spots s on s.guild_id = m.guild_id and s.id = m.spot_id
 where p.kind = $2::integer
   and p.guild_id = m.guild_id
   and (p.kind = 50 or m.spot_id is null or p.spot_pos = m.pos or m.role = 'spot' and p.spot_pos between s.pos and s.upto)
   and (not $4::boolean or p.kind = 50 or p.owner_id = m.account_id)
   and (p.text like all ((select wall.search_patterns($3))::text[]) or p.text like (select wall.search_whole($3))
        or $3 !~ '@' and (select bool_and(p.text like case when length(w.word) > 2 then '%' else '% ' end || w.word || '%')
                            from unnest(wall.words($3)) as w (word))))";

struct Viewer {
    std::string person;
    bool own = false;
};

class Searching : public testing::Test {
protected:
    static void SetUpTestSuite()
    {
        tree = std::make_unique<Tree>();
        tree->superuser().script(stock);
        for (auto const* person : {"gita", "gita of second", "gita of foreign"}) {
            Caller caller(*tree, person);
            caller.enter({"customers.delete"});
            caller.run("update customers set deleted_at = now() where random() < 0.08");
            caller.run("update customers set deleted_at = null where random() < 0.4 and deleted_at is not null");
            caller.commit();
        }
        tree->superuser().script(plain_table);
        tree->superuser().run("set session_replication_role = replica");
        tree->superuser().run("update platform.memberships set scopes = scopes || '{\"customers.read\": 1}' where id = $1",
                              values(tree->membership("bob")));
        tree->superuser().run("set session_replication_role = origin");
    }
    static void TearDownTestSuite() { tree.reset(); }

    static std::vector<Uuid> ids(db::Rows const& rows)
    {
        std::vector<Uuid> all;
        for (int i = 0; i < rows.size(); ++i)
            all.push_back(rows[i].get<Uuid>(0));
        std::sort(all.begin(), all.end());
        return all;
    }

    static std::vector<Uuid> plain(Viewer const& viewer, int kind, std::string const& asked)
    {
        return ids(tree->superuser().run(plain_filter, values(tree->membership(viewer.person), kind, asked, viewer.own)));
    }

    static inline std::unique_ptr<Tree> tree;
};

// What people type: beginnings of words, several of them, parts, numbers as they are written or not, and nonsense.
class Typist {
public:
    std::string next()
    {
        switch (below(20)) {
        case 0: return cut(word(), 1);
        case 1: return cut(word(), 2);
        case 2: return cut(word(), 3 + below(4));
        case 3: return cut(word(), 1 + below(4)) + " " + cut(word(), 1 + below(4));
        case 4: return word().substr(1);
        case 5: return cut(word(), 4);
        case 6: return std::to_string(below(10'000));
        case 7: return "person" + std::to_string(below(500)) + "@" + cut("shop.example", below(9));
        case 8: return "+49 30 " + std::to_string(1 + below(99)) + " " + std::to_string(below(999));
        case 9: return std::string(1 + below(6), "qxzyw"[below(5)]) + (below(2) ? "'%_\\" : "");
        default: return cut(word(), 1 + below(7));
        }
    }
    int below(int end) { return std::uniform_int_distribution<int>(0, end - 1)(dice_); }

private:
    std::string word()
    {
        static std::vector<std::string> const words{"Markt",  "Maria",    "Muller", "GmbH", "handel",   "Zoe",  "xylo", "ANDERSON", "nord",
                                                    "berlin", "Schraube", "oneill", "DE 1", "markovic", "k-10", "O'Br", "Kathrin",  "9000"};
        return words[static_cast<std::size_t>(below(static_cast<int>(words.size())))];
    }
    static std::string cut(std::string text, int length) { return text.substr(0, static_cast<std::size_t>(length)); }

    std::mt19937 dice_{20261122};
};

TEST_F(Searching, FindsWhatAPlainFilterFindsInTenThousandQueries)
{
    std::vector<Viewer> const viewers{{"gita"},      {"hana"},           {"ada"},           {"fiona"}, {"sara"},
                                      {"bob", true}, {"gita of second"}, {"ada of foreign"}};
    Typist typist;
    int full = 0, part = 0, none = 0;
    for (int round = 0; round < 1'250; ++round) {
        auto const& viewer = viewers[static_cast<std::size_t>(round) % viewers.size()];
        Caller caller(*tree, viewer.person);
        caller.enter({"customers.read"}, true);
        for (int i = 0; i < 8; ++i) {
            auto const asked = typist.next();
            int const kind = std::array{10, 10, 20, 50}[static_cast<std::size_t>(typist.below(4))];
            auto const expected = plain(viewer, kind, asked);
            auto const found = ids(caller.run("select record_id from wall.search($1, $2::smallint, $3)", values(asked, kind, most)));
            ASSERT_TRUE(std::includes(expected.begin(), expected.end(), found.begin(), found.end())) << viewer.person << kind << asked;
            ASSERT_EQ(found.size(), std::min<std::size_t>(most, expected.size())) << viewer.person << " " << kind << " " << asked;
            ++(found.empty() ? none : found.size() == most ? full : part);
        }
    }
    EXPECT_GT(full, 1'000);
    EXPECT_GT(part, 300);
    EXPECT_GT(none, 1'000);
}

TEST_F(Searching, AsAListDoesFindsAllOrSaysHowMany)
{
    Typist typist;
    for (std::string const person : {"gita", "hana", "fiona"}) {
        Caller caller(*tree, person);
        caller.enter({"customers.read"}, true);
        for (int i = 0; i < 100; ++i) {
            auto const asked = typist.next();
            auto const rows = caller.run("select f.id from wall.matching($1, 20::smallint, 50), unnest(ids) f (id)", values(asked));
            if (caller.value<bool>("select ids is null from wall.matching($1, 20::smallint, 50)", values(asked)))
                continue;
            auto found = ids(rows);
            found.erase(std::unique(found.begin(), found.end()), found.end());
            EXPECT_EQ(found, plain({person}, 20, asked)) << asked;
        }
    }
}

}  // namespace
}  // namespace guildhall::tenancy
