// The parts of an archive that need no database: sums, ids that are others elsewhere, what a manifest says, lists of erasures.
#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>

#include "base/failure.h"
#include "base/secret.h"
#include "guild_archive/erasures.h"
#include "guild_archive/files.h"
#include "guild_archive/opened.h"
#include "guild_archive/renaming.h"
#include "guild_archive/row_sum.h"
#include "support/database.h"

namespace guildhall::guild_archive {
namespace {

using testing::HasSubstr;
namespace fs = std::filesystem;

Uuid const ada = Uuid::make(), bob = Uuid::make();

TEST(ARowSum, IsTheSameInAnyOrder)
{
    RowSum one, other;
    one.add("ada");
    one.add("bob");
    other.add("bob");
    other.add("ada");
    EXPECT_EQ(one.rows(), 2);
    EXPECT_EQ(one.text(), other.text());
}

TEST(ARowSum, OfOneRowIsItsDigest)
{
    RowSum sum;
    EXPECT_EQ(sum.text(), std::string(64, '0'));
    sum.add("ada");
    EXPECT_EQ(sum.text(), hex(sha256("ada")));
}

TEST(ARowSum, CarriesAndDropsWhatRunsOver)
{
    RowSum sum;
    std::array<int, 32> expected{};
    for (int i = 0; i < 1000; ++i) {
        auto const line = std::to_string(i);
        sum.add(line);
        auto const digest = sha256(line);
        for (std::size_t place = 0; place < expected.size(); ++place)
            expected[place] += static_cast<unsigned char>(digest[place]);
    }
    std::string bytes(expected.size(), '\0');
    for (std::size_t place = expected.size(); place-- > 0;) {
        bytes[place] = static_cast<char>(expected[place] & 255);
        if (place > 0)
            expected[place - 1] += expected[place] >> 8;
    }
    EXPECT_EQ(sum.text(), hex(bytes));
}

TEST(ARowSum, ChangesWithEveryRow)
{
    RowSum one, other;
    one.add("ada");
    one.add("ada");
    other.add("ada");
    EXPECT_NE(one.text(), other.text());
}

TEST(ARenaming, PutsOtherIdsInTheirPlaceAndBack)
{
    Renaming names;
    names.add(ada, bob);
    auto const line = R"({"id": ")" + ada.text() + R"(", "text": "a-b-)" + ada.text() + ada.text() + R"( - ----"})";
    auto const renamed = names.of(line);
    EXPECT_THAT(renamed, testing::Not(HasSubstr(ada.text())));
    EXPECT_EQ(names.back().of(renamed), line);
}

TEST(ARenaming, LeavesOtherIdsAndShortTextsAlone)
{
    Renaming names;
    names.add(ada, bob);
    for (auto const& text : {Uuid::make().text(), std::string("-"), std::string("12345678-"), ada.text().substr(0, 35), std::string()})
        EXPECT_EQ(names.of(text), text);
    EXPECT_TRUE(Renaming().is_empty());
    names = {};
    names.add(ada, ada);
    EXPECT_TRUE(names.is_empty()) << "who has the same id here needs no other";
}

struct AnArchive : testing::Test {
    AnArchive()
    {
        fs::create_directories(folder);
        auto const row = write_file(folder, "rows/guild.notes.jsonl", "{\"body\": \"Rings twice\"}\n");
        RowSum sum;
        sum.add(R"({"body": "Rings twice"})");
        manifest = {
            .version = "1", .migration = "0001_x.sql", .made_at = Time::now(), .guild = ada, .access_owner = bob, .guild_name = "A \"b\""};
        manifest.parts.push_back({.name = "guild.notes", .columns = {"body"}, .rows = 1, .sum = sum.text()});
        manifest.files.push_back(row);
        write();
    }
    ~AnArchive() override { fs::remove_all(folder); }

    void write() const
    {
        auto const said = text_of(manifest, signer.kid());
        put(manifest_file, said);
        put(signature_file, signer.sign(said));
        put(key_file, pem_of(signer.public_key()));
        put(sums_file, sums_of(manifest.files, said));
    }
    void put(std::string_view name, std::string_view content) const
    {
        std::ofstream(folder + "/" + std::string(name), std::ios::binary) << content;
    }
    std::string complaint(audit::PublicKeys const& keys) const
    try {
        Opened const opened(folder, keys);
        opened.read(opened.manifest().parts.at(0), [](std::string_view) {});
        return {};
    } catch (std::runtime_error const& error) {
        return error.what();
    }
    std::string complaint() const { return complaint({{signer.kid(), signer.public_key()}}); }

    std::string const folder = support::scratch_folder() + "/archive";
    Signer const signer{std::string(32, 's')};
    Manifest manifest;
};

TEST_F(AnArchive, SaysWhatWasPutIntoIt)
{
    EXPECT_EQ(complaint(), "");
    auto const read = manifest_of(text_of(manifest, "kid"));
    EXPECT_EQ(read.guild, ada);
    EXPECT_EQ(read.guild_name, manifest.guild_name);
    EXPECT_EQ(read.parts, manifest.parts);
    EXPECT_EQ(read.files, manifest.files);
    EXPECT_EQ(kid_in(text_of(manifest, "kid")), "kid");
}

TEST_F(AnArchive, IsRefusedWhereAnythingWasChanged)
{
    put("rows/guild.notes.jsonl", "{\"body\": \"Rings once!\"}\n");
    EXPECT_THAT(complaint(), HasSubstr("rows/guild.notes.jsonl is not the one"));
    put("rows/guild.notes.jsonl", "{\"body\": \"Rings twice\"}\n");
    put("rows/guild.tags.jsonl", "{}\n");
    EXPECT_THAT(complaint(), HasSubstr("rows/guild.tags.jsonl does not belong to it"));
    fs::remove(folder + "/rows/guild.tags.jsonl");
    put(sums_file, "");
    EXPECT_THAT(complaint(), HasSubstr("SHA256SUMS does not say"));
    write();
    put(key_file, pem_of(Signer(std::string(32, 'o')).public_key()));
    EXPECT_THAT(complaint(), HasSubstr("is not the key that it is signed with"));
    write();
    put(signature_file, std::string(64, 'x'));
    EXPECT_THAT(complaint(), HasSubstr("signature of the manifest is not right"));
}

TEST_F(AnArchive, IsRefusedWithoutAKeyThatIsBelieved)
{
    EXPECT_THAT(complaint({}), HasSubstr("not of this installation"));
    EXPECT_THAT(complaint({{signer.kid(), std::string(32, 'x')}}), HasSubstr("signature of the manifest is not right"));
}

TEST_F(AnArchive, ThatContradictsItselfIsRefusedThoughItIsSigned)
{
    manifest.parts[0].rows = 2;
    write();
    EXPECT_THAT(complaint(), HasSubstr("does not hold the rows"));
    manifest.parts[0].name = "guild.tags";
    write();
    EXPECT_THAT(complaint(), HasSubstr("rows/guild.tags.jsonl is not in the manifest"));
}

TEST_F(AnArchive, ThatIsCutShortIsRefused)
{
    put(manifest_file, text_of(manifest, signer.kid()).substr(0, 200));
    EXPECT_NE(complaint(), "");
    fs::remove(folder + "/" + std::string(manifest_file));
    EXPECT_THAT(complaint(), HasSubstr("manifest.json"));
}

TEST(TheListOfErasures, LiesBesideTheCopyOfTheCheckpoints)
{
    EXPECT_EQ(erasures_copy("/mnt/elsewhere/checkpoints.jsonl"), "/mnt/elsewhere/erasures.jsonl");
    EXPECT_EQ(erasures_copy(""), "");
    EXPECT_TRUE(read_erasures("/nowhere").empty());
}

}  // namespace
}  // namespace guildhall::guild_archive
