#pragma once
#include <cstddef>
#include <string_view>

namespace guildhall::http {

// Looks over the raw bytes of a request's head line by line as they come, before Beast reads them, and refuses what two readers
// could understand differently: bare CR or LF, folded lines, spaces before a colon, control characters, broken escapes.
class Head {
public:
    // All bytes from the beginning of the request, each time more of them. True when the head is whole or refused.
    bool look(std::string_view bytes);
    int refusal() const { return refusal_; }          // the status, or 0
    std::size_t size() const { return line_begin_; }  // of a whole head, with its empty line

private:
    void line(std::string_view text);

    std::size_t line_begin_ = 0, looked_at_ = 0;
    int lines_ = 0, refusal_ = 0;
    bool whole_ = false;
};

bool is_token(std::string_view text);        // RFC 9110 section 5.6.2
bool is_field(std::string_view line);        // "Name: value", without its line end
bool is_field_value(std::string_view text);  // no control characters but the tab
bool is_host(std::string_view text);         // name or address, with or without port

}  // namespace guildhall::http
