#include "api/hub.h"

#include <algorithm>

namespace guildhall {

bool Hub::open(Uuid stream, Uuid session, std::function<void()> wake)
{
    std::lock_guard lock(mutex_);
    auto const own = std::count_if(streams_.begin(), streams_.end(), [&](auto const& each) { return each.second.session == session; });
    if (streams_.size() >= most || static_cast<std::size_t>(own) >= most_of_one)
        return false;
    streams_.emplace(stream, Stream{.session = session, .wake = std::move(wake)});
    count_ = streams_.size();
    return true;
}

void Hub::stand(Uuid stream, Uuid guild, std::string at, Looking looking)
{
    std::lock_guard lock(mutex_);
    auto const found = streams_.find(stream);
    if (found == streams_.end())
        return;
    auto& own = found->second;
    if (own.guild == guild && own.at == at && own.looking == looking)
        return;
    wake_beside(stream, own.guild, own.at);
    own.guild = guild;
    own.at = std::move(at);
    own.looking = std::move(looking);
    wake_beside(stream, own.guild, own.at);
}

void Hub::close(Uuid stream)
{
    std::lock_guard lock(mutex_);
    auto const found = streams_.find(stream);
    if (found == streams_.end())
        return;
    auto const own = std::move(found->second);
    streams_.erase(found);
    count_ = streams_.size();
    wake_beside(stream, own.guild, own.at);
}

std::vector<Hub::Looking> Hub::others(Uuid stream) const
{
    std::lock_guard lock(mutex_);
    std::map<Uuid, Looking> people;
    auto const found = streams_.find(stream);
    if (found == streams_.end() || found->second.at.empty())
        return {};
    auto const& own = found->second;
    for (auto const& [id, each] : streams_)
        if (each.guild == own.guild && each.at == own.at && each.looking.person != own.looking.person) {
            auto& person = people.emplace(each.looking.person, each.looking).first->second;
            person.editing = person.editing || each.looking.editing;
        }
    std::vector<Looking> all;
    for (auto& [id, person] : people)
        all.push_back(std::move(person));
    return all;
}

void Hub::changed(Uuid guild)
{
    std::lock_guard lock(mutex_);
    for (auto const& [id, each] : streams_)
        if (each.guild == guild)
            each.wake();
}

void Hub::wake_beside(Uuid stream, Uuid guild, std::string const& at) const
{
    for (auto const& [id, each] : streams_)
        if (id != stream && !at.empty() && each.guild == guild && each.at == at)
            each.wake();
}

}  // namespace guildhall
