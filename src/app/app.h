#pragma once
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "api/hub.h"
#include "api/router.h"
#include "app/config.h"
#include "app/front.h"
#include "http/server.h"
#include "http/static_files.h"
#include "identity/services.h"
#include "jobs/jobs.h"
#include "mail/sender.h"

namespace guildhall::app {

// The running server: every part, built by hand, one loop a thread. Its database stands already.
class App {
public:
    // Throws std::runtime_error that a person can act on.
    App(Config config, identity::Keys keys, std::string database_url);
    ~App();
    App(App const&) = delete;
    App& operator=(App const&) = delete;

    void start();  // listens; returns when requests are answered
    void stop();   // answers what runs, then ends every thread
    std::vector<std::string> addresses() const;
    void look_at_certificates();  // takes new ones for new connections; bad ones are logged, and the old ones stay

private:
    struct Worker;
    void open_tls();
    std::unique_ptr<Worker> make_worker();

    Config config_;
    std::string database_url_, sender_proof_;
    identity::Services services_;
    jobs::Jobs jobs_;
    mail::Sender sender_;
    Hub hub_;
    Router router_;
    std::string openapi_;
    http::StaticFiles files_;
    std::shared_ptr<http::Door> door_;  // shared with the servers of all loops
    std::shared_ptr<http::Tls> tls_;
    std::vector<std::unique_ptr<Worker>> workers_;
};

}  // namespace guildhall::app
