#pragma once
#include <functional>
#include <memory>

namespace boost::asio {
class io_context;
}

namespace guildhall {

// One thread's event loop. http and db share it without knowing each other; Asio stays out of every other header.
class Loop {
public:
    Loop();
    ~Loop();
    Loop(Loop const&) = delete;
    Loop& operator=(Loop const&) = delete;

    boost::asio::io_context& io() { return *io_; }
    void post(std::function<void()> work);  // may be called from any thread
    void run();                             // until stop()
    void stop();                            // may be called from any thread

private:
    std::unique_ptr<boost::asio::io_context> io_;
};

}  // namespace guildhall
