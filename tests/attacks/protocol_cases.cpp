// HTTP that two readers could read differently, that wants too much, or that breaks off.
#include "attacks/attack.h"

namespace guildhall::attacks {

namespace {

using namespace std::string_literals;
using support::Answer;

std::string with_fields(std::string const& fields, std::string const& body = "abcde")
{
    return "POST /api/v1/customers HTTP/1.1\r\nHost: guildhall.test\r\n" + fields + "\r\n" + body;
}

std::string line(std::string const& text)
{
    return text + "\r\nHost: guildhall.test\r\n\r\n";
}

std::string chunks(std::string const& text)
{
    return "POST /api/v1/customers HTTP/1.1\r\nHost: guildhall.test\r\nTransfer-Encoding: chunked\r\n\r\n" + text;
}

std::string const smuggled = "GET /api/v1/me HTTP/1.1\r\nHost: guildhall.test\r\nX-Smuggled: yes\r\n\r\n";

// Refused at once, and nothing behind it is read.
Case ambiguous(std::string name, std::string tries, std::string bytes)
{
    auto run = [bytes](Trial& trial) {
        for (auto const& who : trial.ground.everybody) {
            auto sent = bytes;
            if (auto const at = sent.find("\r\n\r\n"); !who.cookie.empty() && at != sent.npos && sent.find("HTTP/1.1\r\n") != sent.npos)
                sent.insert(sent.find("HTTP/1.1\r\n") + 10, "Cookie: " + who.cookie + "\r\n");
            auto const answers = trial.raw(sent + smuggled);
            if (answers.size() != 1)
                trial.complain("there are " + std::to_string(answers.size()) + " answers");
            else
                trial.expect(answers.front().status >= 400, "it was answered with " + std::to_string(answers.front().status));
        }
    };
    return {Group::protocol, std::move(name), std::move(tries), std::move(run)};
}

void add_lengths(std::vector<Case>& all)
{
    auto add = [&](std::string name, std::string tries, std::string fields) {
        all.push_back(ambiguous(std::move(name), std::move(tries), with_fields(fields)));
    };
    add("TwoLengths", "gives two lengths", "Content-Length: 5\r\nContent-Length: 0\r\n");
    add("TwoEqualLengths", "gives the same length twice", "Content-Length: 5\r\nContent-Length: 5\r\n");
    add("ListOfLengths", "gives two lengths in one line", "Content-Length: 5, 0\r\n");
    add("SignedLength", "gives a length with a sign", "Content-Length: +5\r\n");
    add("NegativeLength", "gives a negative length", "Content-Length: -5\r\n");
    add("HexadecimalLength", "gives a length in hexadecimal", "Content-Length: 0x5\r\n");
    add("EndlessLength", "gives a length beyond all numbers", "Content-Length: 18446744073709551621\r\n");
    add("LengthAndChunks", "gives a length and chunks", "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n");
    add("ChunksAndLength", "gives chunks and a length", "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n");
    add("ChunksTwice", "gives chunks twice", "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n");
    add("ChunksInAList", "gives chunks behind another coding", "Transfer-Encoding: gzip, chunked\r\n");
    add("UnknownCoding", "gives a coding that nobody knows", "Transfer-Encoding: xchunked\r\n");
    add("HiddenCoding", "hides the coding behind a vertical tab", "Transfer-Encoding:\vchunked\r\n");
    add("SpaceBeforeColon", "writes a space before a colon", "Content-Length : 5\r\n");
    add("TabBeforeColon", "writes a tab before a colon", "Transfer-Encoding\t: chunked\r\n");
    add("FoldedLength", "folds a length", "Content-Length:\r\n 5\r\n");
    add("FoldedField", "folds a field", "X-Long: a\r\n\tb\r\n");
    add("BareLineFeed", "ends a line with a line feed", "X-One: a\nContent-Length: 5\r\n");
    add("BareCarriageReturn", "writes a carriage return into a value", "X-One: a\rContent-Length: 5\r\n");
    add("NulInAValue", "writes NUL into a value", "X-One: a\0b\r\n"s);
    add("NulInAName", "writes NUL into a name", "X\0One: a\r\n"s);
    add("NameWithSpace", "writes a space into a name", "Content Length: 5\r\n");
    add("NoName", "leaves a name out", ": 5\r\n");
    add("NoColon", "leaves the colon out", "Content-Length 5\r\n");
    add("TwoHosts", "names two hosts", "Host: evil.example\r\n");
    add("Expectation", "expects miracles", "Expect: miracles\r\nContent-Length: 5\r\n");
}

void add_lines(std::vector<Case>& all)
{
    auto add = [&](std::string name, std::string tries, std::string bytes) {
        all.push_back(ambiguous(std::move(name), std::move(tries), std::move(bytes)));
    };
    add("OnlyLineFeeds", "ends all lines with a line feed", "GET /api/v1/me HTTP/1.1\nHost: guildhall.test\n\n");
    add("NoHost", "names no host", "GET /api/v1/me HTTP/1.1\r\n\r\n");
    add("HostWithPath", "names a host with a path", "GET / HTTP/1.1\r\nHost: guildhall.test/evil\r\n\r\n");
    add("HostWithPerson", "names a host with a person", "GET / HTTP/1.1\r\nHost: guildhall.test@evil.example\r\n\r\n");
    add("HostWithSpace", "names a host with a space", "GET / HTTP/1.1\r\nHost: guildhall.test evil.example\r\n\r\n");
    add("AbsoluteFormOfAnother", "asks for another host in the target", line("GET http://evil.example/api/v1/me HTTP/1.1"));
    add("Connect", "asks for a tunnel", line("CONNECT 127.0.0.1:22 HTTP/1.1"));
    add("OldVersion", "speaks HTTP/0.9", "GET /\r\n\r\n");
    add("NewVersion", "says that it speaks HTTP/2", line("GET / HTTP/2.0"));
    add("Http2Preface", "begins as HTTP/2 does", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
    add("Tls", "begins as TLS does", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\n"s);
    add("TwoSpaces", "writes two spaces before the target", line("GET  /api/v1/me HTTP/1.1"));
    add("SpaceInTheTarget", "writes a space into the target", line("GET /api/v1/me HTTP/1.0 HTTP/1.1"));
    add("BrokenEscape", "breaks an escape", line("GET /api/v1/customers?search=%2 HTTP/1.1"));
    add("EscapedNul", "escapes NUL", line("GET /api/v1/customers/%00 HTTP/1.1"));
    add("Fragment", "sends a fragment", line("GET /api/v1/me#x HTTP/1.1"));
    add("BytesInTheTarget", "writes bytes beyond ASCII into the target", line("GET /\xff\xfe HTTP/1.1"));
    add("ChunksInHttp10", "sends chunks in HTTP/1.0",
        "POST /api/v1/customers HTTP/1.0\r\nHost: guildhall.test\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
    add("ChunkSizeWithSign", "gives a chunk's size with a sign", chunks("+3\r\nabc\r\n0\r\n\r\n"));
    add("ChunkSizeWithPrefix", "gives a chunk's size with a prefix", chunks("0x3\r\nabc\r\n0\r\n\r\n"));
    add("ChunkSizeBeyondNumbers", "gives a chunk's size beyond all numbers", chunks("10000000000000003\r\nabc\r\n0\r\n\r\n"));
    add("ChunkLongerThanSaid", "sends a chunk that is longer than said", chunks("3\r\nabcd\r\n0\r\n\r\n"));
    add("ChunkWithLineFeed", "ends a chunk with a line feed", chunks("3\r\nabc\n0\r\n\r\n"));
    add("TrailerThatIsALength", "gives a length behind the chunks", chunks("0\r\nContent-Length: 3\r\n\r\n"));
    std::string many;
    for (int i = 0; i < 200; ++i)
        many += "X-" + std::to_string(i) + ": a\r\n";
    add("ManyFields", "sends two hundred fields", with_fields(many));
    add("LongField", "sends a field of a hundred thousand bytes", with_fields("X-Long: " + std::string(100'000, 'a') + "\r\n"));
    add("LongTarget", "asks for a path of a hundred thousand bytes", line("GET /" + std::string(100'000, 'a') + " HTTP/1.1"));
    add("LongBody", "announces ten gigabytes", with_fields("Content-Length: 10737418240\r\n"));
}

// What is not even a request, or stops within one: the next one is served as ever.
Case broken_off(std::string name, std::string tries, std::vector<std::string> pieces)
{
    auto run = [pieces](Trial& trial) {
        for (auto const& who : trial.ground.everybody)
            for (auto const& piece : pieces) {
                trial.count();
                test::RawClient client(trial.address());
                client.send(piece);
                client.reset();
                trial.expect(trial.ask(who, trial.ground.server.nobody(), "GET", "/me").status == 401, "the next one is not served");
            }
    };
    return {Group::protocol, std::move(name), std::move(tries), std::move(run)};
}

void pipeline(Trial& trial)
{
    for (auto const& who : trial.ground.everybody) {
        static_cast<void>(who);
        std::string all;
        for (int i = 0; i < 100; ++i)
            all += "GET /api/v1/me HTTP/1.1\r\nHost: guildhall.test\r\n\r\n";
        auto const answers = trial.raw(all + "GET /api/v1/me HTTP/1.1\r\nHost: guildhall.test\r\nConnection: close\r\n\r\n");
        trial.expect(answers.size() == 101, "there are " + std::to_string(answers.size()) + " answers to 101 requests");
    }
}

Case host(std::string name, std::string tries, std::string value)
{
    auto run = [value](Trial& trial) {
        for (auto const* path : {"/", "/api/v1/me", "/api/v1/sessions", "/readyz"})
            for (auto const& answer : trial.raw("GET "s + path + " HTTP/1.1\r\nHost: " + value + "\r\nConnection: close\r\n\r\n"))
                trial.expect(answer.status == 421 || answer.status == 400, value + " was answered with " + std::to_string(answer.status));
    };
    return {Group::protocol, "Host" + name, std::move(tries), std::move(run)};
}

}  // namespace

std::vector<Case> protocol_cases()
{
    std::vector<Case> all;
    add_lengths(all);
    add_lines(all);
    all.push_back(broken_off("HalfALine", "breaks off within the first line", {"GET /api", "P", "\r\n"}));
    all.push_back(broken_off("HalfAHead", "breaks off within the head", {"GET / HTTP/1.1\r\nHost: guildhall.test\r\nX-"}));
    all.push_back(broken_off("HalfABody", "breaks off within the body",
                             {with_fields("Content-Length: 5000\r\nContent-Type: application/json\r\n", "{\"name\":")}));
    all.push_back(broken_off("HalfAChunk", "breaks off within a chunk", {chunks("ffff\r\nabc")}));
    all.push_back(broken_off("Noise", "sends noise", {std::string(3'000, '\xff'), std::string(3'000, '\0'), std::string(3'000, '\n')}));
    all.push_back({Group::protocol, "Pipeline", "sends a hundred requests at once", pipeline});
    all.push_back(host("Foreign", "asks for another host", "evil.example"));
    all.push_back(host("BelowOurs", "asks for a host below ours", "evil.guildhall.test"));
    all.push_back(host("AtAnotherPort", "asks for another port of ours", "guildhall.test:81"));
    all.push_back(host("WithDot", "asks for our host with a dot behind", "guildhall.test."));
    all.push_back(host("Address", "asks for the address of a machine beside", "169.254.169.254"));
    all.push_back(shot(Group::protocol, "Upgrade", "asks for a web socket",
                       {"GET",
                        "/me",
                        "",
                        {{"Upgrade", "websocket"}, {"Connection", "Upgrade"}, {"Sec-WebSocket-Key", "x"}, {"Sec-WebSocket-Version", "13"}}},
                       without("101 Switching")));
    all.push_back(shot(Group::protocol, "ManyRanges", "asks for a thousand ranges",
                       {"GET",
                        "/me",
                        "",
                        {{"Range", "bytes=0-0" +
                                       [] {
                                           std::string more;
                                           for (int i = 0; i < 1000; ++i)
                                               more += ",0-0";
                                           return more;
                                       }()}}},
                       without("multipart/byteranges")));
    all.push_back(shot(Group::protocol, "CompressedBody", "sends a compressed body",
                       {"POST", "/customers", "\x1f\x8b\x08\x00", {{"Content-Encoding", "gzip"}, {"Content-Type", "application/json"}}},
                       refused()));
    return all;
}

}  // namespace guildhall::attacks
