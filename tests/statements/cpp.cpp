#include "statements/cpp.h"

#include <algorithm>

namespace guildhall::statements {

namespace {

class Reader {
public:
    explicit Reader(std::string_view source) : rest_(source) {}

    std::vector<Piece> all()
    {
        while (!rest_.empty())
            step();
        finish();
        return std::move(pieces_);
    }

private:
    void step()
    {
        if (rest_.starts_with("//"))
            drop(rest_.find('\n'));
        else if (rest_.starts_with("/*"))
            drop_past("*/");
        else if (rest_.starts_with("R\""))
            raw_literal();
        else if (rest_.front() == '"')
            literal();
        else if (rest_.front() == '\'' && !is_digit_separator())
            character();
        else
            code();
    }

    void code()
    {
        char const c = rest_.front();
        if (c == ';' || c == '{' || c == '}')
            finish();
        else
            piece_.code += c;
        drop(1);
    }

    void literal()
    {
        std::string text;
        for (drop(1); !rest_.empty() && rest_.front() != '"'; drop(1)) {
            if (rest_.front() == '\\')
                drop(1);
            if (!rest_.empty())
                text += rest_.front();
        }
        drop(1);
        add(std::move(text));
    }

    void raw_literal()
    {
        auto const bracket = rest_.find('(');
        auto const end = ")" + std::string(rest_.substr(2, bracket - 2)) + "\"";
        drop(bracket + 1);
        auto const size = std::min(rest_.find(end), rest_.size());
        add(std::string(rest_.substr(0, size)));
        drop(size + end.size());
    }

    void character()
    {
        drop(rest_.size() > 1 && rest_[1] == '\\' ? 3 : 2);
        drop_past("'");
        piece_.code += '0';
    }

    bool is_digit_separator() const { return !piece_.code.empty() && piece_.code.back() >= '0' && piece_.code.back() <= '9'; }

    void add(std::string text)
    {
        // Literals that stand side by side are one.
        auto const last = piece_.code.find_last_not_of(" \n\t");
        if (last != piece_.code.npos && piece_.code[last] == '#')
            piece_.literals.back() += text;
        else
            piece_.literals.push_back(std::move(text));
        piece_.code += '#';
    }

    void finish()
    {
        if (!piece_.code.empty())
            pieces_.push_back(std::move(piece_));
        piece_ = {};
    }

    void drop(std::size_t count) { rest_.remove_prefix(std::min(count, rest_.size())); }
    void drop_past(std::string_view mark)
    {
        auto const at = rest_.find(mark);
        drop(at == rest_.npos ? rest_.size() : at + mark.size());
    }

    std::string_view rest_;
    Piece piece_;
    std::vector<Piece> pieces_;
};

}  // namespace

std::vector<Piece> pieces_of(std::string_view source)
{
    return Reader(source).all();
}

}  // namespace guildhall::statements
