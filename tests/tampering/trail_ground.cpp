#include "tampering/trail_ground.h"

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <sys/wait.h>

#include "base/secret.h"
#include "jobs/trail.h"

namespace guildhall::tampering {

namespace fs = std::filesystem;

namespace {

std::string content_of(std::string const& path)
{
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

Said output_of(std::string const& command)
{
    auto* pipe = popen((command + " 2>&1").c_str(), "r");
    if (!pipe)
        throw std::runtime_error("cannot run " + command);
    Said said;
    std::array<char, 4096> piece{};
    while (auto const count = fread(piece.data(), 1, piece.size(), pipe))
        said.text.append(piece.data(), count);
    auto const status = pclose(pipe);
    said.verdict = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return said;
}

std::string const& node()
{
    static std::string const path = [] {
        auto found = output_of("bash " TEST_DATA "../../tools/web which node").text;
        while (!found.empty() && found.back() == '\n')
            found.pop_back();
        return found.substr(found.rfind('\n') + 1);
    }();
    return path;
}

}  // namespace

Said by_node(std::vector<std::string> const& words)
{
    auto command = node() + " " TEST_DATA "../../tools/verify_audit.mjs";
    for (auto const& word : words)
        command += " '" + word + "'";
    return output_of(command);
}

TrailGround::TrailGround()
    : guild_(server_.world().first.guild.id),
      other_(server_.world().foreign.guild.id),
      signer_(std::string(32, 's')),
      folder_(support::scratch_folder() + "/" + Uuid::make().text()),
      path_(folder_ + "/audit-checkpoints.jsonl"),
      file_((fs::create_directories(folder_), path_), "", signer_)
{
    server_.as(server_.world().foreign.ada).post("/customers", R"({"name":"A stranger's"})");
    server_.as(server_.world().mona).post("/access-owners", R"({"name":"Another agency"})");
    for (int number = 0; number < 3; ++number) {
        work();
        jobs::Trail trail(server_.database().url("guildhall_backup"));
        file_.add(trail.heads(), Time::now());
        marks_.push_back(trail.head(guild_)->seq);
        keep(number);
    }
}

void TrailGround::work()
{
    auto const ada = server_.as(server_.world().first.ada);
    for (auto const* name : {"One", "Two", "Three"}) {
        auto const made = ada.post("/customers", R"({"name":")" + std::string(name) + R"("})");
        ada.patch("/customers/" + made.text("id"), R"({"phone":"1"})", "1");
    }
}

void TrailGround::keep(int number)
{
    auto const suffix = std::to_string(number);
    superuser().script("create schema if not exists kept;"
                       "create table kept.events_" +
                       suffix +
                       " as select * from guild.audit_events;"
                       "create table kept.platform_" +
                       suffix +
                       " as select * from platform.audit_events;"
                       "create table kept.heads_" +
                       suffix + " as select * from platform.audit_heads");
}

void TrailGround::restore()
{
    restore(static_cast<int>(marks_.size()) - 1);
}

void TrailGround::restore(int earlier)
{
    auto const suffix = std::to_string(earlier);
    superuser().script("delete from guild.audit_events; delete from platform.audit_events; delete from platform.audit_heads;"
                       "insert into guild.audit_events select * from kept.events_" +
                       suffix +
                       ";"
                       "insert into platform.audit_events select * from kept.platform_" +
                       suffix +
                       ";"
                       "insert into platform.audit_heads select * from kept.heads_" +
                       suffix);
}

Said TrailGround::ours(Uuid chain)
{
    return ours(chain, path_);
}

Said TrailGround::ours(Uuid chain, std::string const& checkpoints)
{
    audit::History history(audit::PublicKeys{{signer_.kid(), signer_.public_key()}});
    auto findings = audit::read_history(content_of(checkpoints), history);
    jobs::Trail trail(server_.database().url("guildhall_backup"));
    for (auto& finding : jobs::check_trail(trail, history, chain))
        findings.push_back(std::move(finding));
    Said said{static_cast<int>(audit::verdict_of(findings)), ""};
    for (auto const& finding : findings)
        said.text += "entry " + std::to_string(finding.seq) + " " + finding.what + "\n";
    return said;
}

std::string TrailGround::with_copy(std::string const& name)
{
    auto const copy = folder_ + "/" + name;
    fs::copy_file(path_, copy, fs::copy_options::overwrite_existing);
    return copy;
}

std::string TrailGround::export_of(Uuid chain)
{
    audit::CheckpointFile file(with_copy("exported-checkpoints.jsonl"), "", signer_);
    auto const path = folder_ + "/" + chain.text() + ".jsonl";
    std::ofstream out(path, std::ios::binary);
    jobs::Trail trail(server_.database().url("guildhall_backup"));
    jobs::write_export(trail, chain, file, signer_, out);
    return path;
}

Said TrailGround::theirs(Uuid chain)
{
    return by_node({"--key", hex(signer_.public_key()), export_of(chain), path_});
}

}  // namespace guildhall::tampering
