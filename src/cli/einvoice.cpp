#include <fstream>
#include <iostream>
#include <iterator>

#include "base/failure.h"
#include "cli/commands.h"
#include "einvoice/read.h"
#include "einvoice/rules.h"

namespace guildhall::cli {

namespace {

constexpr int keeps_all = 0, breaks_some = 1;

// How many rules it breaks.
std::size_t told(std::string const& path)
{
    std::ifstream in(path, std::ios::binary);
    if (!in)
        throw std::runtime_error("cannot read " + path);
    auto const invoice = einvoice::read(std::string{std::istreambuf_iterator<char>(in), {}});
    auto const findings = einvoice::check(invoice);
    std::cout << path << ": " << (invoice.is_credit_note ? "credit note " : "invoice ") << invoice.number.value_or("without a number")
              << ", " << einvoice::rules().size() << " rules, " << findings.size() << " broken\n";
    for (auto const& each : findings)
        std::cout << "  " << each.rule << " (" << each.term << (each.place ? ", number " + std::to_string(*each.place + 1) : "")
                  << "): " << each.says << "\n";
    return findings.size();
}

}  // namespace

int einvoice_check(Words const& words)
{
    if (words.size() < 2 || words.front() != "check")
        throw Misuse{};
    int ends_with = keeps_all;
    for (std::size_t i = 1; i < words.size(); ++i)
        try {
            if (told(words[i]) > 0)
                ends_with = breaks_some;
        } catch (Failure const& failure) {
            std::cout << words[i] << ": " << failure.what() << "\n";
            ends_with = breaks_some;
        }
    return ends_with;
}

}  // namespace guildhall::cli
