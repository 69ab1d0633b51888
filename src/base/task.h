#pragma once
#include <coroutine>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <utility>
#include <variant>

namespace guildhall {

// A coroutine that starts when it is awaited and hands its result, or its exception, to the one that awaits it. It stays on the
// thread (the loop) that resumes it; nothing here is for use from two threads.
template <class T = void>
class [[nodiscard]] Task;

namespace detail {

struct PromiseBase {
    std::coroutine_handle<> awaiting;
    struct Final {
        bool await_ready() const noexcept { return false; }
        template <class P>
        std::coroutine_handle<> await_suspend(std::coroutine_handle<P> done) noexcept
        {
            auto next = done.promise().awaiting;
            return next ? next : std::noop_coroutine();
        }
        void await_resume() const noexcept {}
    };
    std::suspend_always initial_suspend() const noexcept { return {}; }
    Final final_suspend() const noexcept { return {}; }
};

template <class T>
struct Promise : PromiseBase {
    std::variant<std::monostate, T, std::exception_ptr> result;
    Task<T> get_return_object();
    template <class U>
    void return_value(U&& value)
    {
        result.template emplace<1>(std::forward<U>(value));
    }
    void unhandled_exception() { result.template emplace<2>(std::current_exception()); }
    T take()
    {
        if (result.index() == 2)
            std::rethrow_exception(std::get<2>(result));
        return std::move(std::get<1>(result));
    }
};

template <>
struct Promise<void> : PromiseBase {
    std::exception_ptr error;
    Task<void> get_return_object();
    void return_void() const noexcept {}
    void unhandled_exception() { error = std::current_exception(); }
    void take() const
    {
        if (error)
            std::rethrow_exception(error);
    }
};

}  // namespace detail

template <class T>
class [[nodiscard]] Task {
public:
    using promise_type = detail::Promise<T>;
    using Handle = std::coroutine_handle<promise_type>;

    explicit Task(Handle handle) : handle_(handle) {}
    Task(Task&& other) noexcept : handle_(std::exchange(other.handle_, {})) {}
    Task(Task const&) = delete;
    Task& operator=(Task const&) = delete;
    Task& operator=(Task&& other) noexcept
    {
        std::swap(handle_, other.handle_);
        return *this;
    }
    ~Task()
    {
        if (handle_)
            handle_.destroy();
    }

    auto operator co_await() && noexcept
    {
        struct Awaiter {
            Handle handle;
            bool await_ready() const noexcept { return false; }
            std::coroutine_handle<> await_suspend(std::coroutine_handle<> awaiting) noexcept
            {
                handle.promise().awaiting = awaiting;
                return handle;
            }
            T await_resume() { return handle.promise().take(); }
        };
        return Awaiter{handle_};
    }

private:
    Handle handle_;
};

template <class T>
Task<T> detail::Promise<T>::get_return_object()
{
    return Task<T>(std::coroutine_handle<Promise<T>>::from_promise(*this));
}

inline Task<void> detail::Promise<void>::get_return_object()
{
    return Task<void>(std::coroutine_handle<Promise<void>>::from_promise(*this));
}

// Runs a task that nobody awaits. `done` hears the exception, or null; it must not throw.
namespace detail {
struct Detached {
    struct promise_type {
        Detached get_return_object() const noexcept { return {}; }
        std::suspend_never initial_suspend() const noexcept { return {}; }
        std::suspend_never final_suspend() const noexcept { return {}; }
        void return_void() const noexcept {}
        void unhandled_exception() const noexcept { std::terminate(); }
    };
};

template <class Done>
Detached run_detached(Task<void> task, Done done)
{
    std::exception_ptr error;
    try {
        co_await std::move(task);
    } catch (...) {
        error = std::current_exception();
    }
    done(error);
}
}  // namespace detail

template <class Done>
void start(Task<void> task, Done done)
{
    detail::run_detached(std::move(task), std::move(done));
}

// A value that is told once and awaited once, on one loop: the bridge from callbacks to coroutines. Who tells must not outlive it.
template <class T>
class Signal {
public:
    Signal() = default;
    Signal(Signal const&) = delete;
    Signal& operator=(Signal const&) = delete;

    void tell(T value)
    {
        value_.emplace(std::move(value));
        if (auto waiting = std::exchange(waiting_, {}))
            waiting.resume();
    }
    bool told() const { return value_.has_value(); }

    bool await_ready() const noexcept { return value_.has_value(); }
    void await_suspend(std::coroutine_handle<> waiting) noexcept { waiting_ = waiting; }
    T await_resume()
    {
        T value = std::move(*value_);
        value_.reset();
        return value;
    }

private:
    std::optional<T> value_;
    std::coroutine_handle<> waiting_;
};

}  // namespace guildhall
