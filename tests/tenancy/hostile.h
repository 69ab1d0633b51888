#pragma once
#include <gmock/gmock.h>

#include "tenancy/tree.h"

namespace guildhall::tenancy {

inline constexpr char not_permitted[] = "42501", not_entered[] = "22P02", never_set[] = "42704", read_only[] = "25006";

// SQL that somebody managed to run as guildhall_app, entered as a builder of one guild or not at all.
class HostileSql : public testing::Test {
protected:
    static void SetUpTestSuite()
    {
        tree = std::make_unique<Tree>();
        add_customer(*tree, "ada", "Ada's");
        add_customer(*tree, "sara", "Sara's");
        strangers = add_customer(*tree, "ada of foreign", "A stranger's");
    }
    static void TearDownTestSuite() { tree.reset(); }

    // Entered as Ada, who works in Sales of the first guild.
    Caller& ada() { return caller_.enter({"customers.read", "customers.create", "customers.update", "customers.delete"}); }
    std::string refused(std::string const& statement)
    {
        ada();
        return refusal([&] { caller_.run(statement); });
    }
    std::string refused_outside(std::string const& statement)
    {
        caller_.roll_back();
        return refusal([&] { caller_.run(statement); });
    }
    std::int64_t customers_seen() { return caller_.value<std::int64_t>("select count(*) from guild.customers"); }

    static inline std::unique_ptr<Tree> tree;
    static inline Uuid strangers;
    Caller caller_{*tree, "ada"};
};

}  // namespace guildhall::tenancy
