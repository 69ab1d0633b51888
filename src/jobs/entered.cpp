#include "jobs/entered.h"

#include "jobs/jobs.sql.h"

namespace guildhall::jobs {

namespace sql {
constexpr auto enter = db::statement<text, "enter">;
}

Entered::Entered(db::Lease lease, Authority const& authority, std::string_view rights)
    : unit_(std::move(lease)),
      tx_(Time::now(),
          Client{.request_id = authority.request_id, .address = {}, .user_agent = {}, .language = {}, .proof = authority.proof}, unit_,
          true)
{
    unit_.send(sql::enter, db::values(db::Bytes{authority.proof}, rights, false, authority.request_id));
}

Task<void> Entered::commit()
{
    return unit_.commit();
}

Task<db::Lease> patient_lease(db::Pool& pool)
{
    constexpr std::chrono::seconds longest_wait{10};
    return pool.lease(db::Pool::Clock::now() + longest_wait);
}

}  // namespace guildhall::jobs
