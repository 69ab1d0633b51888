#include "audit/erasure.h"

#include <gmock/gmock.h>

#include "base/failure.h"
#include "base/secret.h"

namespace guildhall::audit {
namespace {

Erasure example()
{
    return {.id = Uuid::make(),
            .kind = "guild",
            .guild = Uuid::make(),
            .subject = "guilds/x",
            .how = "erased",
            .at = Time::now(),
            .by = "ada",
            .reason = "the contract has ended",
            .version = "1",
            .tables = {{"guild.customers", 3}, {"guild.notes", 4}},
            .entries = 12,
            .head = "ab",
            .kept = {"backups"}};
}

TEST(ACertificate, SaysWhatWasErased)
{
    Signer const signer(std::string(32, 's'));
    auto const erasure = example();
    auto const checked = check_certificate(signed_certificate(erasure, signer), {{signer.kid(), signer.public_key()}});
    EXPECT_TRUE(checked.is_genuine);
    EXPECT_EQ(checked.kid, signer.kid());
    EXPECT_EQ(checked.erasure.id, erasure.id);
    EXPECT_EQ(checked.erasure.guild, erasure.guild);
    EXPECT_EQ(checked.erasure.at, erasure.at);
    EXPECT_EQ(checked.erasure.tables, erasure.tables);
    EXPECT_EQ(checked.erasure.rows(), 7);
    EXPECT_EQ(checked.erasure.kept, erasure.kept);
}

TEST(ACertificate, IsNotGenuineWhenItWasChangedOrSignedByAnother)
{
    Signer const signer(std::string(32, 's')), other(std::string(32, 'o'));
    auto const document = signed_certificate(example(), signer);
    auto changed = document;
    changed.replace(changed.find("contract"), 8, "promises");
    EXPECT_TRUE(check_certificate(document, {}).is_genuine) << "by the key within";
    EXPECT_FALSE(check_certificate(changed, {}).is_genuine);
    EXPECT_FALSE(check_certificate(document, {{other.kid(), other.public_key()}}).is_genuine);
    EXPECT_FALSE(check_certificate(document, {{signer.kid(), other.public_key()}}).is_genuine) << "the name of a key is not the key";
}

TEST(ACertificate, ThatIsNoneIsMalformed)
{
    for (auto const* text : {"", "{}", R"({"certificate":"{}","kid":"","public_key":"","signature":""})", "[1]"})
        EXPECT_THROW(check_certificate(text, {}), Failure) << text;
}

}  // namespace
}  // namespace guildhall::audit
