#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace guildhall::json {

// What was read: a small tree. Numbers with a fraction or beyond 64 bits are kept as `fraction`, since no field of ours takes one.
class Value {
public:
    enum class Kind { null, boolean, integer, fraction, string, array, object };

    // Spelled out, since a value that holds values is not complete before its end.
    Value();
    Value(Value const&);
    Value(Value&&) noexcept;
    Value& operator=(Value const&);
    Value& operator=(Value&&) noexcept;
    ~Value();

    Kind kind = Kind::null;
    bool boolean = false;
    std::int64_t integer = 0;
    std::string string;
    std::vector<Value> items;
    std::vector<std::pair<std::string, Value>> members;
    // From a path or a query, where everything is text: "50" may then be read as a number.
    bool loose = false;

    bool is_null() const { return kind == Kind::null; }
    Value const* find(std::string_view name) const;
    static Value text(std::string_view);
    static Value object() { return of(Kind::object); }
    static Value of(Kind kind);
};

// RFC 8259, strictly: valid UTF-8, no duplicate names, no NUL, no lone surrogate, at most 32 levels, nothing behind the value.
// Throws Failure(malformed) that says where.
Value parse(std::string_view text);

// Appends JSON to a string of the caller's; commas are its business.
class Writer {
public:
    explicit Writer(std::string& out) : out_(out) {}

    void begin_object() { open('{'); }
    void end_object() { close('}'); }
    void begin_array() { open('['); }
    void end_array() { close(']'); }
    void key(std::string_view name);        // escaped
    void plain_key(std::string_view name);  // a name of our own, which needs no escapes
    void string(std::string_view value);
    void plain_string(std::string_view value);
    void integer(std::int64_t value);
    void boolean(bool value);
    void null();
    void raw(std::string_view json);  // is JSON already

private:
    void separate()
    {
        if (after_value_)
            out_ += ',';
        after_value_ = true;
    }
    void open(char bracket)
    {
        separate();
        out_ += bracket;
        after_value_ = false;
    }
    void close(char bracket)
    {
        out_ += bracket;
        after_value_ = true;
    }

    std::string& out_;
    bool after_value_ = false;
};

}  // namespace guildhall::json
