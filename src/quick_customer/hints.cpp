#include "quick_customer/hints.h"

#include "quick_customer/hints.sql.h"

namespace guildhall::quick_customer {

namespace sql {
constexpr auto like = db::statement<hints_text, "like">;
}

Task<Hints> hints(Tx& tx, Likeness in)
{
    Hints hints;
    hints.items = co_await tx.last_rows<Hint>(sql::like, in.company_name, in.email, in.phone, in.vat_number);
    co_return hints;
}

}  // namespace guildhall::quick_customer
