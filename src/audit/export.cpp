#include "audit/export.h"

#include <istream>
#include <ostream>

#include "base/failure.h"
#include "base/json_member.h"
#include "base/secret.h"

namespace guildhall::audit {

namespace {

constexpr std::int64_t format = 1;

// Numbers of 64 bits stand as text: not every reader of JSON keeps them.
void write(json::Writer& out, Entry const& entry)
{
    write(out, "seq", std::to_string(entry.seq));
    write(out, "at", std::to_string(entry.at.microseconds));
    write(out, "actor", entry.actor.text());
    out.plain_key("on_behalf_of");
    entry.on_behalf_of ? out.plain_string(entry.on_behalf_of->text()) : out.null();
    write(out, "spot_pos", std::to_string(entry.spot_pos));
    write(out, "action", entry.action);
    write(out, "object", entry.object);
    write(out, "request_id", entry.request_id);
    write(out, "salt", hex(entry.salt));
    out.plain_key("payload");
    entry.payload ? out.string(*entry.payload) : out.null();
    write(out, "digest", hex(entry.digest));
    write(out, "previous", hex(entry.previous));
    write(out, "hash", hex(entry.hash));
}

std::int64_t long_in(json::Value const& value, std::string_view name)
{
    auto const& text = text_in(value, name);
    std::size_t read = 0;
    std::int64_t number = 0;
    try {
        number = std::stoll(text, &read);
    } catch (std::exception const&) {
        read = 0;
    }
    if (read == 0 || read != text.size())
        throw Failure(Problem::malformed, std::string(name) + " is no number.");
    return number;
}

Uuid id_in(json::Value const& value, std::string_view name)
{
    auto const id = Uuid::parse(text_in(value, name));
    if (!id)
        throw Failure(Problem::malformed, std::string(name) + " is no id.");
    return *id;
}

bool has(json::Value const& value, std::string_view name)
{
    auto const* found = value.find(name);
    return found && !found->is_null();
}

Entry entry_of(json::Value const& value, Uuid chain)
{
    Entry entry{.chain = chain,
                .seq = long_in(value, "seq"),
                .at = {long_in(value, "at")},
                .actor = id_in(value, "actor"),
                .spot_pos = long_in(value, "spot_pos"),
                .action = text_in(value, "action"),
                .object = text_in(value, "object"),
                .request_id = text_in(value, "request_id"),
                .salt = bytes_in(value, "salt"),
                .digest = bytes_in(value, "digest"),
                .previous = bytes_in(value, "previous"),
                .hash = bytes_in(value, "hash")};
    if (has(value, "on_behalf_of"))
        entry.on_behalf_of = id_in(value, "on_behalf_of");
    if (has(value, "payload"))
        entry.payload = text_in(value, "payload");
    return entry;
}

// One checkpoint of an export, with what proves that this chain's head is in it.
struct Proven {
    Note note;
    Head head;
    std::size_t index = 0;
    std::vector<std::string> proof;
};

Proven proven_of(json::Value const& value, Uuid chain)
{
    Proven proven{note_of(value), {chain, long_in(value, "seq"), bytes_in(value, "hash")}, 0, {}};
    proven.index = static_cast<std::size_t>(number_in(value, "index"));
    for (auto const& item : items_in(value, "proof"))
        proven.proof.push_back(bytes_of(item.string));
    return proven;
}

void judge(Proven const& proven, PublicKeys const& keys, ExportCheck& check)
{
    auto const name = "checkpoint " + std::to_string(proven.note.number);
    if (!is_signed(proven.note, keys))
        check.findings.push_back({Verdict::unsigned_, check.chain, proven.note.number, name + " is not signed by a key that is believed"});
    else if (root_by(leaf_of(proven.head), proven.index, proven.note.chains, proven.proof) != proven.note.root)
        check.findings.push_back({Verdict::file_broken, check.chain, proven.note.number, name + " does not prove this chain's head"});
    else
        check.marks.push_back({proven.head.seq, proven.head.hash, proven.note.number, proven.note.time});
}

// Everything an export holds, in the order in which it can be judged: checkpoints stand at the end.
struct Content {
    json::Value first;
    std::vector<Entry> entries;
    std::optional<Head> head;
    std::vector<Proven> checkpoints;
};

Content content_of(std::istream& in, Uuid& chain)
{
    Content content;
    std::string line;
    if (!std::getline(in, line))
        throw Failure(Problem::malformed, "It is empty.");
    content.first = json::parse(line);
    if (number_in(content.first, "guildhall_audit_export") != format)
        throw Failure(Problem::malformed, "It is of another format.");
    chain = id_in(content.first, "guild_id");
    while (std::getline(in, line)) {
        auto const value = json::parse(line);
        if (auto const* entry = value.find("entry"))
            content.entries.push_back(entry_of(*entry, chain));
        else if (auto const* head = value.find("head"))
            content.head = Head{chain, long_in(*head, "seq"), bytes_in(*head, "hash")};
        else if (auto const* checkpoint = value.find("checkpoint"))
            content.checkpoints.push_back(proven_of(*checkpoint, chain));
        else
            throw Failure(Problem::malformed, "A line is neither entry, head nor checkpoint.");
    }
    return content;
}

}  // namespace

Export::Export(std::ostream& out, Uuid chain, std::string const& name, Time now, Signer const& signer) : out_(out), chain_(chain)
{
    std::string line;
    json::Writer writer(line);
    writer.begin_object();
    writer.plain_key("guildhall_audit_export");
    writer.integer(format);
    write(writer, "guild_id", chain.text());
    write(writer, "name", name);
    write(writer, "exported_at", now.text());
    write(writer, "kid", signer.kid());
    write(writer, "public_key", hex(signer.public_key()));
    writer.end_object();
    out_ << line << '\n';
}

void Export::add(Entry const& entry)
{
    std::string line;
    json::Writer writer(line);
    writer.begin_object();
    writer.plain_key("entry");
    writer.begin_object();
    write(writer, entry);
    writer.end_object();
    writer.end_object();
    out_ << line << '\n';
}

void Export::add(Head const& head)
{
    std::string line;
    json::Writer writer(line);
    writer.begin_object();
    writer.plain_key("head");
    writer.begin_object();
    write(writer, "seq", std::to_string(head.seq));
    write(writer, "hash", hex(head.hash));
    writer.end_object();
    writer.end_object();
    out_ << line << '\n';
}

void Export::add_checkpoints(std::string_view file)
{
    History history;
    for (std::size_t end = 0; (end = file.find('\n')) != file.npos; file.remove_prefix(end + 1)) {
        auto const known = history.heads().find(chain_);
        auto const before = known == history.heads().end() ? std::nullopt : std::optional(known->second);
        history.add(file.substr(0, end));
        auto const now = history.heads().find(chain_);
        if (now == history.heads().end() || before == now->second)
            continue;
        auto const index = history.index_of(chain_);
        std::string line;
        json::Writer writer(line);
        writer.begin_object();
        writer.plain_key("checkpoint");
        writer.begin_object();
        write_note(writer, history.last());
        write(writer, "seq", std::to_string(now->second.seq));
        write(writer, "hash", hex(now->second.hash));
        writer.plain_key("index");
        writer.integer(static_cast<std::int64_t>(index));
        writer.plain_key("proof");
        writer.begin_array();
        for (auto const& other : proof_of(history.leaves(), index))
            writer.plain_string(hex(other));
        writer.end_array();
        writer.end_object();
        writer.end_object();
        out_ << line << '\n';
    }
}

ExportCheck check_export(std::istream& in, PublicKeys keys, std::vector<Mark> believed)
{
    ExportCheck check;
    auto const content = content_of(in, check.chain);
    check.name = text_in(content.first, "name");
    auto const key = bytes_in(content.first, "public_key");
    check.kid = kid_of(key);
    if (keys.empty())
        keys[check.kid] = key;
    for (auto const& proven : content.checkpoints)
        judge(proven, keys, check);
    check.checkpoints = static_cast<std::int64_t>(content.checkpoints.size());
    if (content.checkpoints.empty() && believed.empty())
        check.findings.push_back({Verdict::no_checkpoint, check.chain, 0, "there is no checkpoint in it"});
    for (auto const& mark : check.marks)
        check.under_checkpoint = std::max(check.under_checkpoint, mark.seq);
    believed.insert(believed.end(), check.marks.begin(), check.marks.end());
    ChainCheck chain(check.chain, std::move(believed));
    for (auto const& entry : content.entries)
        chain.add(entry);
    check.entries = chain.entries();
    for (auto& finding : chain.finish(content.head))
        check.findings.push_back(std::move(finding));
    return check;
}

}  // namespace guildhall::audit
