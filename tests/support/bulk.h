#pragma once
#include <map>
#include <string>
#include <vector>

#include "support/documents.h"

// Changes of many records on a running server, and what all records of a guild say.
namespace guildhall::support {

std::string id_list(std::vector<std::string> const& ids);  // ["…","…"]

// POST /bulk-changes, when it runs no more, or after half a minute. The change is written with ' for ".
Answer bulk_changed(Client const& client, std::string const& kind, std::vector<std::string> const& ids, std::string const& change);
Answer bulk_undone(Client const& client, std::string const& id);
Answer bulk_settled(Client const& client, std::string const& id);

// What each record says, by "customers/<id>", with the words that customers are found by; without what a change leaves behind.
using Contents = std::map<std::string, std::string>;
Contents contents_of(TestServer& server, std::string const& guild);

}  // namespace guildhall::support
