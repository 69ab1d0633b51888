// Answers that go on. Such a route is asked again and again, each time in a unit of its own that enters anew: what is
// told is what the reader sees at that moment, and with its session the stream ends.
#include <algorithm>
#include <atomic>

#include "api/bind.h"
#include "api/call.h"
#include "base/alarm.h"
#include "base/log.h"

namespace guildhall {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::seconds look_again{5};      // also without being woken: something may be written elsewhere
constexpr std::chrono::milliseconds breath{150};   // what comes within it is told at once
constexpr std::chrono::minutes longest{15};        // then the client begins a new one
constexpr std::string_view nothing_new = ":\n\n";  // a comment: keeps the connection, and finds out when it is gone
constexpr std::string_view the_end = "event: end\ndata: {}\n\n";

// The query with "since" set, so that it is asked what came behind it.
std::string query_since(std::string const& query, std::string const& since)
{
    std::string rest = "since=" + http::encode_percent(since);
    for (auto const& [name, value] : http::parse_query(query).value_or(std::vector<std::pair<std::string, std::string>>{}))
        if (name != "since")
            rest += "&" + http::encode_percent(name) + "=" + http::encode_percent(value);
    return rest;
}

}  // namespace

bool goes_on(Route const& route)
{
    return route.method == Method::get && route.has_field("since");
}

bool is_to_go_on(http::Request const& request, Route const& route)
{
    auto const accepted = request.headers.find("Accept").value_or("");
    return request.method == "GET" && accepted.starts_with("text/event-stream") && goes_on(route);
}

struct Dispatch::Stream {
    Dispatch& dispatch;
    Call call;
    Alarm alarm, rest;
    Clock::time_point begun = Clock::now();
    bool gone = false;
    std::string told{};                  // last, but for "seq"
    std::optional<std::string> first{};  // made before the stream began
    std::shared_ptr<std::atomic<bool>> woken = std::make_shared<std::atomic<bool>>(false);

    Stream(Dispatch& of, Call from) : dispatch(of), call(std::move(from)), alarm(of.pool_.loop()), rest(of.pool_.loop())
    {
        ++dispatch.unsettled_;
    }
    ~Stream()
    {
        dispatch.hub_.close(call.request_id);
        dispatch.settle_one();
    }
    Stream(Stream const&) = delete;
    Stream& operator=(Stream const&) = delete;

    void leave()
    {
        gone = true;
        alarm.ring();
        rest.ring();
    }
    bool is_over() const { return gone || Clock::now() - begun > longest; }

    // What is new; "" for nothing.
    Task<std::string> ask()
    {
        auto const bound = bind(call.match, call.request);
        auto running = dispatch.run(call, *bound);
        auto const answer = co_await std::move(running);
        auto const seq = json::parse(answer.body).find("seq")->integer;
        call.request.query = query_since(call.request.query, std::to_string(seq));
        auto const behind_seq = answer.body.substr(answer.body.find(',') + 1);
        bool const is_new = behind_seq != told;
        told = behind_seq;
        co_return is_new ? "id: " + std::to_string(seq) + "\ndata: " + answer.body + "\n\n" : std::string();
    }

    // The next piece, as ask() finds it, or why there is none.
    Task<std::string> ask_calmly()
    {
        std::string piece(nothing_new);
        try {
            auto asking = ask();
            if (auto found = co_await std::move(asking); !found.empty())
                piece = std::move(found);
        } catch (db::Error const& error) {
            bool const is_refused = error.sqlstate.starts_with("GH");
            if (!is_refused)
                log_line(Level::warning, "a stream could not look", {{"sqlstate", error.sqlstate}, {"message", error.what()}});
            piece = is_refused ? the_end : nothing_new;
        } catch (Failure const&) {
            piece = nothing_new;  // the database is away: it will be asked again
        }
        gone = gone || piece == the_end;
        co_return piece;
    }

    static Task<std::optional<std::string>> next(std::shared_ptr<Stream> self)
    {
        if (auto first = std::exchange(self->first, {}))
            co_return first;
        if (self->is_over())
            co_return std::nullopt;
        co_await self->alarm.wait(look_again);
        if (!self->gone && self->woken->load())
            co_await self->rest.wait(breath);
        if (self->gone)
            co_return std::nullopt;
        self->woken->store(false);
        auto asking = self->ask_calmly();
        co_return co_await std::move(asking);
    }

    // Told from any thread, and often.
    std::function<void()> waker(std::weak_ptr<Stream> self) const
    {
        return [self = std::move(self), flag = woken, &loop = dispatch.pool_.loop()] {
            if (!flag->exchange(true))
                loop.post([self] {
                    if (auto stream = self.lock())
                        stream->alarm.ring();
                });
        };
    }
};

Task<http::Response> Dispatch::begin_stream(Call call)
{
    Uuid session;
    std::copy_n(call.caller.proof.begin(), std::min(call.caller.proof.size(), session.bytes.size()), session.bytes.begin());
    if (auto const last = call.request.headers.find("Last-Event-ID"))
        call.request.query = query_since(call.request.query, std::string(*last));
    auto stream = std::make_shared<Stream>(*this, std::move(call));
    if (!hub_.open(stream->call.request_id, session, stream->waker(stream))) {
        Failure many(Problem::throttled, "So many windows are open that this one does not hear of changes.");
        many.retry_after_seconds = 60;
        throw many;
    }
    auto asking = stream->ask();
    stream->first = co_await std::move(asking);
    http::Response response;
    response.headers = {{"Content-Type", "text/event-stream"}, {"X-Accel-Buffering", "no"}};
    response.more = [stream] { return Stream::next(stream); };
    response.gone = [stream] { stream->leave(); };
    co_return response;
}

}  // namespace guildhall
