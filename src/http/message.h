#pragma once
#include "base/task.h"
#include "base/temporary_file.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace guildhall::http {

// The header fields of a request in the order they came. Names compare without regard to case. What is found is valid until the
// next add().
class Headers {
public:
    void add(std::string_view name, std::string_view value);
    std::optional<std::string_view> find(std::string_view name) const;  // the first of that name
    std::vector<std::string_view> all(std::string_view name) const;
    std::size_t size() const { return fields_.size(); }
    std::string_view name(std::size_t index) const;
    std::string_view value(std::size_t index) const;

private:
    struct Field {
        std::uint32_t name_begin, value_begin, value_end;
    };
    std::string text_;  // all names and values in one block
    std::vector<Field> fields_;
};

// A whole request that means one thing only: what is ambiguous never gets here (RFC 9112; security 15).
struct Request {
    std::string method;  // as sent: "GET", "HEAD" …; a HEAD is answered like a GET, its body is left out by the server
    std::string target;  // as sent; without scheme and authority where it came in absolute form
    std::string path;    // of the target, still percent-encoded (split, then decode_percent each part); "*" for OPTIONS *
    std::string query;   // behind the "?", still percent-encoded (parse_query)
    Headers headers;
    std::string body;
    std::shared_ptr<TemporaryFile const> spooled;  // instead of the body, where Options::spools says so and it is large
    std::string host;                              // the Host field; empty only for HTTP/1.0 without one
    std::string peer_address;                      // "203.0.113.9", "2001:db8::1", "unix"; of the client where a configured proxy says so
    bool secure = false;                           // by TLS, here or at a configured proxy

    // The cookie of that name; none also if it came twice with different values (somebody planted one).
    std::optional<std::string> cookie(std::string_view name) const;
};

// The server adds Date, Content-Length, Transfer-Encoding and Connection; those of a handler are left out (Content-Length is
// kept in the answer to a HEAD). A field with a line break in it turns the whole answer into a 500.
struct Response {
    int status = 200;
    std::vector<std::pair<std::string, std::string>> headers = {};
    std::string body = {};
    bool close = false;                  // end the connection behind this answer
    std::string_view lasting_body = {};  // instead of body: bytes that outlive the server (an embedded file)

    // Streamed answers: called again and again, one at a time, for the next piece until it gives none. It is called only when
    // the last piece is on its way, so a slow client slows it. If it throws, the connection breaks off and the client can tell.
    std::function<Task<std::optional<std::string>>()> more = {};
    // Told once if the client goes before the end, so that a waiting `more` can wake up and give none.
    std::function<void()> gone = {};
};

bool equal_ignoring_case(std::string_view a, std::string_view b);  // ASCII

// Set-Cookie for a `__Host-` name: Path=/; Secure; HttpOnly; SameSite=Lax. `seconds` 0 removes it.
std::string host_cookie(std::string_view name, std::string_view value, long seconds);

// None if an escape is broken or stands for NUL.
std::optional<std::string> decode_percent(std::string_view text);

// "a=1&b=two+words" in its order, decoded, "+" being a space; names may repeat. None if an escape is broken, or
// what they stand for is no UTF-8 or NUL.
std::optional<std::vector<std::pair<std::string, std::string>>> parse_query(std::string_view query);

// Everything but RFC 3986's unreserved characters is escaped.
std::string encode_percent(std::string_view text);

std::string_view reason_of(int status);  // "Not Found"; for a status without a name that of its class

}  // namespace guildhall::http
