#include "http/server.h"

#include "support/raw_http.h"

#include <gtest/gtest.h>

// What two readers could understand differently is refused, and the connection ends: nothing behind it is read as a request.
namespace guildhall::http {
namespace {

using namespace std::string_literals;

struct Case {
    char const* name;
    int status;
    std::string bytes;
};

std::string fields(std::string const& text)
{
    return "POST /target HTTP/1.1\r\nHost: localhost\r\n" + text + "\r\nabcde";
}

std::string line(std::string const& text)
{
    return text + "\r\nHost: localhost\r\n\r\n";
}

std::string chunks(std::string const& text)
{
    return "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n" + text;
}

std::vector<Case> const cases = {
    {"TwoLengths", 400, fields("Content-Length: 5\r\nContent-Length: 6\r\n")},
    {"TwoEqualLengths", 400, fields("Content-Length: 5\r\nContent-Length: 5\r\n")},
    {"ListOfLengths", 400, fields("Content-Length: 5, 5\r\n")},
    {"LengthWithSign", 400, fields("Content-Length: +5\r\n")},
    {"NegativeLength", 400, fields("Content-Length: -5\r\n")},
    {"HexadecimalLength", 400, fields("Content-Length: 0x5\r\n")},
    {"EmptyLength", 400, fields("Content-Length:\r\n")},
    {"LengthWithSpaceWithin", 400, fields("Content-Length: 5 5\r\n")},
    {"LengthBeyondAllNumbers", 400, fields("Content-Length: 18446744073709551621\r\n")},
    {"LengthAndChunked", 400, fields("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n")},
    {"ChunkedAndLength", 400, fields("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n")},
    {"ChunkedTwice", 400, fields("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n")},
    {"ChunkedInAList", 400, fields("Transfer-Encoding: gzip, chunked\r\n")},
    {"ChunkedThenIdentity", 400, fields("Transfer-Encoding: chunked, identity\r\n")},
    {"UnknownCoding", 400, fields("Transfer-Encoding: xchunked\r\n")},
    {"CodingInQuotes", 400, fields("Transfer-Encoding: \"chunked\"\r\n")},
    {"CodingWithVerticalTab", 400, fields("Transfer-Encoding:\vchunked\r\n")},
    {"EmptyCoding", 400, fields("Transfer-Encoding:\r\n")},
    {"ChunkedInHttp10", 400, "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"},
    {"SpaceBeforeColon", 400, fields("Content-Length : 5\r\n")},
    {"TabBeforeColon", 400, fields("Content-Length\t: 5\r\n")},
    {"FoldedField", 400, fields("X-Long: a\r\n b\r\n")},
    {"FoldedByTab", 400, fields("X-Long: a\r\n\tb\r\n")},
    {"FoldedFirstField", 400, "GET / HTTP/1.1\r\n Host: localhost\r\n\r\n"},
    {"BareLinefeedInFields", 400, fields("X-One: a\nX-Two: b\r\n")},
    {"BareLinefeedsOnly", 400, "GET / HTTP/1.1\nHost: localhost\n\n"},
    {"BareLinefeedAtTheEnd", 400, "GET / HTTP/1.1\r\nHost: localhost\r\n\n"},
    {"BareCarriageReturnInAValue", 400, fields("X-One: a\rX-Two: b\r\n")},
    {"TwoCarriageReturns", 400, fields("X-One: a\r\r\n")},
    {"NulInAValue", 400, fields("X-One: a\0b\r\n"s)},
    {"NulInAName", 400, fields("X\0-One: a\r\n"s)},
    {"DeleteInAValue", 400, fields("X-One: a\x7f\r\n")},
    {"FieldWithoutColon", 400, fields("X-One\r\n")},
    {"FieldWithoutName", 400, fields(": value\r\n")},
    {"NameWithSpace", 400, fields("X One: a\r\n")},
    {"NameInBrackets", 400, fields("(X): a\r\n")},
    {"NoHost", 400, "GET / HTTP/1.1\r\n\r\n"},
    {"TwoHosts", 400, "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"},
    {"TwoEqualHosts", 400, "GET / HTTP/1.1\r\nHost: a\r\nhost: a\r\n\r\n"},
    {"EmptyHost", 400, "GET / HTTP/1.1\r\nHost:\r\n\r\n"},
    {"HostWithPath", 400, "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n"},
    {"HostWithPerson", 400, "GET / HTTP/1.1\r\nHost: a@b\r\n\r\n"},
    {"HostWithSpace", 400, "GET / HTTP/1.1\r\nHost: a b\r\n\r\n"},
    {"HostsInAList", 400, "GET / HTTP/1.1\r\nHost: a, b\r\n\r\n"},
    {"HostWithBadPort", 400, "GET / HTTP/1.1\r\nHost: a:8o\r\n\r\n"},
    {"BrokenEscape", 400, line("GET /a%2 HTTP/1.1")},
    {"EscapeOfNoNumber", 400, line("GET /a?b=%zz HTTP/1.1")},
    {"EscapedNul", 400, line("GET /a%00b HTTP/1.1")},
    {"Fragment", 400, line("GET /a#b HTTP/1.1")},
    {"TargetWithSpace", 400, line("GET /a b HTTP/1.1")},
    {"TargetWithTab", 400, line("GET /a\tb HTTP/1.1")},
    {"TargetBeyondAscii", 400, line("GET /\xc3\xa4 HTTP/1.1")},
    {"TargetWithoutSlash", 400, line("GET a HTTP/1.1")},
    {"StarForGet", 400, line("GET * HTTP/1.1")},
    {"NoTarget", 400, line("GET HTTP/1.1")},
    {"Connect", 400, line("CONNECT localhost:80 HTTP/1.1")},
    {"AbsoluteFormForAnotherHost", 400, line("GET http://elsewhere/a HTTP/1.1")},
    {"AbsoluteFormWithPerson", 400, line("GET http://me@localhost/ HTTP/1.1")},
    {"AbsoluteFormOfAnotherScheme", 400, line("GET ftp://localhost/ HTTP/1.1")},
    {"TwoSpaces", 400, line("GET  / HTTP/1.1")},
    {"SpaceBehindTheVersion", 400, line("GET / HTTP/1.1 ")},
    {"LowerCaseVersion", 400, line("GET / http/1.1")},
    {"NoVersion", 400, "GET /\r\n\r\n"},
    {"Version2", 505, line("GET / HTTP/2.0")},
    {"Version12", 505, line("GET / HTTP/1.2")},
    {"MethodThatIsNoToken", 400, line("G(T / HTTP/1.1")},
    {"SpaceBeforeTheMethod", 400, line(" GET / HTTP/1.1")},
    {"TwoEmptyLinesBefore", 400, "\r\n\r\n" + line("GET / HTTP/1.1")},
    {"TlsOnAPlainPort", 400, "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\n"s},
    {"OtherExpectation", 417, fields("Expect: miracles\r\nContent-Length: 5\r\n")},
    {"ChunkSizeOfNoNumber", 400, chunks("x\r\nabc\r\n0\r\n\r\n")},
    {"EmptyChunkSize", 400, chunks("\r\nabc\r\n0\r\n\r\n")},
    {"ChunkSizeWithSign", 400, chunks("+3\r\nabc\r\n0\r\n\r\n")},
    {"ChunkSizeWithPrefix", 400, chunks("0x3\r\nabc\r\n0\r\n\r\n")},
    {"ChunkSizeWithSpaceBefore", 400, chunks(" 3\r\nabc\r\n0\r\n\r\n")},
    {"ChunkSizeWithSpaceBehind", 400, chunks("3 \r\nabc\r\n0\r\n\r\n")},
    {"ChunkSizeBeyondAllNumbers", 400, chunks("10000000000000003\r\nabc\r\n0\r\n\r\n")},
    {"ChunkLongerThanSaid", 400, chunks("3\r\nabcd\r\n0\r\n\r\n")},
    {"ChunkSizeLineWithBareLinefeed", 400, chunks("3\nabc\r\n0\r\n\r\n")},
    {"ChunkEndWithBareLinefeed", 400, chunks("3\r\nabc\n0\r\n\r\n")},
    {"ChunkSizeLineWithBareCarriageReturn", 400, chunks("3\rabc\r\n0\r\n\r\n")},
    {"ChunkExtensionWithLinefeed", 400, chunks("3;a\nb\r\nabc\r\n0\r\n\r\n")},
    {"ChunkExtensionWithNul", 400, chunks("3;a\0\r\nabc\r\n0\r\n\r\n"s)},
    {"TrailerWithSpaceBeforeColon", 400, chunks("0\r\nX : a\r\n\r\n")},
    {"TrailerThatIsALength", 400, chunks("0\r\nContent-Length: 3\r\n\r\n")},
};

class Ambiguous : public testing::TestWithParam<Case> {};

TEST_P(Ambiguous, RequestIsRefusedAndNothingBehindItIsRead)
{
    int handled = 0;
    test::Serving serving([&handled](Request) -> Task<Response> {
        ++handled;
        co_return Response{};
    });
    auto client = serving.client();
    client.send(GetParam().bytes + test::get("/smuggled"));
    auto const answer = client.answer();
    EXPECT_EQ(answer.status, GetParam().status);
    EXPECT_TRUE(answer.has("Connection: close"));
    EXPECT_EQ(client.answer().status, 0);
    serving.on_loop([&] { EXPECT_EQ(handled, 0); });
}

INSTANTIATE_TEST_SUITE_P(Http, Ambiguous, testing::ValuesIn(cases), [](auto const& test) { return test.param.name; });

TEST(AClearRequest, MayLookUnusual)
{
    test::Serving serving([](Request request) -> Task<Response> {
        Response response;
        response.body = request.method + " " + request.path + " " + request.host;
        co_return response;
    });
    auto const said = [&](std::string const& bytes) { return serving.ask(bytes).body; };
    EXPECT_EQ(said("GET http://LocalHost:80/a?b HTTP/1.1\r\nHost: localhost:80\r\n\r\n"), "GET /a localhost:80");
    EXPECT_EQ(said("GET http://localhost HTTP/1.1\r\nHost: localhost\r\n\r\n"), "GET / localhost");
    EXPECT_EQ(said("GET http://localhost?x HTTP/1.1\r\nHost: localhost\r\n\r\n"), "GET / localhost");
    EXPECT_EQ(said("OPTIONS * HTTP/1.1\r\nHost:[::1]:80\r\n\r\n"), "OPTIONS * [::1]:80");
    EXPECT_EQ(said("GET /a%2Fb//../c HTTP/1.1\r\nhOST: \t a \t\r\n\r\n"), "GET /a%2Fb//../c a");
    EXPECT_EQ(said("BREW /x{}|y HTTP/1.1\r\nHost: a\r\nX-Empty:\r\nX-Bytes: \xc3\xa4\r\n\r\n"), "BREW /x{}|y a");
    EXPECT_EQ(said("GET / HTTP/1.0\r\n\r\n"), "GET / ");
}

}  // namespace
}  // namespace guildhall::http
