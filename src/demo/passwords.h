#pragma once
#include <map>
#include <string>
#include <vector>

namespace guildhall::demo {

// "gatilu-morebi-sudako-52": ten to the nineteen of them, and easy to type from a page.
std::string easy_password();

// The bcrypt hash of each, every core at work.
std::map<std::string, std::string> hashes_of(std::vector<std::string> passwords, std::string const& pepper, int cost);

}  // namespace guildhall::demo
