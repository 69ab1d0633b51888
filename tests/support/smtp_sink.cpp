#include "support/smtp_sink.h"

#include <arpa/inet.h>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <netinet/in.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <stdexcept>
#include <sys/socket.h>
#include <unistd.h>

#include "base/id.h"
#include "support/database.h"

namespace guildhall::support {

Certificate Certificate::make()
{
    auto const base = scratch_folder() + "/mail-" + Uuid::make().text();
    Certificate made{base + ".pem", base + ".key"};
    auto const command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost "
                         "-addext subjectAltName=DNS:localhost -keyout " +
                         made.key + " -out " + made.certificate + " 2>/dev/null";
    if (std::system(command.c_str()) != 0)
        throw std::runtime_error("openssl made no certificate");
    return made;
}

// One connection, first plain, then perhaps encrypted.
struct SmtpSink::Line {
    int socket;
    SSL_CTX* context = nullptr;
    SSL* ssl = nullptr;
    std::string pending = {};

    explicit Line(int accepted) : socket(accepted) {}
    ~Line()
    {
        SSL_free(ssl);
        SSL_CTX_free(context);
        close(socket);
    }
    bool encrypt(Certificate const& certificate)
    {
        context = SSL_CTX_new(TLS_server_method());
        SSL_CTX_use_certificate_file(context, certificate.certificate.c_str(), SSL_FILETYPE_PEM);
        SSL_CTX_use_PrivateKey_file(context, certificate.key.c_str(), SSL_FILETYPE_PEM);
        ssl = SSL_new(context);
        SSL_set_fd(ssl, socket);
        pending.clear();
        return SSL_accept(ssl) == 1;
    }
    void say(std::string const& text)
    {
        auto const line = text + "\r\n";
        if (ssl)
            SSL_write(ssl, line.data(), static_cast<int>(line.size()));
        else [[maybe_unused]]
            auto const sent = send(socket, line.data(), line.size(), MSG_NOSIGNAL);
    }
    std::optional<std::string> hear()
    {
        for (;;) {
            if (auto const end = pending.find("\r\n"); end != pending.npos) {
                auto const line = pending.substr(0, end);
                pending.erase(0, end + 2);
                return line;
            }
            char buffer[4096];
            auto const count = ssl ? SSL_read(ssl, buffer, sizeof buffer) : static_cast<int>(recv(socket, buffer, sizeof buffer, 0));
            if (count <= 0)
                return {};
            pending.append(buffer, static_cast<std::size_t>(count));
        }
    }
    std::optional<std::string> hear_message()
    {
        std::string all;
        for (auto line = hear(); line; line = hear()) {
            if (*line == ".")
                return all;
            all += (line->starts_with('.') ? line->substr(1) : *line) + "\r\n";
        }
        return {};
    }
};

SmtpSink::SmtpSink(Options options) : options_(std::move(options)), listening_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (bind(listening_, reinterpret_cast<sockaddr*>(&address), size) != 0 || listen(listening_, 8) != 0)
        throw std::runtime_error("the sink cannot listen");
    getsockname(listening_, reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { serve(); });
}

SmtpSink::~SmtpSink()
{
    ending_ = true;
    thread_.join();
    close(listening_);
}

void SmtpSink::serve()
{
    while (!ending_) {
        pollfd waiting{listening_, POLLIN, 0};
        if (poll(&waiting, 1, 50) <= 0)
            continue;
        int const accepted = accept4(listening_, nullptr, nullptr, SOCK_CLOEXEC);
        timeval const patience{5, 0};
        setsockopt(accepted, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        ++conversations_;
        converse(accepted);
    }
}

std::string SmtpSink::answer_to_recipient()
{
    ++recipients_;
    std::lock_guard lock(mutex_);
    if (options_.to_recipients.empty())
        return "250 OK";
    auto const answer = options_.to_recipients.front();
    options_.to_recipients.pop_front();
    return answer;
}

void SmtpSink::converse(int socket)
{
    Line line(socket);
    Mail mail;
    line.say("220 localhost ESMTP sink");
    for (auto heard = line.hear(); heard; heard = line.hear()) {
        auto const verb = heard->substr(0, 4);
        if (verb == "EHLO") {
            line.say(options_.tls && !mail.encrypted ? "250-localhost\r\n250 STARTTLS" : "250 localhost");
        } else if (verb == "STAR" && options_.tls) {
            line.say("220 go on");
            if (!line.encrypt(*options_.tls))
                return;
            mail.encrypted = true;
        } else if (verb == "MAIL") {
            mail.from = heard->substr(10);
            line.say("250 OK");
        } else if (verb == "RCPT") {
            mail.to = heard->substr(8);
            line.say(answer_to_recipient());
        } else if (verb == "DATA") {
            line.say("354 go on");
            auto const message = line.hear_message();
            if (!message)
                return;
            mail.data = *message;
            {
                std::lock_guard lock(mutex_);
                mails_.push_back(mail);
            }
            if (options_.drops_after_data)
                return;
            line.say("250 kept");
        } else if (verb == "QUIT") {
            return line.say("221 goodbye");
        } else {
            line.say("502 what?");
        }
    }
}

std::vector<SmtpSink::Mail> SmtpSink::mails() const
{
    std::lock_guard lock(mutex_);
    return mails_;
}

std::vector<SmtpSink::Mail> SmtpSink::wait_for(std::size_t count) const
{
    for (int i = 0; i < 500 && mails().size() < count; ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    return mails();
}

}  // namespace guildhall::support
