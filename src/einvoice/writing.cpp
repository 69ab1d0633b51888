#include "einvoice/writing.h"

#include <sstream>

namespace guildhall::einvoice {

std::string text_of(pugi::xml_document const& document)
{
    std::ostringstream out;
    document.save(out, " ", pugi::format_default, pugi::encoding_utf8);
    return out.str();
}

}  // namespace guildhall::einvoice
