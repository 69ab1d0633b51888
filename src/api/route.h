#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "api/access.h"
#include "api/answer.h"
#include "api/scope.h"
#include "base/codec.h"

namespace guildhall {

enum class Method { get, post, put, patch, del };
std::string_view name_of(Method);

// An operation with its input, ready to run, again if the database asks for it.
class Bound {
public:
    virtual ~Bound() = default;
    // What must be done before the unit begins, once; none: nothing.
    virtual std::optional<Task<void>> prepare(Loop&) { return {}; }
    virtual Task<Answer> run(Scope&) const = 0;
};

// One field of a route's input, as OpenAPI says it.
struct FieldDocument {
    std::string name, schema;
    bool required = false;
};

struct Route {
    Method method;
    std::string path, summary;
    Entrance entrance;
    std::string permissions, stated;
    int status;
    bool repeatable;      // takes an Idempotency-Key
    bool upload = false;  // takes multipart/form-data

    std::function<std::unique_ptr<Bound>(json::Value const&)> bind;
    std::function<std::vector<FieldDocument>(Definitions&)> input;
    std::function<std::string(Definitions&)> output;  // a schema, or "" where nothing is answered
    std::vector<Constraint> constraints;              // of the input's shape
    bool list = false, versioned = false, takes_if_match = false;
    std::string elsewhere{};  // what it means when the answer is 308

    // For long work: answers 202.
    Route accepted() &&
    {
        status = 202;
        return std::move(*this);
    }
    // For what makes no record (search by POST, sign-in): an Idempotency-Key means nothing here.
    Route once() &&
    {
        repeatable = false;
        return std::move(*this);
    }
    Route uploads() &&
    {
        upload = true;
        return std::move(*this);
    }
    Route answers(int with) &&
    {
        status = with;
        return std::move(*this);
    }
    // Where what is asked for may have come to stand under another id: 308, with Location.
    Route leads_on(std::string_view why) &&
    {
        elsewhere = why;
        return std::move(*this);
    }
    bool has_field(std::string_view name) const;
};

// An operation whose input needs work that no connection should wait for, such as hashing a password: `prepare` is a
// Task<Ready> prepare(Loop&, In), run once the caller is known to have the route's right and before the unit begins; the operation
// then takes what it made, Task<Out> operation(Scope&, Ready).
template <class Prepare, class Operation>
struct Prepared {
    Prepare prepare;
    Operation operation;
};
template <class Prepare, class Operation>
Prepared<Prepare, Operation> prepared(Prepare prepare, Operation operation)
{
    return {std::move(prepare), std::move(operation)};
}

struct Nothing {};
constexpr auto shape_of(Nothing*)
{
    return shape("Nothing");
}

namespace detail {

template <class F>
struct Signature : Signature<decltype(&F::operator())> {
};
template <class Out, class S, class In>
struct Signature<Task<Out> (*)(S&, In)> {
    using Scope = S;
    using Input = In;
    using Output = Out;
    static constexpr bool takes_input = true;
};
template <class Out, class S>
struct Signature<Task<Out> (*)(S&)> {
    using Scope = S;
    using Input = Nothing;
    using Output = Out;
    static constexpr bool takes_input = false;
};
template <class F, class Out, class S, class In>
struct Signature<Task<Out> (F::*)(S&, In) const> : Signature<Task<Out> (*)(S&, In)> {
};
template <class F, class Out, class S>
struct Signature<Task<Out> (F::*)(S&) const> : Signature<Task<Out> (*)(S&)> {
};

template <class Operation>
class BoundTo final : public Bound {
    using S = Signature<Operation>;

public:
    BoundTo(Operation operation, typename S::Input input) : operation_(std::move(operation)), input_(std::move(input)) {}

    Task<Answer> run(guildhall::Scope& scope) const override
    {
        auto& own = static_cast<typename S::Scope&>(scope);
        if constexpr (std::is_void_v<typename S::Output>) {
            co_await started(own);
            co_return Answer{.status = 204};
        } else {
            auto out = co_await started(own);
            co_return to_answer(std::move(out));
        }
    }

private:
    Task<typename S::Output> started(typename S::Scope& own) const
    {
        if constexpr (S::takes_input)
            return operation_(own, input_);
        else
            return operation_(own);
    }

    Operation operation_;
    typename S::Input input_;
};

template <class F>
struct Preparation : Preparation<decltype(&F::operator())> {
};
template <class F, class Ready, class In>
struct Preparation<Task<Ready> (F::*)(Loop&, In) const> {
    using Input = In;
};
template <class Ready, class In>
struct Preparation<Task<Ready> (*)(Loop&, In)> {
    using Input = In;
};

template <class Prepare, class Operation>
struct Signature<Prepared<Prepare, Operation>> {
    using Scope = typename Signature<Operation>::Scope;
    using Input = typename Preparation<Prepare>::Input;
    using Output = typename Signature<Operation>::Output;
};

template <class Prepare, class Operation>
class BoundTo<Prepared<Prepare, Operation>> final : public Bound {
    using Input = typename Preparation<Prepare>::Input;
    using Ready = typename Signature<Operation>::Input;

public:
    BoundTo(Prepared<Prepare, Operation> both, Input input) : both_(std::move(both)), input_(std::move(input)) {}

    std::optional<Task<void>> prepare(Loop& loop) override { return make_ready(loop); }
    Task<Answer> run(guildhall::Scope& scope) const override { return ready_.value().run(scope); }

private:
    Task<void> make_ready(Loop& loop)
    {
        auto preparing = both_.prepare(loop, std::move(input_));
        auto made = co_await std::move(preparing);
        ready_.emplace(both_.operation, std::move(made));
    }

    Prepared<Prepare, Operation> both_;
    Input input_;
    std::optional<BoundTo<Operation>> ready_;
};

template <class In>
std::vector<FieldDocument> document_input(Definitions& definitions)
{
    std::vector<FieldDocument> all;
    each_field<In>([&](auto const& field) {
        using F = std::decay_t<decltype(field)>;
        std::string text;
        json::Writer out(text);
        out.begin_object();
        Codec<typename F::Type>::schema(out, definitions);
        std::apply([&](auto... rule) { (document(rule, out), ...); }, field.rules);
        out.end_object();
        all.push_back({std::string(field.name), text, !may_be_left_out<F>});
    });
    return all;
}

constexpr Entrance entrance_of(Tx*)
{
    return Entrance::guild;
}
constexpr Entrance entrance_of(AccountTx*)
{
    return Entrance::account;
}
constexpr Entrance entrance_of(PublicTx*)
{
    return Entrance::open;
}

template <class S, class Operation>
Route make_route(Method method, std::string_view path, std::string_view summary, Access<S> access, Operation operation)
{
    using Signed = Signature<Operation>;
    using In = typename Signed::Input;
    using Out = typename Signed::Output;
    static_assert(std::is_same_v<typename Signed::Scope, S>, "the route's access and its operation's scope differ");
    Route route{.method = method,
                .path = std::string(path),
                .summary = std::string(summary),
                .entrance = entrance_of(static_cast<S*>(nullptr)),
                .permissions = access.permissions,
                .stated = access.stated,
                .status = method == Method::post  ? 201
                          : method == Method::del ? 204
                                                  : 200,
                .repeatable = method == Method::post && !std::is_same_v<S, PublicTx>,
                .bind = {},
                .input = document_input<In>,
                .output = {},
                .constraints = {}};
    if constexpr (std::is_void_v<Out>)
        route.status = 204;
    route.bind = [operation](json::Value const& value) -> std::unique_ptr<Bound> {
        return std::make_unique<BoundTo<Operation>>(operation, decode<In>(value));
    };
    route.output = document_output<Out>;
    route.versioned = is_versioned<Out>;
    each_field<In>([&](auto const& field) { route.takes_if_match = route.takes_if_match || field.name == "if_match"; });
    route.list = method == Method::get && is_list<Out>;
    std::apply([&](auto const&... each) { (route.constraints.push_back(each), ...); }, shape_v<In>.constraints);
    return route;
}

}  // namespace detail

// An operation is Task<Out> operation(Scope&, In), or without In; Out is a shaped struct, a Page, a Reply, a Document or void.
// `{customer_id}` in the path fills the input's field of that name; `if_match` is filled from the header of that name; the rest
// comes from the query (GET, DELETE) or the body. The verb fixes the status: GET 200, POST 201, PATCH and PUT 200, DELETE and void 204.
template <class S, class Operation>
Route get(std::string_view path, std::string_view summary, Access<S> access, Operation operation)
{
    return detail::make_route(Method::get, path, summary, std::move(access), operation);
}
template <class S, class Operation>
Route post(std::string_view path, std::string_view summary, Access<S> access, Operation operation)
{
    return detail::make_route(Method::post, path, summary, std::move(access), operation);
}
template <class S, class Operation>
Route put(std::string_view path, std::string_view summary, Access<S> access, Operation operation)
{
    return detail::make_route(Method::put, path, summary, std::move(access), operation);
}
template <class S, class Operation>
Route patch(std::string_view path, std::string_view summary, Access<S> access, Operation operation)
{
    return detail::make_route(Method::patch, path, summary, std::move(access), operation);
}
template <class S, class Operation>
Route del(std::string_view path, std::string_view summary, Access<S> access, Operation operation)
{
    return detail::make_route(Method::del, path, summary, std::move(access), operation);
}

}  // namespace guildhall
