#include "base/json.h"

#include <array>
#include <boost/json/basic_parser_impl.hpp>
#include <charconv>
#include <unordered_set>

#include "base/failure.h"

namespace guildhall::json {

Value::Value() = default;
Value::Value(Value const&) = default;
Value::Value(Value&&) noexcept = default;
Value& Value::operator=(Value const&) = default;
Value& Value::operator=(Value&&) noexcept = default;
Value::~Value() = default;

Value const* Value::find(std::string_view name) const
{
    for (auto const& [member, value] : members)
        if (member == name)
            return &value;
    return nullptr;
}

Value Value::text(std::string_view text)
{
    Value value = of(Kind::string);
    value.string = text;
    value.loose = true;
    return value;
}

Value Value::of(Kind kind)
{
    Value value;
    value.kind = kind;
    return value;
}

namespace {

// Builds the tree; what Boost's own handler lets pass (a name twice, NUL) is refused here.
struct Builder {
    static constexpr std::size_t max_object_size = 10'000;
    static constexpr std::size_t max_array_size = 100'000;
    static constexpr std::size_t max_key_size = 1'000;
    static constexpr std::size_t max_string_size = 64u << 20;

    using error = boost::json::error_code;
    std::vector<Value> open{1};
    std::vector<std::string> names;
    std::string text;
    char const* complaint = nullptr;

    bool refuse(char const* what, error& ec)
    {
        complaint = what;
        ec = boost::json::make_error_code(boost::json::error::syntax);
        return false;
    }
    bool add(Value value, error& ec)
    {
        auto& parent = open.back();
        if (parent.kind == Value::Kind::object) {
            if (parent.find(names.back()))
                return refuse("a name stands twice in one object", ec);
            parent.members.emplace_back(std::move(names.back()), std::move(value));
            names.pop_back();
        } else {
            parent.items.push_back(std::move(value));
        }
        return true;
    }
    bool begin(Value::Kind kind)
    {
        open.push_back(Value::of(kind));
        return true;
    }
    bool end(error& ec)
    {
        Value done = std::move(open.back());
        open.pop_back();
        return add(std::move(done), ec);
    }
    bool take_text(boost::json::string_view part, error& ec)
    {
        if (part.find('\0') != part.npos)
            return refuse("text must not hold the NUL character", ec);
        text.append(part.data(), part.size());
        return true;
    }

    bool on_document_begin(error&) { return true; }
    bool on_document_end(error&) { return true; }
    bool on_object_begin(error&) { return begin(Value::Kind::object); }
    bool on_object_end(std::size_t, error& ec) { return end(ec); }
    bool on_array_begin(error&) { return begin(Value::Kind::array); }
    bool on_array_end(std::size_t, error& ec) { return end(ec); }
    bool on_key_part(boost::json::string_view part, std::size_t, error& ec) { return take_text(part, ec); }
    bool on_key(boost::json::string_view part, std::size_t, error& ec)
    {
        if (!take_text(part, ec))
            return false;
        names.push_back(std::exchange(text, {}));
        return true;
    }
    bool on_string_part(boost::json::string_view part, std::size_t, error& ec) { return take_text(part, ec); }
    bool on_string(boost::json::string_view part, std::size_t, error& ec)
    {
        if (!take_text(part, ec))
            return false;
        Value value = Value::of(Value::Kind::string);
        value.string = std::exchange(text, {});
        return add(std::move(value), ec);
    }
    bool on_number_part(boost::json::string_view, error&) { return true; }
    bool on_int64(std::int64_t number, boost::json::string_view, error& ec)
    {
        Value value = Value::of(Value::Kind::integer);
        value.integer = number;
        return add(std::move(value), ec);
    }
    bool on_uint64(std::uint64_t, boost::json::string_view, error& ec) { return add(Value::of(Value::Kind::fraction), ec); }
    bool on_double(double, boost::json::string_view, error& ec) { return add(Value::of(Value::Kind::fraction), ec); }
    bool on_bool(bool is, error& ec)
    {
        Value value = Value::of(Value::Kind::boolean);
        value.boolean = is;
        return add(std::move(value), ec);
    }
    bool on_null(error& ec) { return add(Value(), ec); }
    bool on_comment_part(boost::json::string_view, error&) { return true; }
    bool on_comment(boost::json::string_view, error&) { return true; }
};

}  // namespace

Value parse(std::string_view text)
{
    boost::json::parse_options options;
    options.max_depth = 32;
    boost::json::basic_parser<Builder> parser(options);
    boost::json::error_code error;
    auto read = parser.write_some(false, text.data(), text.size(), error);
    if (!error && read != text.size())
        error = boost::json::make_error_code(boost::json::error::extra_data);
    if (error) {
        std::string what = parser.handler().complaint ? parser.handler().complaint : error.message();
        throw Failure(Problem::malformed, "The body is not JSON as we take it: " + what + " (near byte " + std::to_string(read) + ").");
    }
    return std::move(parser.handler().open.front().items.at(0));
}

namespace {
constexpr auto escapes = [] {
    std::array<char, 256> table{};
    for (int c = 0; c < 0x20; ++c)
        table[static_cast<std::size_t>(c)] = 'u';
    table['"'] = '"';
    table['\\'] = '\\';
    table['\n'] = 'n';
    table['\r'] = 'r';
    table['\t'] = 't';
    table['\b'] = 'b';
    table['\f'] = 'f';
    table[0x7f] = 'u';
    return table;
}();
}  // namespace

void Writer::string(std::string_view value)
{
    separate();
    out_ += '"';
    std::size_t from = 0;
    for (std::size_t i = 0; i < value.size(); ++i) {
        auto const c = static_cast<unsigned char>(value[i]);
        char const escape = escapes[c];
        if (!escape)
            continue;
        out_.append(value, from, i - from);
        out_ += '\\';
        out_ += escape;
        if (escape == 'u') {
            constexpr std::string_view digits = "0123456789abcdef";
            out_ += "00";
            out_ += digits[c >> 4];
            out_ += digits[c & 15];
        }
        from = i + 1;
    }
    out_.append(value, from, value.size() - from);
    out_ += '"';
}

void Writer::plain_string(std::string_view value)
{
    separate();
    out_ += '"';
    out_ += value;
    out_ += '"';
}

void Writer::key(std::string_view name)
{
    string(name);
    out_ += ':';
    after_value_ = false;
}

void Writer::plain_key(std::string_view name)
{
    plain_string(name);
    out_ += ':';
    after_value_ = false;
}

void Writer::integer(std::int64_t value)
{
    separate();
    std::array<char, 24> digits;
    auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
    out_.append(digits.data(), end);
}

void Writer::boolean(bool value)
{
    raw(value ? "true" : "false");
}

void Writer::null()
{
    raw("null");
}

void Writer::raw(std::string_view json)
{
    separate();
    out_ += json;
}

}  // namespace guildhall::json
