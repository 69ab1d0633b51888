// Cookies, queries, escapes, media types, hosts, addresses and what proxies say: whatever else of a head is taken apart.
#include "base/utf8.h"
#include "fuzz.h"
#include "http/forwarded.h"
#include "http/head.h"
#include "http/message.h"
#include "http/multipart.h"

using namespace guildhall;

int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    fuzz::Parts parts(fuzz::text(data, size));
    http::Request request;
    auto const cookies = parts.next(), more = parts.next(), hops = parts.next();
    request.headers.add("Cookie", cookies);
    if (!more.empty())
        request.headers.add("Cookie", more);
    if (auto const cookie = request.cookie("__Host-guildhall"))
        fuzz::must(cookie->find(';') == cookie->npos, "a cookie ends at a semicolon");
    request.headers.add("X-Forwarded-For", hops);
    request.headers.add("X-Forwarded-Proto", more);
    request.peer_address = "127.0.0.1";
    http::believe_proxy(request, {*http::Network::parse("127.0.0.0/8"), *http::Network::parse("::1/128")});
    fuzz::must(http::Address::parse(request.peer_address).has_value(), "who asks has an address");

    auto const rest = parts.rest();
    if (auto const decoded = http::decode_percent(rest);
        decoded && rest.find('\0') == rest.npos) {  // a head with NUL is refused as it comes
        fuzz::must(decoded->find('\0') == decoded->npos, "no escape becomes NUL");
        fuzz::must(http::decode_percent(http::encode_percent(*decoded)) == decoded, "what is encoded is decoded");
    }
    if (auto const query = http::parse_query(rest))
        for (auto const& [name, value] : *query)
            fuzz::must(valid_utf8(name) && valid_utf8(value), "a query is UTF-8");
    if (auto const parameters = http::parse_parameters(rest))
        fuzz::must(parameters->word.find(';') == parameters->word.npos, "a type ends at a semicolon");
    if (http::is_host(rest))
        fuzz::must(rest.find_first_of("/@ \r\n\t\\") == rest.npos, "a host is a name or an address");
    return 0;
}
