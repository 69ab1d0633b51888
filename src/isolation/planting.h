#pragma once
#include <string>

#include "isolation/asking.h"

namespace guildhall::isolation {

// Gives the canaries of a side one of each record that a route makes, where they have none yet; what lies above guilds they have from
// wall.keep_canaries.
class Planting {
public:
    Planting(Asking& asking, Canaries& canaries, std::string side) : asking_(asking), canaries_(canaries), side_(std::move(side)) {}

    void plant();

private:
    bool is_wanted(Route const& route, Belongings const& had) const;
    void make(Route const& route, Belongings const& had);
    void merge();
    void put_into_trash();
    Route const* route_of(Method method, std::string_view path) const;
    std::string made(std::string_view path);  // by the administrator; the id, or "" where it could not be made

    Asking& asking_;
    Canaries& canaries_;
    std::string side_;
    std::vector<std::string> tables_;
};

}  // namespace guildhall::isolation
