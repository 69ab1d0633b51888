#include "app/app.h"

#include <filesystem>
#include <future>

#include "api/openapi.h"
#include "app/redirect.h"
#include "app/routes.h"
#include "app/version.h"
#include "base/log.h"
#include "http/door.h"
#include "http/tls.h"
#include "identity/authenticate.h"

namespace guildhall::app {

// One loop with all that it needs. Parts stand in the order in which they depend on each other.
struct App::Worker {
    Loop loop;
    db::Pool pool;
    Dispatch dispatch;
    Front front;
    http::Server server;
    Redirect redirect;
    std::optional<http::Server> redirecting;  // on the first loop alone
    std::thread thread{};

    Worker(App& app, db::PoolOptions pool_options, http::Options options)
        : pool(loop, std::move(pool_options)),
          dispatch(app.router_, pool, identity::authenticator(app.services_), app.hub_),
          front(app.config_, dispatch, pool, app.files_, app.openapi_),
          server(loop, std::move(options), [this](http::Request request) { return front.handle(std::move(request)); }),
          redirect(app.config_)
    {
    }

    void redirect_at(http::Options options)
    {
        redirecting.emplace(loop, std::move(options), [this](http::Request request) { return redirect.handle(std::move(request)); });
        redirecting->listen();
    }

    Task<void> stop(std::chrono::milliseconds grace_period)
    {
        auto stopping = server.stop(grace_period);
        co_await std::move(stopping);
        if (redirecting) {
            auto ending = redirecting->stop(grace_period);
            co_await std::move(ending);
        }
        auto settling = dispatch.settle();
        co_await std::move(settling);
    }
};

namespace {

constexpr std::size_t largest_upload = 256u << 20;
constexpr std::chrono::seconds grace{5};

bool is_import(std::string_view method, std::string_view path)
{
    return method == "POST" && path == "/api/v1/imports";
}

std::size_t body_limit(std::string_view method, std::string_view path)
{
    return is_import(method, path) ? largest_upload : std::size_t(1) << 20;
}

std::vector<http::Network> networks(std::vector<std::string> const& texts, std::string const& setting)
{
    std::vector<http::Network> all;
    for (auto const& text : texts) {
        auto network = http::Network::parse(text);
        if (!network)
            throw std::runtime_error(setting + " holds what is no network such as 10.0.0.0/8");
        all.push_back(*network);
    }
    return all;
}

http::Countries countries(Config const& config)
{
    if (config.countries.empty())
        return {};
    auto known = http::Countries::read(config.countries);
    if (known.empty())
        log_line(Level::info, "no address has a country: geoip and geoip6 of tor-geoipdb are not there", {{"folder", config.countries}});
    return known;
}

identity::Options identity_options(Config const& config)
{
    return {.public_url = config.public_url,
            .password_cost = config.password_cost,
            .admin_networks = networks(config.admin_networks, "GUILDHALL_ADMIN_NETWORKS"),
            .self_registration = config.self_registration,
            .countries = countries(config)};
}

// Where files are that nobody needs tomorrow; "": where the system has such.
std::string passing_files(Config const& config)
{
    return std::filesystem::is_directory(config.data) ? config.data : std::string();
}

http::Options server_options(Config const& config, std::shared_ptr<http::Door> door, std::shared_ptr<http::Tls> tls)
{
    http::Options options;
    options.listen = config.listen;
    options.body_bytes_of = body_limit;
    options.body_bytes_in_all = 2 * largest_upload;
    options.spools = is_import;
    options.spool_folder = passing_files(config);
    options.trusted_proxies = networks(config.trusted_proxies, "GUILDHALL_TRUSTED_PROXIES");
    options.trust_unix_peers = config.trusts_unix_peers;
    options.refusal = Front::refusal;
    options.door = std::move(door);
    options.tls = std::move(tls);
    return options;
}

}  // namespace

App::App(Config config, identity::Keys keys, std::string database_url)
    : config_(std::move(config)),
      database_url_(std::move(database_url)),
      sender_proof_(mail::sender_proof(keys.field)),
      services_(std::move(keys), identity_options(config_)),
      router_(routes(services_, jobs_, hub_)),
      openapi_(guildhall::openapi(router_, version)),
      files_(http::embedded_web()),
      door_(std::make_shared<http::Door>())
{
    open_tls();
    for (int i = 0; i < config_.threads; ++i)
        workers_.push_back(make_worker());
}

App::~App()
{
    stop();
}

void App::open_tls()
{
    if (config_.has_tls())
        tls_ = std::make_shared<http::Tls>(http::CertificateFiles{config_.tls_certificate.value_or(""), config_.tls_key.value_or("")},
                                           config_.tls_folder.value_or(""));
}

void App::look_at_certificates()
try {
    if (tls_ && tls_->reload_if_changed())
        log_line(Level::info, "new certificates", {});
} catch (std::runtime_error const& error) {
    log_line(Level::error, "new certificates are bad", {{"message", error.what()}});
}

std::unique_ptr<App::Worker> App::make_worker()
{
    db::PoolOptions pool;
    pool.connection.url = database_url_;
    pool.size = config_.connections;
    return std::make_unique<Worker>(*this, std::move(pool), server_options(config_, door_, tls_));
}

void App::start()
{
    jobs_.open(database_url_, passing_files(config_));
    if (config_.sends_mail)
        sender_.open(database_url_, config_.mail, sender_proof_);
    workers_.front()->server.listen();
    if (!config_.redirects.empty()) {
        auto options = server_options(config_, door_, nullptr);
        options.listen = config_.redirects;
        workers_.front()->redirect_at(std::move(options));
    }
    for (std::size_t i = 1; i < workers_.size(); ++i)
        workers_[i]->server.listen(addresses());
    for (auto& worker : workers_)
        worker->thread = std::thread([each = worker.get()] { each->loop.run(); });
}

void App::stop()
{
    for (auto& worker : workers_) {
        if (!worker->thread.joinable())
            continue;
        worker->loop.post([each = worker.get()] {
            auto stopping = each->stop(grace);
            guildhall::start(std::move(stopping), [each](std::exception_ptr) { each->loop.stop(); });
        });
    }
    for (auto& worker : workers_)
        if (worker->thread.joinable())
            worker->thread.join();
    services_.stop_hashing();
    sender_.close();
    jobs_.close();
}

std::vector<std::string> App::addresses() const
{
    return workers_.front()->server.addresses();
}

}  // namespace guildhall::app
