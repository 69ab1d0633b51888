#include "identity/passkey.h"

#include <gtest/gtest.h>

#include "base/secret.h"
#include "identity/authenticator_data.h"
#include "support/authenticator.h"

namespace guildhall::identity {

using support::Authenticator;

namespace {

RelyingParty const party = RelyingParty::of("http://guildhall.test");
std::string const challenge = base64url(std::string(32, 'c'));

std::string plain(std::string const& text)
{
    return unbase64url(text).value();
}

struct APasskey : ::testing::Test {
    Authenticator authenticator;
    NewPasskey made = new_passkey(party, plain(authenticator.new_key_data())).value();
    PublicKey key{made.algorithm, made.public_key};

    std::optional<std::int64_t> check(std::string const& data, std::string const& client, std::string const& signature) const
    {
        return checked_passkey(party, key, plain(client), plain(data), plain(signature));
    }
    // As the authenticator signs now.
    std::optional<std::int64_t> check() const
    {
        auto const data = authenticator.key_data(), client = authenticator.client_data("webauthn.get", challenge);
        return check(data, client, authenticator.signature(data, client));
    }
};

}  // namespace

TEST(ARelyingParty, IsTheHostOfThePublicAddress)
{
    EXPECT_EQ(RelyingParty::of("https://crm.example.com").id, "crm.example.com");
    EXPECT_EQ(RelyingParty::of("http://localhost:8080").id, "localhost");
    EXPECT_EQ(RelyingParty::of("http://localhost:8080").origin, "http://localhost:8080");
}

TEST_F(APasskey, IsWhatItsAuthenticatorSays)
{
    EXPECT_EQ(base64url(made.credential_id), authenticator.credential_id());
    EXPECT_EQ(made.algorithm, -7);
    EXPECT_EQ(made.sign_count, 1);
    EXPECT_EQ(made.public_key.size(), 64u);
}

TEST_F(APasskey, IsMadeForUsByAHolderWhoWasVerified)
{
    authenticator.verifies = false;
    EXPECT_FALSE(new_passkey(party, plain(authenticator.new_key_data())));
    authenticator.verifies = true;
    authenticator.rp_id = "evil.test";
    EXPECT_FALSE(new_passkey(party, plain(authenticator.new_key_data())));
    authenticator.rp_id = "guildhall.test";
    auto const whole = plain(authenticator.new_key_data());
    for (std::size_t size = 0; size < whole.size(); ++size)
        EXPECT_FALSE(new_passkey(party, whole.substr(0, size))) << size;
    EXPECT_FALSE(new_passkey(party, plain(authenticator.key_data()))) << "no key in it";
}

TEST_F(APasskey, AnnouncesNoMoreThanItHas)
{
    auto const whole = plain(authenticator.new_key_data());
    EXPECT_TRUE(is_whole(whole));
    auto const key_at = whole.size() - 77;  // five pairs: numbers, and two coordinates of 32 bytes
    ASSERT_EQ(whole[key_at], '\xa5');
    std::string const before = whole.substr(0, key_at);
    EXPECT_FALSE(is_whole(before + "\xba\x26\x20\x01\x21" + whole.substr(key_at + 1))) << "640 million pairs";
    EXPECT_FALSE(is_whole(before + std::string("\xbb\x80\x00\x00\x00\x00\x00\x00\x01\x01\x01", 11))) << "twice as many are few again";
    EXPECT_FALSE(is_whole(before + "\x9a\x10\x10\x10\x10\x01"));
    EXPECT_FALSE(is_whole(before + "\x42\x01")) << "two bytes, of which one is there";
    EXPECT_FALSE(is_whole(before + "\x9f\x01\xff")) << "of no stated length";
    EXPECT_TRUE(is_whole(before + std::string(15, '\x81') + "\x01"));
    EXPECT_FALSE(is_whole(before + std::string(16, '\x81') + "\x01")) << "too deep";
    for (std::size_t size = 0; size < whole.size(); ++size)
        EXPECT_EQ(is_whole(whole.substr(0, size)), size == key_at) << size;
}

TEST_F(APasskey, SignsInByItsOwnSignatureAlone)
{
    authenticator.counter = 7;
    EXPECT_EQ(check(), 7);
    auto const data = authenticator.key_data(), client = authenticator.client_data("webauthn.get", challenge);
    auto const signature = plain(authenticator.signature(data, client));
    for (std::size_t i : {std::size_t(0), signature.size() / 2, signature.size() - 1}) {
        auto bent = signature;
        bent[i] = static_cast<char>(bent[i] ^ 1);
        EXPECT_FALSE(check(data, client, base64url(bent))) << i;
    }
    auto const other_client = authenticator.client_data("webauthn.get", base64url(std::string(32, 'd')));
    EXPECT_FALSE(check(data, other_client, base64url(signature)));
    EXPECT_FALSE(check(data, client, Authenticator().signature(data, client))) << "another key's";
}

TEST_F(APasskey, SignsForUsByAHolderWhoWasVerified)
{
    authenticator.verifies = false;
    EXPECT_FALSE(check());
    authenticator.verifies = true;
    authenticator.rp_id = "evil.test";
    EXPECT_FALSE(check());
    authenticator.rp_id = "guildhall.test";
    EXPECT_TRUE(check());
}

TEST(AClientsData, IsOfOurOriginAndOfThisCeremony)
{
    Authenticator authenticator;
    auto answered = [&](Ceremony ceremony, std::string const& data) { return answered_challenge(party, ceremony, plain(data)); };
    EXPECT_EQ(answered(Ceremony::get, authenticator.client_data("webauthn.get", challenge)), std::string(32, 'c'));
    EXPECT_EQ(answered(Ceremony::create, authenticator.client_data("webauthn.create", challenge)), std::string(32, 'c'));
    EXPECT_FALSE(answered(Ceremony::get, authenticator.client_data("webauthn.create", challenge)));
    EXPECT_FALSE(answered(Ceremony::create, authenticator.client_data("webauthn.get", challenge)));
    for (auto const* origin :
         {"https://guildhall.test", "http://guildhall.test:80", "http://guildhall.test.evil", "http://evil.test", ""}) {
        authenticator.origin = origin;
        EXPECT_FALSE(answered(Ceremony::get, authenticator.client_data("webauthn.get", challenge))) << origin;
    }
    std::string const head = R"({"type":"webauthn.get","challenge":")" + challenge + R"(","origin":"http://guildhall.test")";
    EXPECT_TRUE(answered_challenge(party, Ceremony::get, head + "}"));
    EXPECT_FALSE(answered_challenge(party, Ceremony::get, head + R"(,"crossOrigin":true})"));
    EXPECT_FALSE(answered_challenge(party, Ceremony::get, head + R"(,"crossOrigin":"false"})"));
    EXPECT_FALSE(answered_challenge(party, Ceremony::get, head + R"(,"origin":"http://evil.test"})")) << "twice";
    for (auto const* other : {"", "null", "[]", "7", "{}", "{\"challenge\":7}"})
        EXPECT_FALSE(answered_challenge(party, Ceremony::get, other)) << other;
}

}  // namespace guildhall::identity
