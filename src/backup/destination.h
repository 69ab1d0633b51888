#pragma once
#include <memory>
#include <string>

#include "backup/settings.h"

namespace guildhall::backup {

// Where the parts of one backup go: a folder, which has its name only when it is complete, or a command's input.
class Destination {
public:
    Destination(Settings const& settings, std::string name);
    ~Destination();  // what was not completed is taken away
    Destination(Destination const&) = delete;
    Destination& operator=(Destination const&) = delete;

    Sum put(std::string_view part, Recipients const& recipients, std::function<void(Give const&)> const& source);
    std::vector<std::string> complete();  // which older ones are gone

private:
    Sum put_in_folder(std::string const& file, Recipients const& recipients, std::function<void(Give const&)> const& source) const;
    Sum put_to_command(std::string const& file, Recipients const& recipients, std::function<void(Give const&)> const& source) const;
    std::string unfinished() const;

    Settings const& settings_;
    std::string name_;
    bool is_complete_ = false;
};

}  // namespace guildhall::backup
