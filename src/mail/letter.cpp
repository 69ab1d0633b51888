#include "mail/letter.h"

#include <algorithm>
#include <optional>

#include "base/rules.h"
#include "mail/texts.h"

#include <unicode/locid.h>
#include <unicode/unistr.h>

namespace guildhall::mail {

namespace {

// Text and background as in the app by day; clients that turn mail dark do so by themselves.
constexpr std::string_view body_style = "margin:0;padding:24px 12px;background:#f6f4ef;color:#211f1a;font:15px/1.55 'IBM Plex "
                                        "Sans',system-ui,-apple-system,'Segoe UI',sans-serif";
constexpr std::string_view card_style =
    "max-width:520px;margin:0 auto;padding:28px 32px;background:#fffefb;border:1px solid #e4dfd4;border-radius:14px";
constexpr std::string_view button_style =
    "display:inline-block;padding:10px 18px;background:#17594a;color:#fffefb;border-radius:8px;text-decoration:none;font-weight:600";
constexpr std::string_view quiet_style = "color:#6b665b;font-size:13px";

// One line: what somebody wrote cannot look like a part of our own text.
std::string on_one_line(std::string_view text)
{
    std::string line(text);
    std::replace_if(
        line.begin(), line.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; }, ' ');
    return line;
}

// "CH" → "Suisse"; what is no country's code stays as it is.
std::string country_name(std::string_view code, std::string_view language)
{
    if (broken(country_code, code))
        return on_one_line(code);
    icu::UnicodeString name;
    icu::Locale("", std::string(code).c_str()).getDisplayCountry(icu::Locale(std::string(language).c_str()), name);
    std::string text;
    return name.toUTF8String(text);
}

class Writing {
public:
    explicit Writing(Letter const& letter) : letter_(letter), texts_(texts_in(letter.language)), text_(texts_.texts.at(letter.what))
    {
        auto const scheme = letter.public_url.find("://");
        host_ = letter.public_url.substr(scheme == std::string::npos ? 0 : scheme + 3);
        link_ = letter.public_url + std::string(page_of(letter.what)) + (letter.token.empty() ? "" : "#" + letter.token);
    }

    Content content()
    {
        content_.subject = filled(text_.subject).value_or("Guildhall");
        begin();
        for (auto const& piece : text_.pieces)
            add(piece);
        end();
        return std::move(content_);
    }

private:
    std::string common(std::string_view key) const { return texts_.common.at(std::string(key)); }

    std::string fact(std::string_view key) const
    {
        auto const found = letter_.facts.find(key);
        if (found == letter_.facts.end())
            return {};
        if (key == "country")
            return country_name(found->second, language_for(letter_.language));
        auto const word = texts_.values.find(std::string(key) + "." + found->second);
        return word != texts_.values.end() ? word->second : on_one_line(found->second);
    }

    // Nothing, if a fact is not there.
    std::optional<std::string> filled(std::string_view text) const
    {
        std::string all;
        while (!text.empty()) {
            auto const brace = text.find('{');
            all += text.substr(0, brace);
            if (brace == text.npos)
                break;
            auto const end = text.find('}', brace);
            auto const name = text.substr(brace + 1, end - brace - 1);
            auto const value = name == "host" ? host_ : fact(name);
            if (value.empty())
                return {};
            all += value;
            text.remove_prefix(end + 1);
        }
        return all;
    }

    void begin()
    {
        auto const language = std::string(language_for(letter_.language));
        content_.html = "<!doctype html>\n<html lang=\"" + language +
                        "\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>" +
                        escaped(content_.subject) + "</title>\n</head>\n<body style=\"" + std::string(body_style) + "\">\n<div style=\"" +
                        std::string(card_style) + "\">\n<p style=\"margin:0 0 20px;font-weight:620;color:#17594a\">Guildhall</p>\n";
        add_paragraph(filled(common("greeting")).value_or(common("greeting_unknown")));
    }

    void add(Piece const& piece)
    {
        if (piece.kind == Piece::Kind::facts)
            return add_facts();
        auto const said = filled(piece.text);
        if (!said)
            return;
        if (piece.kind == Piece::Kind::text)
            return add_paragraph(*said);
        content_.plain += *said + ":\n" + link_ + "\n\n";
        content_.html += "<p style=\"margin:24px 0\"><a href=\"" + escaped(link_) + "\" style=\"" + std::string(button_style) + "\">" +
                         escaped(*said) + "</a></p>\n<p style=\"" + std::string(quiet_style) + "\">" + escaped(common("by_hand")) +
                         "<br><span style=\"word-break:break-all\">" + escaped(link_) + "</span></p>\n";
    }

    void add_paragraph(std::string const& said)
    {
        content_.plain += said + "\n\n";
        content_.html += "<p style=\"margin:0 0 14px\">" + escaped(said) + "</p>\n";
    }

    // In the order of the labels' names, which is that of the map.
    void add_facts()
    {
        std::string rows;
        for (auto const& [key, label] : texts_.labels) {
            auto const value = fact(key);
            if (value.empty())
                continue;
            content_.plain += label + ": " + value + "\n";
            rows += "<dt style=\"" + std::string(quiet_style) + "\">" + escaped(label) + "</dt><dd style=\"margin:0 0 8px\">" +
                    escaped(value) + "</dd>\n";
        }
        if (rows.empty())
            return;
        content_.plain += "\n";
        content_.html += "<dl style=\"margin:0 0 14px\">\n" + rows + "</dl>\n";
    }

    void end()
    {
        auto const footer = filled(common("footer")).value_or("");
        content_.plain += "-- \n" + footer + "\n";
        content_.html += "</div>\n<p style=\"max-width:520px;margin:16px auto 0;text-align:center;" + std::string(quiet_style) + "\">" +
                         escaped(footer) + "</p>\n</body>\n</html>\n";
    }

    Letter const& letter_;
    Texts const& texts_;
    Text const& text_;
    std::string host_, link_;
    Content content_;
};

}  // namespace

std::string escaped(std::string_view text)
{
    std::string all;
    for (char const c : text)
        switch (c) {
        case '&': all += "&amp;"; break;
        case '<': all += "&lt;"; break;
        case '>': all += "&gt;"; break;
        case '"': all += "&quot;"; break;
        case '\'': all += "&#39;"; break;
        default: all += c;
        }
    return all;
}

Content written(Letter const& letter)
{
    return Writing(letter).content();
}

}  // namespace guildhall::mail
