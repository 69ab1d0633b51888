#include "identity/hashing.h"

#include "base/failure.h"
#include "base/loop.h"
#include "identity/password.h"

#include <gtest/gtest.h>

#include <future>

using namespace guildhall;
using namespace guildhall::identity;

namespace {

// What became of a task.
struct Outcome {
    std::string result;
    std::exception_ptr error;
    std::thread::id thread;
    int retry_after = 0;

    Problem problem()
    {
        try {
            std::rethrow_exception(error);
        } catch (Failure const& failure) {
            retry_after = failure.retry_after_seconds;
            return failure.problem;
        }
    }
};

Task<void> note(Task<std::string> task, Outcome& outcome)
{
    outcome.result = co_await std::move(task);
    outcome.thread = std::this_thread::get_id();
}

// Starts tasks and runs the loop until each has ended.
class Awaiting {
public:
    explicit Awaiting(Loop& loop) : loop_(loop) {}

    void begin(Task<std::string> task, Outcome& outcome)
    {
        ++open_;
        start(note(std::move(task), outcome), [this, &outcome](std::exception_ptr error) {
            outcome.error = error;
            if (--open_ == 0)
                loop_.stop();
        });
    }
    void finish()
    {
        if (open_)
            loop_.run();
    }

private:
    Loop& loop_;
    int open_ = 0;
};

}  // namespace

TEST(Hashing, AnswersOnTheLoopThatAsked)
{
    Loop loop;
    Awaiting awaiting(loop);
    Hashing hashing(2, 10);
    auto setting = new_setting(10);
    std::array<Outcome, 3> outcomes;
    for (auto& outcome : outcomes)
        awaiting.begin(hashing.hash(loop, setting, "vK8#qqLm", "pepper"), outcome);
    awaiting.finish();
    for (auto& outcome : outcomes) {
        EXPECT_FALSE(outcome.error);
        EXPECT_EQ(outcome.result, hash_with_setting(setting, "vK8#qqLm", "pepper"));
        EXPECT_EQ(outcome.thread, std::this_thread::get_id());
    }
}

TEST(Hashing, WorksBesideTheLoop)
{
    Loop loop;
    Awaiting awaiting(loop);
    Hashing hashing(1, 10);
    std::thread::id worker;
    Outcome outcome;
    awaiting.begin(hashing.run(loop,
                               [&] {
                                   worker = std::this_thread::get_id();
                                   return std::string("done");
                               }),
                   outcome);
    awaiting.finish();
    EXPECT_EQ(outcome.result, "done");
    EXPECT_NE(worker, std::this_thread::get_id());
}

TEST(Hashing, RefusesMoreThanMayWait)
{
    Loop loop;
    Awaiting awaiting(loop);
    Hashing hashing(1, 2);
    std::promise<void> begun, go_on;
    Outcome running, first, second, refused;
    awaiting.begin(hashing.run(loop,
                               [&] {
                                   begun.set_value();
                                   go_on.get_future().wait();
                                   return std::string("a");
                               }),
                   running);
    begun.get_future().wait();
    awaiting.begin(hashing.run(loop, [] { return std::string("b"); }), first);
    awaiting.begin(hashing.run(loop, [] { return std::string("c"); }), second);
    EXPECT_EQ(hashing.waiting(), 2u);
    awaiting.begin(hashing.run(loop, [] { return std::string("d"); }), refused);
    ASSERT_TRUE(refused.error) << "the answer comes at once";
    EXPECT_EQ(refused.problem(), Problem::throttled);
    EXPECT_GE(refused.retry_after, 1);
    go_on.set_value();
    awaiting.finish();
    EXPECT_EQ(running.result + first.result + second.result, "abc");
}

TEST(Hashing, HandsAnExceptionToTheOneThatAwaits)
{
    Loop loop;
    Awaiting awaiting(loop);
    Hashing hashing(1, 2);
    Outcome outcome;
    awaiting.begin(hashing.hash(loop, "$2b$04$abcdefghijklmnopqrstuu", "x", "p"), outcome);
    awaiting.finish();
    EXPECT_THROW(std::rethrow_exception(outcome.error), std::invalid_argument);
}

TEST(Hashing, TellsThoseThatWaitWhenItEnds)
{
    Loop loop;
    Awaiting awaiting(loop);
    Outcome running, waiting;
    std::promise<void> begun;
    {
        Hashing hashing(1, 2);
        awaiting.begin(hashing.run(loop,
                                   [&] {
                                       begun.set_value();
                                       std::this_thread::sleep_for(std::chrono::milliseconds(50));
                                       return std::string("a");
                                   }),
                       running);
        begun.get_future().wait();
        awaiting.begin(hashing.run(loop, [] { return std::string("b"); }), waiting);
    }
    awaiting.finish();
    EXPECT_EQ(running.result, "a");
    EXPECT_EQ(waiting.problem(), Problem::unavailable);
}

TEST(Hashing, DoesNotWakeATaskThatIsGone)
{
    Loop loop;
    Awaiting awaiting(loop);
    Hashing hashing(1, 2);
    std::promise<void> begun, go_on;
    {
        Task<std::string> forgotten = hashing.run(loop, [&] {
            begun.set_value();
            go_on.get_future().wait();
            return std::string("a");
        });
        auto awaiter = std::move(forgotten).operator co_await();
        awaiter.await_suspend(std::noop_coroutine()).resume();
        begun.get_future().wait();
    }
    go_on.set_value();
    Outcome outcome;
    awaiting.begin(hashing.run(loop, [] { return std::string("b"); }), outcome);
    awaiting.finish();
    EXPECT_EQ(outcome.result, "b");
}
