#include "support/broken.h"

#include <algorithm>

#include "customers/customers.h"
#include "identity/authenticate.h"

namespace guildhall::support {

namespace {

using Input = json::Value;

// What goes wrong around an operation that is right.
struct Mishap {
    std::function<Input(Input)> before = {};                            // when the input is read, before anybody is asked who it is
    std::function<Failure(Failure const&, Input const&)> failing = {};  // instead of its own failure
    std::function<void(guildhall::Answer&)> after = {};
};

class Mishandled final : public Bound {
public:
    Mishandled(std::unique_ptr<Bound> inner, Mishap mishap, Input input)
        : inner_(std::move(inner)), mishap_(std::move(mishap)), input_(std::move(input))
    {
    }
    std::optional<Task<void>> prepare(Loop& loop) override { return inner_->prepare(loop); }

    Task<guildhall::Answer> run(Scope& scope) const override
    {
        std::optional<Failure> failure;
        guildhall::Answer answer;
        try {
            auto running = inner_->run(scope);
            answer = co_await std::move(running);
        } catch (Failure const& own) {
            failure = own;
        }
        if (failure)
            throw mishap_.failing ? mishap_.failing(*failure, input_) : *failure;
        if (mishap_.after)
            mishap_.after(answer);
        co_return answer;
    }

private:
    std::unique_ptr<Bound> inner_;
    Mishap mishap_;
    Input input_;
};

Route mishandled(Route route, Mishap mishap)
{
    auto const bind = route.bind;
    route.bind = [bind, mishap](Input const& given) -> std::unique_ptr<Bound> {
        auto input = mishap.before ? mishap.before(given) : given;
        auto inner = bind(input);
        return std::make_unique<Mishandled>(std::move(inner), mishap, std::move(input));
    };
    return route;
}

Route route_of(Router const& router, Method method, std::string_view path)
{
    for (auto const& route : router.routes())
        if (route.method == method && route.path == path)
            return route;
    throw std::logic_error("there is no route " + std::string(path));
}

struct Which {
    Uuid customer_id;
};
constexpr auto shape_of(Which*)
{
    return shape("Which", field("customer_id", &Which::customer_id));
}
struct Leaked {
    Uuid id;
    std::string name;
};
constexpr auto shape_of(Leaked*)
{
    return shape("Leaked", field("id", &Leaked::id), field("name", &Leaked::name));
}

// What a session sees that no wall holds for.
Leaked leaked(db::Session& past_the_wall, Uuid id)
{
    auto const rows = past_the_wall.run("select name from guild.customers where id = $1 and deleted_at is null", db::values(id));
    if (rows.empty())
        throw Failure(Problem::not_found);
    return {id, rows[0].get<std::string>(0)};
}

std::string text_of(Input const& input, std::string_view name)
{
    auto const* found = input.find(name);
    return found ? found->string : "";
}

bool is_there(db::Session& past_the_wall, std::string const& table, std::string const& id)
{
    return !past_the_wall.run("select from guild." + table + " where id::text = $1", db::values(id)).empty();
}

std::vector<Route> with(std::vector<Route> all, std::vector<Route> instead)
{
    for (auto& route : instead) {
        std::erase_if(all, [&](Route const& other) { return other.method == route.method && other.path == route.path; });
        all.push_back(std::move(route));
    }
    return all;
}

app::Config config_like_the_tests()
{
    app::Config config;
    config.allowed_hosts = {"guildhall.test"};
    return config;
}

http::Options on_any_port()
{
    http::Options options;
    options.listen = {"127.0.0.1:0"};
    options.refusal = app::Front::refusal;
    return options;
}

http::Handler handler_of(app::Front& front, Around const& around)
{
    http::Handler handler = [&front](http::Request request) { return front.handle(std::move(request)); };
    return around ? around(std::move(handler)) : handler;
}

db::PoolOptions pool_of(TestServer& server)
{
    db::PoolOptions options;
    options.connection.url = server.database().url();
    return options;
}

}  // namespace

Route forgotten_route()
{
    return get("/forgotten/{customer_id}", "Nobody knows of it", needs(customers::may_read), [](Tx&, Which which) -> Task<Leaked> {
        co_return Leaked{which.customer_id, ""};
    });
}

std::vector<BrokenRoute> broken_routes(TestServer& server)
{
    auto const past = std::make_shared<db::Session>(server.database().url("postgres"));  // shared by the routes below
    auto real = [&](Method method, std::string_view path) { return route_of(server.router(), method, path); };
    auto leak_to_all = [past](PublicTx&, Which which) -> Task<Leaked> { co_return leaked(*past, which.customer_id); };
    auto leak = [past](Tx&, Which which) -> Task<Leaked> { co_return leaked(*past, which.customer_id); };
    auto drop_unknown = [](Input input) {
        std::erase_if(input.members, [](auto const& member) {
            return member.first != "customer_id" && member.first != "if_match" && member.first != "name";
        });
        return input;
    };
    auto write_early = [past](Input input) {
        past->run("update guild.products set version = version + 1");
        return input;
    };
    auto tell = [past](std::string table, std::string field) {
        return [past, table, field](Failure const& own, Input const& input) {
            return is_there(*past, table, text_of(input, field)) ? Failure(own.problem, "Ask its owner.", own.fields) : own;
        };
    };
    auto list_all = [past](guildhall::Answer& answer) {
        auto const rows = past->run("select coalesce(json_agg(json_build_object('id', id)), '[]')::text from guild.customers");
        answer.body = "{\"items\":" + rows[0].get<std::string>(0) + ",\"next\":null}";
    };
    auto count_all = [past](guildhall::Answer& answer) {
        auto const rows = past->run("select count(*) from guild.customers");
        answer.body = "{\"count\":" + std::to_string(rows[0].get<std::int64_t>(0)) + ",\"exact\":true}";
    };
    auto removing_by_reading = real(Method::del, "/customers/{customer_id}");
    removing_by_reading.permissions = "{customers.read}";
    return {
        {"it asks nobody who they are", get("/customers/{customer_id}", "", open_to_all("it is broken"), leak_to_all)},
        {"its operation looks without the guild", get("/customers/{customer_id}", "", needs(customers::may_read), leak)},
        {"it asks for another right", removing_by_reading},
        {"it tells what is there from what is not",
         mishandled(real(Method::get, "/contacts/{contact_id}"), {.failing = tell("contacts", "contact_id")})},
        {"its refusal tells that a reference is somebody's",
         mishandled(real(Method::post, "/estimates"), {.failing = tell("customers", "customer_id")})},
        {"it writes before it has asked", mishandled(real(Method::post, "/products"), {.before = write_early})},
        {"its list has what is out of sight", mishandled(real(Method::get, "/customers"), {.after = list_all})},
        {"it counts what is out of sight", mishandled(real(Method::get, "/customers/count"), {.after = count_all})},
        {"it takes fields that it does not know", mishandled(real(Method::patch, "/customers/{customer_id}"), {.before = drop_unknown})},
    };
}

BrokenServer::BrokenServer(TestServer& beside, std::vector<Route> instead, Around const& around)
    : config_(config_like_the_tests()),
      router_(with(beside.router().routes(), std::move(instead))),
      openapi_("{}"),
      files_({}),
      pool_(loop_, pool_of(beside)),
      dispatch_(router_, pool_, identity::authenticator(beside.services()), hub_),
      front_(config_, dispatch_, pool_, files_, openapi_),
      server_(loop_, on_any_port(), handler_of(front_, around))
{
    server_.listen();
    address_ = server_.addresses().front();
    thread_ = std::thread([this] { loop_.run(); });
}

// As the application does: what was begun comes to its end.
Task<void> BrokenServer::stop()
{
    auto stopping = server_.stop(std::chrono::seconds(5));
    co_await std::move(stopping);
    auto settling = dispatch_.settle();
    co_await std::move(settling);
}

BrokenServer::~BrokenServer()
{
    loop_.post([this] { start(stop(), [this](std::exception_ptr) { loop_.stop(); }); });
    thread_.join();
}

}  // namespace guildhall::support
