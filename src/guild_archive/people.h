#pragma once
#include <functional>
#include <string>
#include <vector>

#include "guild_archive/erasing.h"

// What is kept of one person: somebody whom a company knows ("contacts/<id>", "customers/<id>", in a guild), or who works here
// ("accounts/<id>"). std::runtime_error says what cannot be done, and why.
namespace guildhall::guild_archive {

struct Somebody {
    Named guild;  // 000…: of none, who works here
    std::string subject, name, email, place;
};

// Everybody whose address or telephone number this is, or whose name holds it; in one guild, or in all of them and among the accounts.
std::vector<Somebody> find_people(Installation const& here, std::string const& asked, std::string const& guild);

// All that is kept of somebody, as lines of JSON: {"guild_id", "subject", "from", "row"}.
std::int64_t write_data(Installation const& here, std::vector<Somebody> const& people, std::function<void(std::string_view)> const& take);

// Whom somebody is: guild is an id or a name, "" for an account.
Somebody somebody(Installation const& here, std::string const& subject, std::string const& guild);

enum class How { erase, anonymise };

// Erases somebody, with a certificate. Where documents are kept that name them, they are anonymised: the certificate says which, and why.
Erased erase_person(Installation const& here, Somebody const& who, How how, Order const& order);

// In a transaction of the mover's: again, after a backup brought them back. False where they are not there.
bool erase_person_again(Mover& mover, audit::Erasure const& erasure);

}  // namespace guildhall::guild_archive
