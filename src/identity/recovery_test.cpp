#include "identity/recovery.h"

#include <gtest/gtest.h>

#include <set>

#include "base/secret.h"

namespace guildhall::identity {

TEST(RecoveryCodes, AreTenThatDiffer)
{
    auto const codes = RecoveryCodes::make();
    EXPECT_EQ(std::set(codes.shown.begin(), codes.shown.end()).size(), 10u);
    for (std::size_t i = 0; i < codes.shown.size(); ++i) {
        EXPECT_EQ(codes.shown[i].size(), 19u) << codes.shown[i];
        EXPECT_EQ(hex(recovery_code(codes.shown[i]).value()), codes.bytes[i]);
    }
}

TEST(ARecoveryCode, IsReadAsPeopleTypeIt)
{
    auto const bytes = recovery_code("ABCD-EFGH-IJKL-MNOP");
    ASSERT_TRUE(bytes);
    EXPECT_EQ(bytes->size(), 10u);
    EXPECT_EQ(recovery_code("abcd efgh ijkl mnop"), bytes);
    EXPECT_EQ(recovery_code("abcdefghijklmnop"), bytes);
}

TEST(ARecoveryCode, IsNeverACodeOfSixDigits)
{
    for (auto const* other : {"", "123456", "234567", "ABCD-EFGH", "ABCD-EFGH-IJKL-MNOP-QRST", "ABCD-EFGH-IJKL-MN0P", "========"})
        EXPECT_FALSE(recovery_code(other)) << other;
}

}  // namespace guildhall::identity
