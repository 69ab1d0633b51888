#include "isolation/receipt.h"

#include "base/failure.h"
#include "base/json_member.h"
#include "base/secret.h"

namespace guildhall::isolation {

namespace {

constexpr std::string_view domain = "guildhall isolation receipt 1\n";

void write(json::Writer& out, std::string_view name, std::vector<std::string> const& words)
{
    out.plain_key(name);
    out.begin_array();
    for (auto const& word : words)
        out.string(word);
    out.end_array();
}

void write_routes(json::Writer& out, std::vector<TriedRoute> const& routes)
{
    out.plain_key("routes");
    out.begin_array();
    for (auto const& tried : routes) {
        out.begin_object();
        write(out, "route", tried.route);
        write(out, "requests", tried.requests);
        out.end_object();
    }
    out.end_array();
}

void write_findings(json::Writer& out, std::vector<Finding> const& findings)
{
    out.plain_key("findings");
    out.begin_array();
    for (auto const& finding : findings) {
        out.begin_object();
        write(out, "where", finding.where);
        write(out, "what", finding.what);
        out.end_object();
    }
    out.end_array();
}

void write_unknown(json::Writer& out, std::vector<Unknown> const& without)
{
    out.plain_key("unknown_alone");
    out.begin_array();
    for (auto const& [name, why] : without) {
        out.begin_object();
        write(out, "name", name);
        write(out, "why", why);
        out.end_object();
    }
    out.end_array();
}

std::string text_of(Receipt const& receipt)
{
    std::string text;
    json::Writer out(text);
    out.begin_object();
    write(out, "guildhall_isolation_receipt", 2);
    write(out, "id", receipt.id.text());
    write(out, "begun_at", receipt.begun.text());
    write(out, "ended_at", receipt.ended.text());
    write(out, "version", receipt.version);
    write(out, "roles", receipt.roles);
    write_routes(out, receipt.routes);
    write_unknown(out, receipt.without);
    write(out, "requests", receipt.requests);
    write(out, "statements", receipt.statements);
    write(out, "tables", receipt.tables);
    write_findings(out, receipt.findings);
    write(out, "digest", hex(receipt.digest));
    out.end_object();
    return text;
}

std::string const& text_in(json::Value const& value, std::string_view name)
{
    auto const* found = value.find(name);
    if (!found || found->kind != json::Value::Kind::string)
        throw Failure(Problem::malformed, "There is no " + std::string(name) + ".");
    return found->string;
}

std::string bytes_in(json::Value const& value, std::string_view name)
{
    return unhex(text_in(value, name)).value_or("");
}

}  // namespace

std::string signed_document(Receipt const& receipt, Signer const& signer)
{
    auto const text = text_of(receipt);
    std::string document;
    json::Writer out(document);
    out.begin_object();
    write(out, "receipt", text);
    write(out, "kid", signer.kid());
    write(out, "public_key", hex(signer.public_key()));
    write(out, "signature", hex(signer.sign(std::string(domain) + text)));
    out.end_object();
    return document;
}

Checked check_document(std::string_view document, std::optional<std::string> const& believed_key)
{
    auto const whole = json::parse(document);
    Checked checked{.kid = {}, .text = text_in(whole, "receipt")};
    auto const key = believed_key.value_or(bytes_in(whole, "public_key"));
    checked.kid = kid_of(key);
    checked.is_genuine = is_signed_by(key, std::string(domain) + checked.text, bytes_in(whole, "signature"));
    auto const receipt = json::parse(checked.text);
    auto const* findings = receipt.find("findings");
    if (!receipt.find("guildhall_isolation_receipt") || !findings)
        throw Failure(Problem::malformed, "It is of another format.");
    checked.findings = static_cast<int>(findings->items.size());
    return checked;
}

}  // namespace guildhall::isolation
