#include "db/value.h"

#include "base/secret.h"

namespace guildhall::db {

void append_item(std::string& array, Value const& item)
{
    if (array.size() > 1)
        array += ',';
    if (!item.bytes) {
        array += "NULL";
        return;
    }
    array += '"';
    if (item.format == Value::Format::binary)
        array += "\\\\x" + hex(*item.bytes);
    else
        for (char c : *item.bytes) {
            if (c == '"' || c == '\\')
                array += '\\';
            array += c;
        }
    array += '"';
}

}  // namespace guildhall::db
