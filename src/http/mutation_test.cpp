#include "http/multipart.h"
#include "http/reader.h"

#include "base/failure.h"

#include <chrono>
#include <cstdlib>
#include <gtest/gtest.h>
#include <random>

// Good input, broken at random, for some seconds: nothing may crash, hang, or be read in two ways. HTTP_MUTATION_SECONDS makes it
// longer; a failure names its seed.
namespace guildhall::http {
namespace {

using Random = std::mt19937_64;

std::chrono::milliseconds time_to_try()
{
    auto const* const given = std::getenv("HTTP_MUTATION_SECONDS");
    return std::chrono::milliseconds(given ? std::atol(given) * 1000 : 1500);
}

std::size_t below(Random& random, std::size_t limit)
{
    return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random);
}

std::vector<std::string> const pieces = {"\r\n",
                                         "\n",
                                         "\r",
                                         " ",
                                         "\t",
                                         ":",
                                         "\r\n\r\n",
                                         "0",
                                         "5",
                                         "ffffffffffffffff",
                                         ";",
                                         "=",
                                         "\"",
                                         "%",
                                         "%00",
                                         "\\",
                                         "Content-Length: 5\r\n",
                                         "Transfer-Encoding: chunked\r\n",
                                         "Host: b\r\n",
                                         "chunked",
                                         "HTTP/1.0",
                                         "HTTP/1.1",
                                         "0\r\n\r\n",
                                         "--",
                                         "--XyZ",
                                         "\r\n--XyZ\r\n",
                                         "name=",
                                         "Content-Disposition: form-data; name=a\r\n",
                                         std::string(1, '\0')};

std::string mutated(std::string text, Random& random)
{
    for (auto changes = 1 + below(random, 4); changes > 0; --changes) {
        auto const at = below(random, text.size() + 1);
        auto const count = std::min(below(random, 6), text.size() - at);
        switch (below(random, 5)) {
        case 0: text.erase(at, count); break;
        case 1: text.insert(at, text.substr(at, count * 5)); break;
        case 2: text.insert(at, pieces[below(random, pieces.size())]); break;
        case 3: text.replace(at, count, pieces[below(random, pieces.size())]); break;
        default:
            if (at < text.size())
                text[at] = static_cast<char>(below(random, 256));
        }
    }
    return text;
}

// All requests of the bytes as one text, fed in pieces of at most that size.
std::string read(std::string const& bytes, std::size_t piece)
{
    ReaderLimits const limits{.head_bytes = 512, .head_fields = 10, .body_bytes = 100};
    Reader reader(limits);
    std::string told;
    std::size_t taken = 0, offered = 0;
    while (reader.state() != Reader::State::refused) {
        auto const before = taken;
        taken += reader.read(std::string_view(bytes).substr(taken, offered - taken));
        EXPECT_LE(taken, offered);
        if (reader.state() == Reader::State::whole) {
            auto const request = reader.take();
            EXPECT_LE(request.body.size(), limits.body_bytes);
            EXPECT_LE(request.headers.all("Content-Length").size() + request.headers.all("Transfer-Encoding").size(), 1);
            told += request.method + " " + request.target + " [" + request.host + "] " + request.body + "\n";
        } else if (taken == before && offered == bytes.size()) {
            break;
        } else {
            offered = std::min(offered + piece, bytes.size());
        }
    }
    return told + (reader.state() == Reader::State::refused ? std::to_string(reader.refusal()) : "");
}

TEST(Mutation, OfRequestsIsReadAlikeInWhateverPiecesItComes)
{
    std::vector<std::string> const good = {
        "GET /a?b=c%20d HTTP/1.1\r\nHost: localhost:8080\r\nCookie: a=b\r\n\r\nGET /next HTTP/1.1\r\nHost: a\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\nhelloPUT /x HTTP/1.0\r\nConnection: "
        "keep-alive\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5;a=\"b\"\r\nhello\r\n10\r\n0123456789abcdef\r\n0\r\nX: "
        "y\r\n\r\nGET / HTTP/1.1\r\nHost: b\r\n\r\n",
    };
    auto const seed = std::random_device()();
    Random random(seed);
    int whole = 0, refused = 0;
    for (auto const until = std::chrono::steady_clock::now() + time_to_try(); std::chrono::steady_clock::now() < until;) {
        auto const bytes = mutated(good[below(random, good.size())], random);
        auto const at_once = read(bytes, bytes.size() + 1);
        ASSERT_EQ(at_once, read(bytes, 1)) << "seed " << seed << ": " << testing::PrintToString(bytes);
        ASSERT_EQ(at_once, read(bytes, 1 + below(random, 40))) << "seed " << seed << ": " << testing::PrintToString(bytes);
        ++(at_once.ends_with('\n') ? whole : refused);
    }
    EXPECT_GT(whole, 0);
    EXPECT_GT(refused, 0);
}

TEST(Mutation, OfUploadsIsReadOrRefused)
{
    std::string const good =
        "--XyZ\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nvalue\r\n--XyZ\r\nContent-Disposition: form-data; name=f; "
        "filename=\"x \\\"y\\\".csv\"; filename*=UTF-8''na%C3%AFve.csv\r\nContent-Type: text/csv\r\n\r\na,b\r\n1,2\r\n\r\n--XyZ--\r\n";
    auto const seed = std::random_device()();
    Random random(seed);
    int whole = 0, refused = 0;
    for (auto const until = std::chrono::steady_clock::now() + time_to_try(); std::chrono::steady_clock::now() < until;) {
        auto const body = mutated(good, random);
        auto const type = below(random, 5) ? "multipart/form-data; boundary=XyZ"
                                           : mutated("multipart/form-data; boundary=\"XyZ\"; charset=utf-8", random);
        try {
            for (auto const& part : parse_multipart(type, body).parts) {
                ASSERT_EQ(part.content.find("\r\n--XyZ\r\n"), std::string_view::npos) << "seed " << seed;
                ASSERT_TRUE(part.content.empty() ||
                            (part.content.data() >= body.data() && part.content.data() + part.content.size() <= body.data() + body.size()));
                ASSERT_EQ(part.filename.value_or("").find_first_of("/\\\r\n"), std::string::npos) << "seed " << seed;
            }
            ++whole;
        } catch (Failure const&) {
            ++refused;
        }
    }
    EXPECT_GT(whole, 0);
    EXPECT_GT(refused, 0);
}

}  // namespace
}  // namespace guildhall::http
