#include "base/loop.h"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

namespace guildhall {

Loop::Loop() : io_(std::make_unique<boost::asio::io_context>(1)) {}
Loop::~Loop() = default;

void Loop::post(std::function<void()> work)
{
    boost::asio::post(*io_, std::move(work));
}

void Loop::run()
{
    auto stay = boost::asio::make_work_guard(*io_);
    io_->run();
}

void Loop::stop()
{
    io_->stop();
}

}  // namespace guildhall
