#include "http/multipart.h"

#include "base/failure.h"
#include "base/utf8.h"
#include "http/head.h"
#include "http/message.h"

#include <algorithm>

namespace guildhall::http {

namespace {

[[noreturn]] void malformed(char const* detail)
{
    throw Failure(Problem::malformed, detail);
}

bool is_text(std::string_view text)
{
    return valid_utf8(text) && std::none_of(text.begin(), text.end(), [](unsigned char c) { return c < ' ' || c == 0x7f; });
}

// RFC 2046 section 5.1.1.
bool is_boundary(std::string_view text)
{
    auto const is_allowed = [](char c) {
        bool const is_plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
        return is_plain || std::string_view("'()+_,-./:=? ").find(c) != std::string_view::npos;
    };
    return !text.empty() && text.size() <= 70 && !text.ends_with(' ') && std::all_of(text.begin(), text.end(), is_allowed);
}

// What browsers do with quotes and line breaks in names (WHATWG); other escapes are part of the name.
std::string unescaped(std::string text)
{
    for (std::size_t at = 0; (at = text.find('%', at)) != std::string::npos; ++at) {
        auto const code = std::string_view(text).substr(at + 1, 2);
        if (code == "22" || code == "0D" || code == "0A")
            text.replace(at, 3, 1, code == "22" ? '"' : code == "0D" ? '\r' : '\n');
    }
    return text;
}

// RFC 8187: UTF-8''na%C3%AFve.csv
std::string extended(std::string_view text)
{
    auto const first = text.find('\''), second = text.find('\'', first + 1);
    if (first == std::string_view::npos || second == std::string_view::npos || !equal_ignoring_case(text.substr(0, first), "UTF-8"))
        malformed("The upload has a file name in a form that is not understood.");
    auto decoded = decode_percent(text.substr(second + 1));
    if (!decoded)
        malformed("The upload has a file name in a form that is not understood.");
    return std::move(*decoded);
}

std::string last_component(std::string_view path)
{
    auto const name = path.substr(path.find_last_of("/\\") + 1);
    return name == "." || name == ".." ? std::string() : std::string(name);
}

void read_disposition(Part& part, std::string_view value)
{
    auto const disposition = parse_parameters(value);
    if (!disposition || disposition->word != "form-data")
        malformed("A part of the upload does not say which field it is.");
    auto const name = disposition->find("name");
    if (!name)
        malformed("A part of the upload does not say which field it is.");
    part.name = unescaped(*name);
    auto filename = disposition->find("filename");
    if (filename)
        filename = unescaped(std::move(*filename));
    if (auto const better = disposition->find("filename*"))
        filename = extended(*better);
    if (!is_text(part.name) || (filename && !is_text(*filename)))
        malformed("The upload has a name with characters that cannot be in one.");
    if (filename)
        part.filename = last_component(*filename);
}

void read_field(Part& part, std::string_view name, std::string_view value, bool& has_disposition)
{
    if (equal_ignoring_case(name, "Content-Disposition")) {
        if (std::exchange(has_disposition, true))
            malformed("A part of the upload says twice which field it is.");
        read_disposition(part, value);
    } else if (equal_ignoring_case(name, "Content-Type")) {
        if (!part.content_type.empty() || !is_text(value))
            malformed("A part of the upload has a broken content type.");
        part.content_type = value;
    } else if (equal_ignoring_case(name, "Content-Transfer-Encoding")) {
        if (!equal_ignoring_case(value, "binary") && !equal_ignoring_case(value, "8bit") && !equal_ignoring_case(value, "7bit"))
            malformed("A part of the upload is encoded in a way that is not taken (RFC 7578 section 4.7).");
    }
}

// The lines up to the empty one.
void read_head(Part& part, std::string_view head)
{
    bool has_disposition = false;
    while (!head.empty()) {
        auto const end = head.find("\r\n");
        auto const line = head.substr(0, end);
        head.remove_prefix(end + 2);
        auto const colon = line.find(':');
        if (colon == std::string_view::npos || !is_token(line.substr(0, colon)) || line.find_first_of("\r\n") != std::string_view::npos)
            malformed("A part of the upload has a broken header.");
        auto value = line.substr(colon + 1);
        value.remove_prefix(std::min(value.find_first_not_of(" \t"), value.size()));
        value = value.substr(0, value.find_last_not_of(" \t") + 1);
        read_field(part, line.substr(0, colon), value, has_disposition);
    }
    if (!has_disposition)
        malformed("A part of the upload does not say which field it is.");
}

// Of a part from behind a delimiter's line end: where its content begins.
std::size_t read_beginning(Part& part, std::string_view text, MultipartLimits const& limits)
{
    auto const end = text.substr(0, limits.head_bytes).find("\r\n\r\n");
    if (end == std::string_view::npos)
        malformed("A part of the upload has a broken header, or a very long one.");
    read_head(part, text.substr(0, end + 2));
    return end + 4;
}

void check_size(Part const& part, std::uint64_t size, MultipartLimits const& limits)
{
    if (size > (part.filename ? limits.file_bytes : limits.field_bytes))
        throw Failure(Problem::too_large, part.filename ? "The file is too large." : "A field of the upload is too large.");
}

// From behind a delimiter's line end to the next delimiter.
Part part_of(std::string_view text, MultipartLimits const& limits)
{
    Part part;
    part.content = text.substr(read_beginning(part, text, limits));
    check_size(part, part.content.size(), limits);
    return part;
}

void check_parts(Form const& form, MultipartLimits const& limits)
{
    auto const files = std::count_if(form.parts.begin(), form.parts.end(), [](Part const& part) { return part.filename.has_value(); });
    if (form.parts.size() > limits.parts || static_cast<std::size_t>(files) > limits.files)
        throw Failure(Problem::too_large, "The upload has too many parts.");
}

// Where the delimiter stands in a file, the next one from `at` on.
std::optional<std::uint64_t> find_in(TemporaryFile const& file, std::string const& delimiter, std::uint64_t at)
{
    constexpr std::size_t piece = 256 * 1024;
    for (; at < file.size(); at += piece) {
        auto const bytes = file.read(at, piece + delimiter.size() - 1);
        if (auto const found = bytes.find(delimiter); found != std::string::npos)
            return at + found;
    }
    return std::nullopt;
}

std::string delimiter_of(std::string_view content_type)
{
    auto const parameters = parse_parameters(content_type);
    if (!parameters || parameters->word != "multipart/form-data")
        throw Failure(Problem::media_type, "An upload is multipart/form-data.");
    auto const boundary = parameters->find("boundary");
    if (!boundary || !is_boundary(*boundary))
        malformed("The upload does not say where its parts end.");
    return "--" + *boundary;
}

}  // namespace

Part const* Form::find(std::string_view name) const
{
    auto const is_named = [&](Part const& part) { return part.name == name; };
    auto const found = std::find_if(parts.begin(), parts.end(), is_named);
    bool const is_only = found != parts.end() && std::none_of(found + 1, parts.end(), is_named);
    return is_only ? &*found : nullptr;
}

Form parse_multipart(std::string_view content_type, std::string_view body, MultipartLimits const& limits)
{
    auto const first = delimiter_of(content_type), next = "\r\n" + first;
    Form form;
    if (!body.starts_with(first))
        malformed("The upload does not begin with a part.");
    body.remove_prefix(first.size());
    while (body.starts_with("\r\n")) {
        body.remove_prefix(2);
        auto const end = body.find(next);
        if (end == std::string_view::npos)
            malformed("The upload breaks off.");
        form.parts.push_back(part_of(body.substr(0, end), limits));
        check_parts(form, limits);
        body.remove_prefix(end + next.size());
    }
    if (body != "--" && body != "--\r\n")
        malformed("The upload breaks off, or goes on behind its end.");
    return form;
}

Form parse_multipart(std::string_view content_type, std::shared_ptr<TemporaryFile const> const& body, MultipartLimits const& limits)
{
    auto const first = delimiter_of(content_type), next = "\r\n" + first;
    Form form;
    if (body->read(0, first.size()) != first)
        malformed("The upload does not begin with a part.");
    std::uint64_t at = first.size();
    while (body->read(at, 2) == "\r\n") {
        at += 2;
        auto const end = find_in(*body, next, at);
        if (!end)
            malformed("The upload breaks off.");
        Part part;
        auto const beginning = body->read(at, std::min<std::uint64_t>(limits.head_bytes + 4, *end - at));
        auto const begin = at + read_beginning(part, beginning, limits);
        check_size(part, *end - begin, limits);
        if (part.filename)
            part.range = {body, begin, *end - begin};
        else
            part.content = form.kept.emplace_back(body->read(begin, static_cast<std::size_t>(*end - begin)));
        form.parts.push_back(std::move(part));
        check_parts(form, limits);
        at = *end + next.size();
    }
    auto const rest = body->read(at, 5);
    if (rest != "--" && rest != "--\r\n")
        malformed("The upload breaks off, or goes on behind its end.");
    return form;
}

}  // namespace guildhall::http
