#include "audit/checkpoint.h"

#include "base/failure.h"
#include "base/secret.h"

namespace guildhall::audit {

namespace {

using Kind = json::Value::Kind;

json::Value const& member(json::Value const& value, std::string_view name, Kind kind)
{
    auto const* found = value.find(name);
    if (!found || found->kind != kind)
        throw Failure(Problem::malformed, "There is no " + std::string(name) + ".");
    return *found;
}

Head head_of(json::Value const& value)
{
    if (value.kind != Kind::array || value.items.size() != 3 || value.items[1].kind != Kind::integer)
        throw Failure(Problem::malformed, "A head is a chain, a number and a hash.");
    auto const chain = Uuid::parse(value.items[0].string);
    if (!chain)
        throw Failure(Problem::malformed, "A chain is named by its id.");
    return {*chain, value.items[1].integer, bytes_of(value.items[2].string)};
}

}  // namespace

std::string signed_text(Note const& note)
{
    return "guildhall audit checkpoint 1\nnumber " + std::to_string(note.number) + "\ntime " + note.time.text() + "\nprevious " +
           hex(note.previous) + "\nchains " + std::to_string(note.chains) + "\nroot " + hex(note.root) + "\n";
}

void write_note(json::Writer& out, Note const& note)
{
    out.plain_key("number");
    out.integer(note.number);
    out.plain_key("time");
    out.plain_string(note.time.text());
    out.plain_key("previous");
    out.plain_string(hex(note.previous));
    out.plain_key("chains");
    out.integer(static_cast<std::int64_t>(note.chains));
    out.plain_key("root");
    out.plain_string(hex(note.root));
    out.plain_key("kid");
    out.plain_string(note.kid);
    out.plain_key("signature");
    out.plain_string(hex(note.signature));
}

Note note_of(json::Value const& value)
{
    auto const time = Time::parse(text_in(value, "time"));
    if (!time)
        throw Failure(Problem::malformed, "There is no time.");
    return {.number = number_in(value, "number"),
            .time = *time,
            .previous = bytes_in(value, "previous"),
            .chains = static_cast<std::size_t>(number_in(value, "chains")),
            .root = bytes_in(value, "root"),
            .kid = text_in(value, "kid"),
            .signature = bytes_in(value, "signature")};
}

std::string line_of(Checkpoint const& checkpoint)
{
    std::string line;
    json::Writer out(line);
    out.begin_object();
    write_note(out, checkpoint.note);
    out.plain_key("heads");
    out.begin_array();
    for (auto const& head : checkpoint.changed) {
        out.begin_array();
        out.plain_string(head.chain.text());
        out.integer(head.seq);
        out.plain_string(hex(head.hash));
        out.end_array();
    }
    out.end_array();
    out.end_object();
    return line;
}

Checkpoint checkpoint_of(std::string_view line)
{
    auto const value = json::parse(line);
    Checkpoint checkpoint{note_of(value), {}};
    for (auto const& head : items_in(value, "heads"))
        checkpoint.changed.push_back(head_of(head));
    return checkpoint;
}

std::string first_previous()
{
    return std::string(32, '\0');
}

PublicKeys public_keys_of(std::string const& secret, std::vector<std::string> const& former_secrets)
{
    PublicKeys keys;
    auto const add = [&keys](std::string const& each) {
        Signer const signer(each);
        keys[signer.kid()] = signer.public_key();
    };
    add(secret);
    for (auto const& former : former_secrets)
        add(former);
    return keys;
}

bool is_signed(Note const& note, PublicKeys const& keys)
{
    auto const key = keys.find(note.kid);
    return key != keys.end() && is_signed_by(key->second, signed_text(note), note.signature);
}

std::string const& text_in(json::Value const& value, std::string_view name)
{
    return member(value, name, Kind::string).string;
}

std::int64_t number_in(json::Value const& value, std::string_view name)
{
    return member(value, name, Kind::integer).integer;
}

std::string bytes_in(json::Value const& value, std::string_view name)
{
    return bytes_of(text_in(value, name));
}

std::vector<json::Value> const& items_in(json::Value const& value, std::string_view name)
{
    return member(value, name, Kind::array).items;
}

std::string bytes_of(std::string const& hexadecimal)
{
    auto bytes = unhex(hexadecimal);
    if (!bytes)
        throw Failure(Problem::malformed, "These are no hexadecimal digits.");
    return *bytes;
}

}  // namespace guildhall::audit
