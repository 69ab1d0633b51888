#include "tree/new_account.h"

namespace guildhall::tree {

Task<Person> person_of(identity::Services& services, Loop& loop, Uuid place, NewAccount in)
{
    Person person{.place = place,
                  .email = in.email,
                  .name = in.name,
                  .language = in.language,
                  .password_hash = {},
                  .can_create_customers = in.can_create_customers.value_or(false)};
    if (in.password) {
        if (auto complaint = identity::password_problem(*in.password, in.email))
            throw Failure(Problem::invalid, {}, {{"password", *complaint}});
        person.password_hash = co_await services.hash_new_password(loop, *in.password);
    }
    co_return person;
}

}  // namespace guildhall::tree
