#pragma once
#include "einvoice/xml.h"

// Writing elements in their order; what is not there is not written.
namespace guildhall::einvoice {

inline Node add(Node to, char const* name)
{
    return to.append_child(name);
}

inline Node put(Node to, char const* name, Text const& text)
{
    if (!text)
        return {};
    auto node = add(to, name);
    node.text().set(text->c_str());
    return node;
}

inline Node put(Node to, char const* name, Amount const& number)
{
    return put(to, name, number ? Text(number->text()) : Text());
}

inline void put(Node to, char const* name, std::optional<Identifier> const& id, char const* scheme = "schemeID")
{
    if (!id)
        return;
    auto node = put(to, name, Text(id->value));
    if (id->scheme)
        node.append_attribute(scheme) = id->scheme->c_str();
}

// With an attribute, as "currencyID" or "unitCode".
inline void put_with(Node to, char const* name, Amount const& number, char const* attribute, Text const& value)
{
    if (auto node = put(to, name, number); node && value)
        node.append_attribute(attribute) = value->c_str();
}

std::string text_of(pugi::xml_document const& document);

}  // namespace guildhall::einvoice
