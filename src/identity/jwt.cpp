#include "identity/jwt.h"

#include "base/json.h"
#include "base/secret.h"

#include <algorithm>
#include <charconv>
#include <stdexcept>

namespace guildhall::identity {

namespace {

std::string quoted(std::string_view text)
{
    std::string json;
    json::Writer(json).string(text);
    return json;
}

// Takes a payload apart in the one way it is put together; after the first misfit everything is a misfit.
class Reader {
public:
    explicit Reader(std::string_view text) : rest_(text) {}

    void word(std::string_view expected)
    {
        good_ = good_ && rest_.starts_with(expected);
        if (good_)
            rest_.remove_prefix(expected.size());
    }
    Uuid uuid()
    {
        auto text = rest_.substr(0, 36);
        auto read = Uuid::parse(text);
        // Lower case only: one spelling.
        good_ = good_ && read && read->text() == text;
        if (!good_)
            return {};
        rest_.remove_prefix(36);
        return *read;
    }
    std::optional<Uuid> uuid_or_null()
    {
        if (rest_.starts_with("null")) {
            word("null");
            return std::nullopt;
        }
        word("\"");
        auto read = uuid();
        word("\"");
        return read;
    }
    std::int64_t seconds()
    {
        std::int64_t value = 0;
        auto [end, error] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), value);
        auto length = static_cast<std::size_t>(end - rest_.data());
        good_ = good_ && error == std::errc() && std::to_string(value) == rest_.substr(0, length);
        rest_.remove_prefix(length);
        return value;
    }
    bool done() const { return good_ && rest_.empty(); }

private:
    std::string_view rest_;
    bool good_ = true;
};

}  // namespace

std::string hs256(std::string_view secret, std::string_view signing_input)
{
    return base64url(hmac_sha256(secret, signing_input));
}

AccessTokens::AccessTokens(std::vector<SigningKey> keys, std::string_view issuer, std::string_view audience)
    : before_subject_("{\"iss\":" + quoted(issuer) + ",\"aud\":" + quoted(audience) + ",\"sub\":\"")
{
    if (keys.empty())
        throw std::invalid_argument("access tokens need a signing key");
    for (auto& key : keys) {
        if (key.secret.size() < 32 || key.kid.empty())
            throw std::invalid_argument("a signing key needs a kid and at least 32 bytes");
        auto header = "{\"alg\":\"HS256\",\"kid\":" + quoted(key.kid) + ",\"typ\":\"at+jwt\"}";
        known_.push_back({std::move(key), base64url(header)});
    }
}

std::string AccessTokens::sign(AccessClaims const& claims) const
{
    if (claims.expires_at <= claims.issued_at || claims.expires_at - claims.issued_at > longest_life)
        throw std::invalid_argument("an access token lives for up to ten minutes");
    auto payload = before_subject_ + claims.account.text() + "\",\"sid\":\"" + claims.session.text() + "\",\"membership\":";
    payload += claims.membership ? '"' + claims.membership->text() + '"' : "null";
    auto issued = std::to_string(claims.issued_at);
    payload += ",\"iat\":" + issued + ",\"nbf\":" + issued + ",\"exp\":" + std::to_string(claims.expires_at) + "}";

    auto token = known_.front().header + "." + base64url(payload);
    return token + "." + hs256(known_.front().key.secret, token);
}

std::optional<AccessClaims> AccessTokens::verify(std::string_view token, Time now) const
{
    constexpr std::size_t longest_token = 2048;
    auto header_end = token.find('.'), payload_end = token.rfind('.');
    if (token.size() > longest_token || header_end == token.npos || payload_end == header_end)
        return std::nullopt;
    auto known = std::ranges::find(known_, token.substr(0, header_end), &Known::header);
    if (known == known_.end() ||
        !equal_in_constant_time(hs256(known->key.secret, token.substr(0, payload_end)), token.substr(payload_end + 1)))
        return std::nullopt;
    auto payload = unbase64url(token.substr(header_end + 1, payload_end - header_end - 1));
    if (!payload)
        return std::nullopt;

    AccessClaims claims;
    Reader reader(*payload);
    reader.word(before_subject_);
    claims.account = reader.uuid();
    reader.word("\",\"sid\":\"");
    claims.session = reader.uuid();
    reader.word("\",\"membership\":");
    claims.membership = reader.uuid_or_null();
    reader.word(",\"iat\":");
    claims.issued_at = reader.seconds();
    reader.word(",\"nbf\":");
    auto not_before = reader.seconds();
    reader.word(",\"exp\":");
    claims.expires_at = reader.seconds();
    reader.word("}");

    auto at = now.microseconds / 1'000'000;
    bool in_time = claims.issued_at > 0 && claims.issued_at == not_before && not_before <= at && at < claims.expires_at &&
                   claims.expires_at - claims.issued_at <= longest_life;
    return reader.done() && in_time ? std::optional(claims) : std::nullopt;
}

}  // namespace guildhall::identity
