#pragma once
#include <pugixml.hpp>
#include <string_view>
#include <vector>

#include "einvoice/invoice.h"

// Reading XML by names without their prefixes. pugixml knows no entities but the five that XML has, and opens nothing (no XXE, no bombs).
namespace guildhall::einvoice {

using Node = pugi::xml_node;

Node at(Node from, std::string_view path);                // "Price/PriceAmount": the first of each; none: an empty node
std::vector<Node> all(Node from, std::string_view name);  // children of that name
Text text_at(Node from, std::string_view path);           // trimmed; nothing where there is none or it is empty
Text attribute_of(Node node, char const* name);
// Throws Failure(invalid) where something stands there that is no number, by its path.
Amount number_at(Node from, std::string_view path);
std::optional<Identifier> identifier_at(Node from, std::string_view path, char const* scheme = "schemeID");
bool flag_at(Node from, std::string_view path);  // xs:boolean

}  // namespace guildhall::einvoice
