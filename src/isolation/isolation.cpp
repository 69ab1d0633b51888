#include "isolation/isolation.h"

#include "api/listing.h"
#include "isolation/isolation.sql.h"

namespace guildhall::isolation {

namespace sql {
constexpr auto list = db::statement<text, "list">;
constexpr auto count = db::statement<text, "count">;
constexpr auto by_id = db::statement<text, "by_id">;
}  // namespace sql

namespace {

struct ReceiptFilter {
    std::optional<std::string> search;  // of the version
};
constexpr auto shape_of(ReceiptFilter*)
{
    return shape("IsolationReceiptFilter", field("search", &ReceiptFilter::search, length(1, 200)));
}

struct ReceiptById {
    Uuid isolation_receipt_id;
};
constexpr auto shape_of(ReceiptById*)
{
    return shape("IsolationReceiptById", field("isolation_receipt_id", &ReceiptById::isolation_receipt_id));
}

// The receipt itself is JSON in a text: what is signed has one form alone.
struct Document {
    std::string receipt, kid, public_key, signature;
};
constexpr auto shape_of(Document*)
{
    return shape("IsolationReceiptDocument", field("receipt", &Document::receipt), field("kid", &Document::kid),
                 field("public_key", &Document::public_key), field("signature", &Document::signature));
}

Task<Page<ReceiptEntry>> list(Tx& tx, List<ReceiptFilter, ByTime::newest> in)
{
    return listed<ReceiptEntry, sql::list>(tx, in);
}

Task<Count> count(Tx& tx, ReceiptFilter in)
{
    return tx.last_one<Count>(sql::count, in.search);
}

Task<Document> by_id(Tx& tx, ReceiptById which)
{
    return tx.last_one<Document>(sql::by_id, which.isolation_receipt_id);
}

}  // namespace

std::vector<Route> routes()
{
    return {
        get("/isolation-receipts", "Proofs that companies do not see each other, newest first", needs(may_read), list),
        get("/isolation-receipts/count", "How many proofs there are", needs(may_read), count),
        get("/isolation-receipts/{isolation_receipt_id}", "One proof, signed, to be kept and checked anywhere", needs(may_read), by_id),
    };
}

}  // namespace guildhall::isolation
