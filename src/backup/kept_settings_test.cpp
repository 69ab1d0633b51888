#include "backup/kept_settings.h"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <unistd.h>

#include "base/failure.h"

namespace guildhall::backup {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::Pair;

namespace {

namespace fs = std::filesystem;

struct KeptSettings : testing::Test {
    fs::path folder = fs::temp_directory_path() / ("kept-settings-" + std::to_string(getpid()));

    KeptSettings() { fs::create_directory(folder); }
    ~KeptSettings() override { fs::remove_all(folder); }

    std::string brought(std::string const& file) const
    {
        std::ifstream in(folder / "restored" / file);
        return {std::istreambuf_iterator<char>(in), {}};
    }
};

}  // namespace

TEST_F(KeptSettings, ComeBackAsAFileOfSettings)
{
    std::ofstream(folder / "pepper") << "a secret of some length\n";
    auto const kept = kept_settings({{"GUILDHALL_ENV_FILE", "/etc/guildhall.env"},
                                     {"GUILDHALL_JWT_KEY_PREVIOUS", "one\ntwo"},
                                     {"GUILDHALL_LISTEN", "127.0.0.1:8080"},
                                     {"GUILDHALL_PEPPER_FILE", folder / "pepper"}});
    auto const restored = (folder / "restored").string();
    bring_settings(kept, restored);
    EXPECT_EQ(brought("settings.env"), "GUILDHALL_JWT_KEY_PREVIOUS_FILE=" + restored + "/GUILDHALL_JWT_KEY_PREVIOUS_FILE\n" +
                                           "GUILDHALL_LISTEN=127.0.0.1:8080\nGUILDHALL_PEPPER_FILE=" + restored +
                                           "/GUILDHALL_PEPPER_FILE\n");
    EXPECT_EQ(brought("GUILDHALL_PEPPER_FILE"), "a secret of some length\n");
    EXPECT_EQ(brought("GUILDHALL_JWT_KEY_PREVIOUS_FILE"), "one\ntwo\n");
    EXPECT_EQ(fs::status(restored).permissions(), fs::perms::owner_all);
}

TEST_F(KeptSettings, NameNoFileOutsideOfTheFolder)
{
    bring_settings(R"({"settings":[{"name":"GUILDHALL_../../x_FILE","value":"","content":"x"},{"name":"PATH","value":"/tmp"},
                                   {"name":"GUILDHALL_DATA","value":"/srv"}]})",
                   folder / "restored");
    EXPECT_EQ(brought("settings.env"), "GUILDHALL_DATA=/srv\n");
    EXPECT_THROW(bring_settings("{}", folder / "other"), Failure);
}

TEST_F(KeptSettings, AreReadWithoutTheirSecretsByWhoOpensTheBackup)
{
    EXPECT_THAT(
        public_settings(
            {{"GUILDHALL_DATA", "/srv"}, {"GUILDHALL_PEPPER", "x"}, {"GUILDHALL_SMTP_PASSWORD", "x"}, {"GUILDHALL_DATABASE_URL", "x"}}),
        ElementsAre(Pair("GUILDHALL_DATA", "/srv")));
}

TEST_F(KeptSettings, SayWhichFileCannotBeRead)
{
    try {
        kept_settings({{"GUILDHALL_FIELD_KEY_FILE", "/nowhere"}});
        FAIL();
    } catch (std::runtime_error const& error) {
        EXPECT_THAT(error.what(), HasSubstr("GUILDHALL_FIELD_KEY_FILE"));
        EXPECT_THAT(error.what(), Not(HasSubstr("/nowhere")));
    }
}

}  // namespace guildhall::backup
