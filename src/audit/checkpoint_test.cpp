// The checkpoint file: what is written, what is found in it, and what its parts give away.
#include "audit/checkpoint_file.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <sys/stat.h>

#include <gmock/gmock.h>

#include "base/secret.h"
#include "support/database.h"

namespace guildhall::audit {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
namespace fs = std::filesystem;

std::string content_of(std::string const& path)
{
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

void write(std::string const& path, std::string const& content)
{
    std::ofstream(path, std::ios::binary) << content;
}

std::vector<std::string> lines_of(std::string const& content)
{
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < content.size(); at = content.find('\n', at) + 1)
        lines.push_back(content.substr(at, content.find('\n', at) - at));
    return lines;
}

class ACheckpointFile : public testing::Test {
protected:
    ACheckpointFile() { fs::create_directories(folder); }
    ~ACheckpointFile() override { fs::remove_all(folder); }

    CheckpointFile open(std::string const& copy_at = "") const { return {path, copy_at, signer}; }
    Time at(int minute) const { return {Time::parse("2026-01-01T00:00:00Z")->microseconds + minute * 60'000'000LL}; }
    // Three checkpoints of two chains.
    void fill()
    {
        auto file = open();
        file.add({{one, 3, sha256("a")}, {two, 5, sha256("b")}}, at(1));
        file.add({{one, 4, sha256("c")}, {two, 5, sha256("b")}}, at(2));
        file.add({{one, 4, sha256("c")}, {two, 6, sha256("d")}}, at(3));
    }
    std::vector<Verdict> verdicts(std::string const& content, PublicKeys const& keys) const
    {
        History history(keys);
        std::vector<Verdict> all;
        for (auto const& finding : read_history(content, history))
            all.push_back(finding.verdict);
        return all;
    }
    std::vector<Verdict> verdicts(std::string const& content) const { return verdicts(content, {{signer.kid(), signer.public_key()}}); }

    Signer const signer{std::string(32, 'k')};
    Uuid const one = Uuid::make(), two = Uuid::make();
    std::string const folder = support::scratch_folder() + "/" + Uuid::make().text();
    std::string const path = folder + "/checkpoints", copy = folder + "/copy";
};

TEST_F(ACheckpointFile, HasALineWheneverAChainHasMoved)
{
    fill();
    auto file = open();
    EXPECT_FALSE(file.add({{one, 4, sha256("c")}, {two, 6, sha256("d")}}, at(4))) << "nothing has";
    auto const content = content_of(path);
    EXPECT_EQ(lines_of(content).size(), 3u);
    EXPECT_THAT(verdicts(content), IsEmpty());
    struct stat facts {};
    ASSERT_EQ(stat(path.c_str(), &facts), 0);
    EXPECT_EQ(facts.st_mode & 0777, 0600u);
    History history(PublicKeys{{signer.kid(), signer.public_key()}});
    read_history(content, history);
    EXPECT_EQ(history.heads().at(one), (Head{one, 4, sha256("c")}));
    EXPECT_EQ(history.marks().at(two).size(), 2u) << "only where it has moved";
}

TEST_F(ACheckpointFile, IsContinuedByAnotherProcess)
{
    auto first = open(), second = open();
    first.add({{one, 1, sha256("a")}}, at(1));
    second.add({{one, 2, sha256("b")}}, at(2));
    first.add({{one, 3, sha256("c")}}, at(1));
    EXPECT_THAT(verdicts(content_of(path)), IsEmpty());
    EXPECT_EQ(lines_of(content_of(path)).size(), 3u);
}

TEST_F(ACheckpointFile, LosesALineThatACrashCutOff)
{
    fill();
    auto const whole = content_of(path);
    write(path, whole + "{\"number\":4,\"ti");
    EXPECT_THAT(verdicts(content_of(path)), ElementsAre(Verdict::file_broken));
    open().add({{one, 9, sha256("e")}}, at(9));
    EXPECT_THAT(verdicts(content_of(path)), IsEmpty());
    EXPECT_EQ(lines_of(content_of(path)).size(), 4u);
}

TEST_F(ACheckpointFile, IsNotContinuedWhereItIsBroken)
{
    fill();
    write(path, "nonsense\n" + content_of(path));
    auto file = open();
    EXPECT_THROW(file.add({{one, 9, sha256("e")}}, at(9)), std::runtime_error);
}

TEST_F(ACheckpointFile, HasACopyThatCatchesUp)
{
    open().add({{one, 1, sha256("a")}}, at(1));
    auto file = open(copy);
    file.add({{one, 2, sha256("b")}}, at(2));
    EXPECT_EQ(content_of(copy), content_of(path));
    auto lost = open(folder + "/none/copy");
    EXPECT_TRUE(lost.add({{one, 3, sha256("c")}}, at(3))) << "the file itself goes on";
    EXPECT_THAT(lost.copy_problem(), HasSubstr("none/copy"));
    file.add({{one, 3, sha256("c")}}, at(4));
    EXPECT_EQ(content_of(copy), content_of(path));
}

TEST_F(ACheckpointFile, ShowsEveryChangeOfALine)
{
    fill();
    auto const content = content_of(path);
    auto const lines = lines_of(content);
    auto joined = [](std::vector<std::string> const& all) {
        std::string text;
        for (auto const& line : all)
            text += line + "\n";
        return text;
    };
    EXPECT_EQ(joined(lines), content);
    EXPECT_THAT(verdicts(joined({lines[0], lines[2]})), testing::Contains(Verdict::file_broken)) << "one is missing";
    EXPECT_THAT(verdicts(joined({lines[1], lines[2]})), testing::Contains(Verdict::file_broken)) << "the first is missing";
    EXPECT_THAT(verdicts(joined({lines[0], lines[2], lines[1]})), testing::Contains(Verdict::file_broken)) << "two are swapped";
    int unnoticed = 0;
    for (std::size_t i = 0; i < lines[1].size(); ++i) {
        auto changed = lines;
        changed[1][i] = changed[1][i] == '1' ? '2' : '1';
        unnoticed += verdicts(joined(changed)).empty();
    }
    EXPECT_EQ(unnoticed, 0) << "of each letter";
}

TEST_F(ACheckpointFile, IsBelievedByItsKeyAlone)
{
    fill();
    Signer const another(std::string(32, 'x'));
    auto const content = content_of(path);
    EXPECT_THAT(verdicts(content, {{another.kid(), another.public_key()}}), testing::Each(Verdict::unsigned_));
    EXPECT_THAT(verdicts(content, {{signer.kid(), another.public_key()}}), testing::Each(Verdict::unsigned_)) << "under another's name";
}

}  // namespace
}  // namespace guildhall::audit
