#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/codec.h"
#include "base/temporary_file.h"

namespace guildhall {

// What an operation's result became.
struct Answer {
    int status = 0;  // 0: what the route's verb says
    std::string body = {};
    std::string type = "application/json";
    std::vector<std::pair<std::string, std::string>> headers = {};
    std::shared_ptr<TemporaryFile const> file = {};  // instead of the body
};

// A result with headers of its own (a cookie, a Location) or a status of its own.
template <class T>
struct Reply {
    T body;
    std::vector<std::pair<std::string, std::string>> headers = {};
    int status = 0;
};

// A file to take away; a long one lies in a file.
struct Document {
    std::string name, type, bytes;
    std::shared_ptr<TemporaryFile const> file = {};
};

// A part of a list, and the cursor for what follows (null at the end).
template <class T>
struct Page {
    std::vector<T> items;
    std::optional<std::string> next;
};

struct Count {
    std::int64_t count = 0;
    bool exact = true;
};
constexpr auto shape_of(Count*)
{
    return shape("Count", field("count", &Count::count), field("exact", &Count::exact));
}

template <class T>
struct Codec<Page<T>> {
    static void write(json::Writer& out, Page<T> const& page)
    {
        out.begin_object();
        out.plain_key("items");
        Codec<std::vector<T>>::write(out, page.items);
        out.plain_key("next");
        Codec<std::optional<std::string>>::write(out, page.next);
        out.end_object();
    }
    static void schema(json::Writer& out, Definitions& definitions)
    {
        out.plain_key("type");
        out.plain_string("object");
        out.plain_key("required");
        out.raw(R"(["items","next"])");
        out.plain_key("properties");
        out.begin_object();
        out.plain_key("items");
        out.begin_object();
        Codec<std::vector<T>>::schema(out, definitions);
        out.end_object();
        out.plain_key("next");
        out.raw(R"({"type":["string","null"]})");
        out.end_object();
    }
};

namespace detail {

template <class T>
struct Unwrapped {
    using Type = T;
};
template <class T>
struct Unwrapped<Reply<T>> {
    using Type = T;
};
template <class T>
constexpr bool is_page = false;
template <class T>
constexpr bool is_page<Page<T>> = true;
template <class T>
constexpr bool is_list = is_page<typename Unwrapped<T>::Type>;

template <class T>
consteval bool has_version()
{
    bool found = false;
    if constexpr (Shaped<T>)
        each_field<T>([&](auto const& field) { found = found || field.name == "version"; });
    return found;
}
template <class T>
constexpr bool is_versioned = has_version<typename Unwrapped<T>::Type>();

template <class T>
std::string document_output(Definitions& definitions)
{
    using Body = typename Unwrapped<T>::Type;
    if constexpr (std::is_void_v<Body> || std::is_same_v<Body, Document>) {
        return {};
    } else {
        std::string text;
        json::Writer out(text);
        out.begin_object();
        Codec<Body>::schema(out, definitions);
        out.end_object();
        return text;
    }
}

}  // namespace detail

inline std::string etag(std::int64_t version)
{
    return "\"" + std::to_string(version) + "\"";
}

Answer to_answer(Document document);

template <class T>
Answer to_answer(T const& out)
{
    Answer answer;
    answer.body = encode(out);
    if constexpr (detail::is_versioned<T>)
        answer.headers.emplace_back("ETag", etag(out.version));
    return answer;
}

template <class T>
Answer to_answer(Reply<T> reply)
{
    Answer answer = to_answer(std::move(reply.body));
    answer.status = reply.status;
    for (auto& header : reply.headers)
        answer.headers.push_back(std::move(header));
    return answer;
}

// Compares what If-Match said with the record that stands, and throws Failure(stale) that carries it.
template <class Record>
void expect_version(std::optional<std::string> const& if_match, Record const& record)
{
    if (!if_match || *if_match == etag(record.version) || *if_match == "*")
        return;
    Failure stale(Problem::stale, "The record was changed meanwhile; look at it again and repeat the change.");
    stale.current = encode(record);
    throw stale;
}

}  // namespace guildhall
