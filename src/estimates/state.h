#pragma once
#include <optional>
#include <string>

#include "estimates/estimates.h"

namespace guildhall::estimates {

struct StateInput {
    Id<Estimate> estimate_id;
    std::optional<std::string> if_match;
    State state = State::draft;
};
constexpr auto shape_of(StateInput*)
{
    return shape("EstimateStateInput", field("estimate_id", &StateInput::estimate_id), field("if_match", &StateInput::if_match),
                 field("state", &StateInput::state));
}

// Notes by hand where an estimate stands. Failure(conflict) where the one does not follow upon the other.
Task<Estimate> move(Tx& tx, StateInput in);

}  // namespace guildhall::estimates
