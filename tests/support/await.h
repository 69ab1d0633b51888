#pragma once
#include <boost/asio/io_context.hpp>
#include <exception>
#include <optional>
#include <type_traits>

#include "base/loop.h"
#include "base/task.h"

namespace guildhall::support {

namespace detail {
template <class T>
Task<void> keep(Task<T> task, std::optional<T>& value)
{
    value = co_await std::move(task);
}
}  // namespace detail

// Runs the loop until the task is done; its result, or its exception.
inline void await_on(Loop& loop, Task<void> task)
{
    std::exception_ptr error;
    start(std::move(task), [&](std::exception_ptr thrown) {
        error = thrown;
        loop.stop();
    });
    loop.run();
    loop.io().restart();
    if (error)
        std::rethrow_exception(error);
}

template <class T>
requires(!std::is_void_v<T>) T await_on(Loop& loop, Task<T> task)
{
    std::optional<T> value;
    await_on(loop, detail::keep(std::move(task), value));
    return std::move(*value);
}

}  // namespace guildhall::support
