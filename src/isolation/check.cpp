#include "isolation/check.h"

#include "base/secret.h"
#include "isolation/catalogue.h"
#include "isolation/hostile.h"

namespace guildhall::isolation {

namespace {

// A connection as the server's own role, in a transaction as the builder of canary A, with every right that one has.
class Intruder {
public:
    Intruder(std::string const& url, Canaries const& canaries) : session_(url), proof_{canaries.proof(canaries.who("a", "builder"))} {}

    void begin(bool entered)
    {
        session_.run("begin");
        if (entered)
            session_.run(
                "select wall.enter($1, '{customers.read,customers.create,customers.update,customers.delete,notes.create}', false, $2)",
                db::values(proof_, Uuid::make()));
    }
    void end() { session_.run("rollback"); }  // or it would hold the head of its guild's chain
    db::Session& session() { return session_; }

private:
    db::Session session_;
    db::Bytes proof_;
};

void try_statements(Intruder& intruder, Belongings const& theirs, std::string const& guild, Waiting& wait, Receipt& receipt)
{
    for (auto const& hostile : hostile_statements()) {
        intruder.begin(hostile.entered);
        auto const statement = against(hostile, guild, theirs.of_reference("customer_id"));
        auto const outcome = outcome_of(intruder.session(), hostile, statement);
        if (!outcome.empty())
            receipt.findings.push_back({std::string(hostile.sql), outcome});
        intruder.end();
        ++receipt.statements;
        receipt.digest += std::string(hostile.sql) + " " + outcome + "\n";
        wait();
    }
}

// Rows of other guilds, of whichever table: asked by the table's name, which only the catalogue knows.
void look_into_tables(Intruder& intruder, Canaries& canaries, Waiting& wait, Receipt& receipt)
{
    for (auto const& table : canaries.tables()) {
        intruder.begin(true);
        std::string outcome;
        try {
            auto const seen = intruder.session().value<std::string>(
                "select (xpath('/table/row/seen/text()', query_to_xml(format("
                "'select count(*) as seen from guild.%I where guild_id <> wall.guild_id()', $1::text), false, false, '')))[1]::text",
                db::values(table));
            if (seen != "0")
                outcome = "shows " + seen + " rows of other guilds";
        } catch (db::Error const& error) {
            if (error.sqlstate != "42501")
                outcome = "fails with " + error.sqlstate;
        }
        if (!outcome.empty())
            receipt.findings.push_back({"guild." + table, outcome});
        intruder.end();
        ++receipt.tables;
        receipt.digest += table + " " + outcome + "\n";
        wait();
    }
}

}  // namespace

Receipt check(Subject const& subject, Databases const& databases, identity::Services const& services, std::string const& version,
              Pace const& pace)
{
    Receipt receipt;
    receipt.id = Uuid::make();
    receipt.begun = Time::now();
    receipt.version = version;
    Waiting wait(pace);
    Canaries canaries(databases.migrate, databases.backup, services);
    for (auto const& canary : canaries.people())
        if (canary.side == "a")
            receipt.roles.push_back(canary.role);
    for (auto const& violation : violations(canaries.backup())) {
        receipt.findings.push_back({"the catalogue", violation});
        receipt.digest += violation + "\n";
    }
    wait();
    Trying trying(subject, canaries, wait);
    trying.plant();
    auto const theirs = canaries.belongings("b");
    Intruder intruder(databases.app, canaries);
    try_statements(intruder, theirs, canaries.who("b", "guild").guild.text(), wait, receipt);
    look_into_tables(intruder, canaries, wait, receipt);
    trying.try_all(receipt);
    receipt.digest = sha256(receipt.digest + trying.transcript());
    receipt.ended = Time::now();
    return receipt;
}

void keep(Databases const& databases, Receipt const& receipt, std::string const& document)
{
    db::Session session(databases.migrate);
    session.run("select wall.keep_isolation_receipt(row($1, $2, $3, $4, $5, $6, $7)::wall.isolation_receipt, $8)",
                db::values(receipt.id, receipt.ended, receipt.version, static_cast<std::int32_t>(receipt.routes.size()), receipt.requests,
                           receipt.statements, static_cast<std::int32_t>(receipt.findings.size()), document));
}

}  // namespace guildhall::isolation
