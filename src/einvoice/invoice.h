#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/decimal.h"

// What an electronic invoice says, whatever its syntax: the semantic model of EN 16931-1:2017. BT and BG are the norm's business terms and
// groups. What does not stand in a document is nothing; codes and texts are as they stand there, dates as YYYY-MM-DD.
namespace guildhall::einvoice {

using Text = std::optional<std::string>;

// A number and with how many decimals it was written. Decimals beyond the sixth, which only prices have, are rounded.
struct Number {
    Decimal value;
    int places = 0;

    static std::optional<Number> parse(std::string_view text);
    std::string text() const;  // with its places
    bool operator==(Number const&) const = default;
};
using Amount = std::optional<Number>;

struct Identifier {
    std::string value;
    Text scheme;
    bool operator==(Identifier const&) const = default;
};

struct Period {
    Text start, end;
    bool operator==(Period const&) const = default;
};

struct Address {  // BG-5, BG-8, BG-12, BG-15
    Text line1, line2, line3, city, postal_code, region, country;
    bool operator==(Address const&) const = default;
};

struct Party {                                        // of the seller, the buyer, the payee, the seller's tax representative:
    Text name;                                        // BT-27, BT-44, BT-59, BT-62
    Text trading_name;                                // BT-28, BT-45
    std::vector<Identifier> ids;                      // BT-29, BT-46, BT-60
    std::optional<Identifier> registration;           // BT-30, BT-47, BT-61
    Text vat_id;                                      // BT-31, BT-48, –, BT-63
    Text tax_registration;                            // BT-32
    Text legal_form;                                  // BT-33
    std::optional<Identifier> electronic_address;     // BT-34, BT-49
    std::optional<Address> address;                   // BG-5, BG-8, –, BG-12
    Text contact_name, contact_phone, contact_email;  // BT-41 to 43, BT-56 to 58
    bool operator==(Party const&) const = default;
};

struct Tax {
    Text category;  // UNTDID 5305: S, Z, E, AE, K, G, O, L, M, B
    Amount rate;    // percent
    bool operator==(Tax const&) const = default;
};

struct AllowanceOrCharge {  // BG-20, BG-21; BG-27, BG-28 of a line, which has no tax of its own
    bool is_charge = false;
    Amount amount;   // BT-92, BT-99, BT-136, BT-141
    Amount base;     // BT-93, BT-100, BT-137, BT-142
    Amount percent;  // BT-94, BT-101, BT-138, BT-143
    Tax tax;         // BT-95 and 96, BT-102 and 103
    Text reason, reason_code;
    bool operator==(AllowanceOrCharge const&) const = default;
};

struct TaxGroup {                    // BG-23
    Amount base, tax;                // BT-116, BT-117
    Tax kind;                        // BT-118, BT-119
    Text exemption, exemption_code;  // BT-120, BT-121
    bool operator==(TaxGroup const&) const = default;
};

struct CreditTransfer {       // BG-17
    Text account, name, bic;  // BT-84 to 86
    bool operator==(CreditTransfer const&) const = default;
};

struct Payment {      // BG-16
    Text code, text;  // BT-81, BT-82
    std::vector<CreditTransfer> transfers;
    bool by_card = false;  // BG-18
    Text card_number;      // BT-87
    Text mandate;          // BT-89
    bool operator==(Payment const&) const = default;
};

struct Reference {               // BG-3, BG-24
    Text id, date, description;  // BT-25 and 26, BT-122 and 123
    bool operator==(Reference const&) const = default;
};

struct Attribute {     // BG-32
    Text name, value;  // BT-160, BT-161
    bool operator==(Attribute const&) const = default;
};

struct Line {                      // BG-25
    Text id, note;                 // BT-126, BT-127
    Amount quantity;               // BT-129
    Text unit;                     // BT-130, UNECE Recommendation 20
    Amount net;                    // BT-131
    Text order_line;               // BT-132
    std::optional<Period> period;  // BG-26
    std::vector<AllowanceOrCharge> adjustments;
    Amount price, gross_price;                // BT-146, BT-148
    Amount price_quantity;                    // BT-149
    Tax tax;                                  // BT-151, BT-152
    Text name, description;                   // BT-153, BT-154
    Text seller_id, buyer_id;                 // BT-155, BT-156
    std::optional<Identifier> standard_id;    // BT-157
    std::vector<Identifier> classifications;  // BT-158
    std::vector<Attribute> attributes;
    bool operator==(Line const&) const = default;
};

struct Delivery {                    // BG-13
    Text name, date;                 // BT-70, BT-72
    std::optional<Address> address;  // BG-15
    bool operator==(Delivery const&) const = default;
};

struct Totals {                          // BG-22
    Amount lines, allowances, charges;   // BT-106 to 108
    Amount without_tax, tax;             // BT-109, BT-110
    Amount accounting_tax;               // BT-111
    Amount with_tax, prepaid, rounding;  // BT-112 to 114
    Amount due;                          // BT-115
    bool operator==(Totals const&) const = default;
};

struct Invoice {
    bool is_credit_note = false;                                  // UBL has a document of its own for it
    Text specification, process;                                  // BT-24, BT-23
    Text number, issue_date, type;                                // BT-1 to 3 (UNTDID 1001: 380, 381 …)
    Text currency, accounting_currency;                           // BT-5, BT-6
    Text tax_point_date, tax_point_code;                          // BT-7, BT-8
    Text due_date, terms;                                         // BT-9, BT-20
    Text buyer_reference, order, sales_order, contract, project;  // BT-10, 13, 14, 12, 11
    std::vector<std::string> notes;                               // BT-22
    std::vector<Reference> preceding;                             // BG-3
    std::vector<Reference> documents;                             // BG-24
    Party seller, buyer;                                          // BG-4, BG-7
    std::optional<Party> payee, representative;                   // BG-10, BG-11
    std::optional<Delivery> delivery;
    std::optional<Period> period;  // BG-14
    Text remittance;               // BT-83
    std::vector<Payment> payments;
    std::vector<AllowanceOrCharge> adjustments;
    Totals totals;
    std::vector<TaxGroup> taxes;
    std::vector<Line> lines;
    bool operator==(Invoice const&) const = default;
};

}  // namespace guildhall::einvoice
