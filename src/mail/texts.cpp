#include "mail/texts.h"

#include <algorithm>
#include <stdexcept>

#include "mail/de.txt.h"
#include "mail/en.txt.h"
#include "mail/es.txt.h"
#include "mail/fr.txt.h"

namespace guildhall::mail {

namespace {

std::runtime_error not_understood(std::string_view line)
{
    return std::runtime_error("a text of mail is not understood: " + std::string(line));
}

std::string_view trimmed(std::string_view text)
{
    auto const from = text.find_first_not_of(' ');
    return from == text.npos ? std::string_view() : text.substr(from, text.find_last_not_of(' ') - from + 1);
}

// A file is sections "[name]" of lines "key: value"; '#' begins a remark.
class Reader {
public:
    Texts read(std::string_view file)
    {
        while (!file.empty()) {
            auto const end = std::min(file.find('\n'), file.size());
            take(trimmed(file.substr(0, end)));
            file.remove_prefix(std::min(end + 1, file.size()));
        }
        return std::move(texts_);
    }

private:
    void take(std::string_view line)
    {
        if (line.empty() || line.front() == '#')
            return;
        if (line.front() == '[' && line.back() == ']')
            return open(line.substr(1, line.size() - 2));
        auto const colon = line.find(": ");
        auto const key = line.substr(0, colon);
        if (colon == line.npos && key != "facts")
            throw not_understood(line);
        add(key, colon == line.npos ? std::string() : std::string(trimmed(line.substr(colon + 2))));
    }
    void open(std::string_view name)
    {
        words_ = name == "common" ? &texts_.common : name == "labels" ? &texts_.labels : name == "values" ? &texts_.values : nullptr;
        text_ = nullptr;
        if (words_)
            return;
        auto const which = template_named(name);
        if (!which)
            throw not_understood(name);
        text_ = &texts_.texts[*which];
    }
    void add(std::string_view key, std::string value)
    {
        if (words_)
            (*words_)[std::string(key)] = std::move(value);
        else if (text_ && key == "subject")
            text_->subject = std::move(value);
        else if (text_ && key == "text")
            text_->pieces.push_back({Piece::Kind::text, std::move(value)});
        else if (text_ && key == "action")
            text_->pieces.push_back({Piece::Kind::action, std::move(value)});
        else if (text_ && key == "facts")
            text_->pieces.push_back({Piece::Kind::facts, {}});
        else
            throw not_understood(key);
    }

    Texts texts_;
    std::map<std::string, std::string, std::less<>>* words_ = nullptr;
    Text* text_ = nullptr;
};

}  // namespace

Texts read_texts(std::string_view file)
{
    return Reader().read(file);
}

std::string_view language_for(std::string_view language)
{
    auto const spoken = language.substr(0, language.find('-'));
    auto const found = std::find(languages.begin(), languages.end(), spoken);
    return found == languages.end() ? languages.front() : *found;
}

Texts const& texts_in(std::string_view language)
{
    static std::map<std::string_view, Texts> const all{
        {"en", read_texts(text::en)}, {"es", read_texts(text::es)}, {"fr", read_texts(text::fr)}, {"de", read_texts(text::de)}};
    return all.at(language_for(language));
}

std::vector<std::string> placeholders_of(std::string_view text)
{
    std::vector<std::string> names;
    for (auto at = text.find('{'); at != text.npos; at = text.find('{', at + 1)) {
        auto const end = text.find('}', at);
        if (end == text.npos)
            break;
        names.emplace_back(text.substr(at + 1, end - at - 1));
    }
    return names;
}

}  // namespace guildhall::mail
