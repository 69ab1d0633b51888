#pragma once
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "api/route.h"

// tests/access/matrix.txt: who may do what with whose objects. How it is written is said at its head.
namespace guildhall::access {

enum class Role { nobody, user, builder, builder_without, head, guild, owner, owner_without, moderator, admin };
inline constexpr std::array<std::string_view, 10> role_names{"nobody", "user",  "builder", "builder-",  "head",
                                                             "guild",  "owner", "owner-",  "moderator", "admin"};

enum class Class { own, colleague, below, elsewhere, sister, foreign, unknown };
inline constexpr std::array<std::string_view, 7> class_names{"one's own",           "a colleague's",          "one in a spot below",
                                                             "one in another spot", "one of the other guild", "one of a foreign guild",
                                                             "an unknown one"};

// What one of a role gets for each class of object.
struct Cell {
    std::array<char, class_names.size()> letters{};
    int status = 0;  // a number that stood there: for all
    bool single = false;

    char letter(Class which) const { return letters[static_cast<std::size_t>(which)]; }
};

enum class About {
    path,       // the last id in the path, or nothing where it has none
    lists,      // whether a list contains it
    counts,     // whether a number is that of what is in sight
    query,      // whether a query finds it
    reference,  // a field of the body names it
};

struct Line {
    int number = 0;
    Method method = Method::get;
    std::string path, query;
    About about = About::path;
    std::string kind;                 // lists, counts, query: of what
    std::string reference;            // "lines.product_id"
    std::vector<std::string> fields;  // {name,language}: all that the body has
    std::array<Cell, role_names.size()> cells;

    Cell const& cell(Role role) const { return cells[static_cast<std::size_t>(role)]; }
    std::string name() const;  // as it stands in the table
};

// Throws std::runtime_error that names the line it cannot read.
std::vector<Line> read_table(std::string_view text);
std::vector<Line> read_matrix();  // matrix.txt

}  // namespace guildhall::access
