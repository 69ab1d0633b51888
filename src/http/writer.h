#pragma once
#include "http/message.h"

#include <ctime>
#include <string>

namespace guildhall::http {

// How an answer leaves: what the request and the connection say about it.
struct Framing {
    bool http10 = false;  // an answer without a known length ends with the connection
    bool head = false;    // no body
    bool keep_alive = true;
};

// "Sat, 21 Nov 2026 21:55:00 GMT", made anew once a second.
class DateLine {
public:
    std::string const& text(std::time_t now);

private:
    std::time_t made_ = -1;
    std::string text_;
};

bool is_sendable(Response const&);          // no line break or NUL in a field, names are tokens, the status has three digits
bool may_have_body(int status);             // not 1xx, 204, 304
std::string_view body_of(Response const&);  // either of the two
Response bare_refusal(int status);

// Status line and fields, to the empty line. The response is_sendable.
void append_head(std::string& out, Response const&, Framing, std::string_view date);
void append_chunk(std::string& out, std::string_view piece);  // an empty piece would end the body: that is append_last_chunk
void append_last_chunk(std::string& out);

}  // namespace guildhall::http
