#include "quick_customer/hints.h"

#include "quick_customer/hints.sql.h"

namespace guildhall::quick_customer {

namespace sql {
constexpr auto customer = db::statement<hints_text, "customer">;
constexpr auto alike = db::statement<hints_text, "alike">;
constexpr auto like = db::statement<hints_text, "like">;
}  // namespace sql

Task<Hints> hints(Tx& tx, Likeness in)
{
    Hints hints;
    hints.items = co_await tx.last_rows<Hint>(sql::like, in.company_name, in.email, in.phone, in.vat_number);
    co_return hints;
}

Task<Hints> duplicates(Tx& tx, OfCustomer which)
{
    auto customer = tx.later<Uuid>(sql::customer, which.customer_id);
    Hints hints;
    hints.items = co_await tx.last_rows<Hint>(sql::alike, which.customer_id);
    customer.one();
    co_return hints;
}

}  // namespace guildhall::quick_customer
