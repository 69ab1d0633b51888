#include "base/temporary_file.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <system_error>

using namespace guildhall;

TEST(ATemporaryFile, GivesBackWhatWasWrittenAndHasNoName)
{
    auto const folder = std::filesystem::path(testing::TempDir()) / "temporary_file_test";
    std::filesystem::create_directories(folder);
    auto const file = std::make_shared<TemporaryFile>(folder.string());
    file->append("Alfreds ");
    file->append("Futterkiste");
    EXPECT_EQ(file->size(), 19u);
    EXPECT_EQ(file->read(8, 6), "Futter");
    EXPECT_EQ(file->read(14, 100), "kiste");
    EXPECT_EQ(file->read(100, 1), "");
    EXPECT_TRUE(std::filesystem::is_empty(folder));
    FileRange const range{file, 8, 6};
    EXPECT_EQ(range.read(3, 100), "ter") << "not beyond its own end";
    EXPECT_EQ(range.read(6, 1), "");
    EXPECT_EQ(FileRange().read(0, 1), "");
}

TEST(ATemporaryFile, SaysWhereItCannotBe)
{
    EXPECT_THROW(TemporaryFile("/nowhere/at/all"), std::system_error);
}
