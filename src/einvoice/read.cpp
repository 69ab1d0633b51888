#include "einvoice/read.h"

#include "base/failure.h"
#include "einvoice/syntaxes.h"

namespace guildhall::einvoice {

Invoice read(std::string_view xml)
{
    constexpr std::size_t most = 20 << 20;
    if (xml.size() > most)
        throw Failure(Problem::too_large, "An invoice has at most 20 MiB.");
    pugi::xml_document document;
    auto const parsed = document.load_buffer(xml.data(), xml.size(), pugi::parse_default | pugi::parse_trim_pcdata);
    if (!parsed)
        throw Failure(Problem::invalid, "This is no XML: " + std::string(parsed.description()));
    auto const root = document.document_element();
    if (at(document, "Invoice") == root || at(document, "CreditNote") == root)
        return read_ubl(root);
    if (at(document, "CrossIndustryInvoice") == root)
        return read_cii(root);
    throw Failure(Problem::invalid, "This is neither UBL (Invoice, CreditNote) nor CII (CrossIndustryInvoice).");
}

}  // namespace guildhall::einvoice
