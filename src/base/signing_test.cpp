#include "base/signing.h"

#include <gtest/gtest.h>

#include "base/secret.h"

using namespace guildhall;

// RFC 8032, section 7.1, test 3.
TEST(ASignature, IsThatOfTheStandard)
{
    Signer const signer(unhex("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7").value());
    EXPECT_EQ(hex(signer.public_key()), "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025");
    auto const message = unhex("af82").value();
    EXPECT_EQ(hex(signer.sign(message)), "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
                                         "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a");
}

TEST(ASignature, HoldsForThatTextAndThatKeyAlone)
{
    Signer const ada(std::string(32, 'a')), bob(std::string(32, 'b'));
    auto const signature = ada.sign("a text");
    EXPECT_TRUE(is_signed_by(ada.public_key(), "a text", signature));
    EXPECT_FALSE(is_signed_by(ada.public_key(), "another", signature));
    EXPECT_FALSE(is_signed_by(bob.public_key(), "a text", signature));
    EXPECT_FALSE(is_signed_by(ada.public_key(), "a text", signature.substr(1)));
    EXPECT_FALSE(is_signed_by("short", "a text", signature));
    EXPECT_TRUE(is_signed_by(ada.public_key(), "", ada.sign("")));
    EXPECT_NE(ada.kid(), bob.kid());
    EXPECT_EQ(ada.kid(), kid_of(ada.public_key()));
    EXPECT_THROW(Signer("short"), std::invalid_argument);
}
