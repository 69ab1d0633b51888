#include "http/forwarded.h"
#include "http/network.h"

#include "http/server.h"
#include "support/raw_http.h"

#include <gtest/gtest.h>

namespace guildhall::http {
namespace {

bool holds(char const* network, char const* address)
{
    return Network::parse(network).value().contains(Address::parse(address).value());
}

TEST(ANetwork, HoldsItsAddresses)
{
    EXPECT_TRUE(holds("10.0.0.0/8", "10.255.1.2"));
    EXPECT_FALSE(holds("10.0.0.0/8", "11.0.0.0"));
    EXPECT_TRUE(holds("192.0.2.128/25", "192.0.2.129"));
    EXPECT_FALSE(holds("192.0.2.128/25", "192.0.2.127"));
    EXPECT_TRUE(holds("192.0.2.1", "192.0.2.1"));
    EXPECT_FALSE(holds("192.0.2.1", "192.0.2.0"));
    EXPECT_TRUE(holds("10.0.0.0/8", "::ffff:10.1.2.3"));
    EXPECT_TRUE(holds("0.0.0.0/0", "203.0.113.1"));
    EXPECT_FALSE(holds("0.0.0.0/0", "2001:db8::1"));
    EXPECT_TRUE(holds("2001:db8::/32", "2001:db8:ffff::1"));
    EXPECT_FALSE(holds("2001:db8::/33", "2001:db8:8000::1"));
    EXPECT_TRUE(holds("::/0", "2001:db8::1"));
}

TEST(ANetwork, IsRefusedWhereItIsNone)
{
    for (auto const* text :
         {"", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "10.0.0.1/8", "10.0.0/8", "localhost", "::/129", "10.0.0.0/8 ", "fe80::1%eth0"})
        EXPECT_FALSE(Network::parse(text)) << text;
}

TEST(AnAddress, IsWrittenInOneWay)
{
    EXPECT_EQ(Address::parse("2001:DB8:0:0::1").value().text(), "2001:db8::1");
    EXPECT_EQ(Address::parse("::ffff:192.0.2.1").value().text(), "192.0.2.1");
    EXPECT_FALSE(Address::parse("127.1"));
    EXPECT_FALSE(Address::parse("0x7f.0.0.1"));
}

std::string seen(Options const& options, std::string_view fields)
{
    test::Serving const serving(
        [](Request request) -> Task<Response> {
            Response response;
            response.body = request.peer_address + (request.secure ? " secure" : "");
            co_return response;
        },
        options);
    return serving.ask(test::get("/", fields)).body;
}

TEST(AForwardedAddress, CountsOnlyFromAConfiguredProxy)
{
    Options options;
    auto const* fields = "X-Forwarded-For: 203.0.113.9\r\nX-Forwarded-Proto: https\r\n";
    EXPECT_EQ(seen(options, fields), "127.0.0.1");
    options.trusted_proxies = {*Network::parse("127.0.0.0/8"), *Network::parse("10.0.0.0/8")};
    EXPECT_EQ(seen(options, fields), "203.0.113.9 secure");
    EXPECT_EQ(seen(options, ""), "127.0.0.1");
    EXPECT_EQ(seen(options, "X-Forwarded-For: 198.51.100.1, 203.0.113.9\r\n"), "203.0.113.9") << "what the client wrote is not believed";
    EXPECT_EQ(seen(options, "X-Forwarded-For: 198.51.100.1, 203.0.113.9\r\nX-Forwarded-For: 10.1.1.1\r\n"), "203.0.113.9");
    EXPECT_EQ(seen(options, "X-Forwarded-For: 203.0.113.9, nonsense, 10.1.1.1\r\n"), "10.1.1.1");
    EXPECT_EQ(seen(options, "X-Forwarded-For: [2001:db8::1]:4711\r\n"), "2001:db8::1");
    EXPECT_EQ(seen(options, "X-Forwarded-For: 203.0.113.9:4711\r\n"), "203.0.113.9");
    EXPECT_EQ(seen(options, "X-Forwarded-For:\r\nX-Forwarded-Proto: https, http\r\n"), "127.0.0.1");
}

TEST(AForwardedAddress, CountsFromAUnixSocketWhereThatIsConfigured)
{
    Options options;
    options.listen = {"unix:" + testing::TempDir() + "guildhall_http_proxy.sock"};
    EXPECT_EQ(seen(options, "X-Forwarded-For: 203.0.113.9\r\n"), "unix");
    options.trust_unix_peers = true;
    EXPECT_EQ(seen(options, "X-Forwarded-For: 203.0.113.9\r\nX-Forwarded-Proto: HTTPS\r\n"), "203.0.113.9 secure");
}

}  // namespace
TEST(ATrace, IsKnownByItsField)
{
    auto const of = [](std::string_view field) {
        Headers headers;
        headers.add("traceparent", field);
        return trace_id(headers);
    };
    std::string const trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    EXPECT_EQ(of("00-" + trace + "-00f067aa0ba902b7-01"), trace);
    EXPECT_EQ(of("01-" + trace + "-00f067aa0ba902b7-01-more"), trace) << "a later version may say more";
    EXPECT_EQ(trace_id(Headers()), "");
    std::vector<std::string> const all{"",
                                       "00-" + trace,
                                       "00-" + trace + "-00f067aa0ba902b7-01-more",
                                       "ff-" + trace + "-00f067aa0ba902b7-01",
                                       "00-" + std::string(32, '0') + "-00f067aa0ba902b7-01",
                                       "00-" + trace + "-0000000000000000-01",
                                       "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                                       "00_" + trace + "-00f067aa0ba902b7-01"};
    for (auto const& wrong : all)
        EXPECT_EQ(of(wrong), "") << wrong;
}

}  // namespace guildhall::http
