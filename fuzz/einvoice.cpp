// Electronic invoices of others: whatever can be read can be held against the rules, its texts are UTF-8, and written in either syntax and
// read again it says what it said when it was read from that syntax before.
#include "base/failure.h"
#include "base/utf8.h"
#include "einvoice/read.h"
#include "einvoice/rules.h"
#include "einvoice/write.h"
#include "fuzz.h"

using namespace guildhall;
using einvoice::Invoice;

namespace {

void look_at(Invoice const& invoice, std::string (*write)(Invoice const&))
{
    auto const once = write(invoice);
    fuzz::must(valid_utf8(once), "what is written is UTF-8");
    auto const read_once = einvoice::read(once);
    fuzz::must(einvoice::read(write(read_once)) == read_once, "what is written is read back");
}

}  // namespace

int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    try {
        auto const invoice = einvoice::read(fuzz::text(data, size));
        for (auto const& each : einvoice::check(invoice))
            fuzz::must(!each.rule.empty() && !each.says.empty(), "a finding says what it is");
        look_at(invoice, einvoice::write_ubl);
        look_at(invoice, einvoice::write_cii);
    } catch (Failure const&) {
    }
    return 0;
}
