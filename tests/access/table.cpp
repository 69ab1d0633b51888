#include "access/table.h"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace guildhall::access {

namespace {

std::runtime_error unreadable(int number, std::string const& why)
{
    return std::runtime_error("matrix.txt:" + std::to_string(number) + ": " + why);
}

Method method_of(std::string const& word, int number)
{
    for (auto method : {Method::get, Method::post, Method::put, Method::patch, Method::del})
        if (name_of(method) == word)
            return method;
    throw unreadable(number, word + " is no method");
}

Cell cell_of(std::string const& word, int number)
{
    Cell cell;
    bool const digits = word.size() == 3 && std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (digits) {
        cell.status = std::stoi(word);
        cell.letters.fill('#');
        return cell;
    }
    if (word.find_first_not_of("RWT-429.") != word.npos)
        throw unreadable(number, "'" + word + "' has a letter that means nothing");
    if (word.size() == 1) {
        cell.single = true;
        cell.letters.fill(word.front());
    } else if (word.size() == cell.letters.size()) {
        std::copy(word.begin(), word.end(), cell.letters.begin());
    } else {
        throw unreadable(number, "'" + word + "' is not a letter for each class");
    }
    return cell;
}

std::vector<std::string> parted(std::string_view list)
{
    std::vector<std::string> parts;
    std::istringstream words{std::string(list)};
    for (std::string part; std::getline(words, part, ',');)
        parts.push_back(part);
    return parts;
}

// "/customers?owner_id={account.id}" is about an account.
void take_path(Line& line, std::string const& word)
{
    auto const question = word.find('?');
    line.path = word.substr(0, question);
    if (question == word.npos)
        return;
    line.query = word.substr(question + 1);
    auto const from = line.query.find('{') + 1;
    line.kind = line.query.substr(from, line.query.find('.', from) - from);
    line.about = About::query;
}

// The words between path and cells.
void take_about(Line& line, std::vector<std::string> const& words)
{
    for (std::size_t i = 0; i < words.size(); ++i) {
        auto const& word = words[i];
        if (word.starts_with('@')) {
            line.about = About::reference;
            line.reference = word.substr(1);
        } else if (word.starts_with('{') && word.ends_with('}')) {
            line.fields = parted(std::string_view(word).substr(1, word.size() - 2));
        } else if ((word == "lists" || word == "counts") && i + 1 < words.size()) {
            line.about = word == "lists" ? About::lists : About::counts;
            line.kind = words[++i];
        } else {
            throw unreadable(line.number, "what is '" + word + "'?");
        }
    }
}

Line line_of(std::string const& text, int number)
{
    std::istringstream stream(text);
    std::vector<std::string> words;
    for (std::string word; stream >> word;)
        words.push_back(word);
    if (words.size() < 2 + role_names.size())
        throw unreadable(number, "there is not a cell for every role");
    Line line{.number = number, .method = method_of(words[0], number)};
    take_path(line, words[1]);
    auto const cells = words.end() - static_cast<std::ptrdiff_t>(role_names.size());
    take_about(line, {words.begin() + 2, cells});
    std::transform(cells, words.end(), line.cells.begin(), [&](std::string const& word) { return cell_of(word, number); });
    return line;
}

}  // namespace

std::string Line::name() const
{
    std::string all = std::string(name_of(method)) + " " + path;
    if (!query.empty())
        all += "?" + query;
    if (about == About::lists || about == About::counts)
        all += (about == About::lists ? " lists " : " counts ") + kind;
    if (!reference.empty())
        all += " @" + reference;
    for (auto const& field : fields)
        all += (&field == &fields.front() ? " {" : ",") + field;
    return fields.empty() ? all : all + "}";
}

std::vector<Line> read_table(std::string_view text)
{
    std::vector<Line> lines;
    std::istringstream stream{std::string(text)};
    int number = 0;
    for (std::string line; std::getline(stream, line);) {
        ++number;
        if (!line.empty() && !line.starts_with('#'))
            lines.push_back(line_of(line, number));
    }
    return lines;
}

std::vector<Line> read_matrix()
{
    std::ifstream file(TEST_DATA "../access/matrix.txt");
    std::ostringstream text;
    text << file.rdbuf();
    if (text.str().empty())
        throw std::runtime_error("tests/access/matrix.txt cannot be read");
    return read_table(text.str());
}

}  // namespace guildhall::access
