#include "tree/listing.h"

#include "api/reader.h"

namespace guildhall::tree {

Window window_of(ListInput const& in)
{
    Window window{.search = in.search, .sort = std::string(name_of(in.sort)), .after_key = {}, .after_id = {}, .limit = in.limit};
    auto const key = Cursor::read(in.after, window.sort, {in.sort == Sort::newest ? KeyPart::time : KeyPart::text, KeyPart::id});
    if (!key)
        return window;
    window.after_key = key->at(0);
    window.after_id = Uuid::parse(key->at(1));
    return window;
}

Task<db::Collation> reader_collation(Tx& tx)
{
    auto const language = co_await reader_language(tx);
    co_return db::collation_for(language);
}

std::vector<std::string> cursor_key(ListInput const& in, std::string const& name, Time created_at, Uuid id)
{
    return {in.sort == Sort::name ? name : created_at.text(), id.text()};
}

}  // namespace guildhall::tree
