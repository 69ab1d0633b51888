#pragma once
#include <atomic>
#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace guildhall::support {

// A certificate for localhost and its key, made by the openssl of the machine, in the program's scratch folder.
struct Certificate {
    std::string certificate, key;
    static Certificate make();
};

// A mail server on the loopback that speaks SMTP (RFC 5321), keeps what it gets, and refuses what it is told to refuse.
class SmtpSink {
public:
    struct Options {
        std::optional<Certificate> tls = {};         // offers STARTTLS
        std::deque<std::string> to_recipients = {};  // its first answers to RCPT TO, then "250 OK"
        bool drops_after_data = false;               // takes the message and ends the connection without an answer
    };
    struct Mail {
        std::string from, to, data;  // data: lines end with CR LF, dots unstuffed
        bool encrypted = false;
    };

    explicit SmtpSink(Options options);
    SmtpSink() : SmtpSink(Options{}) {}
    ~SmtpSink();
    SmtpSink(SmtpSink const&) = delete;
    SmtpSink& operator=(SmtpSink const&) = delete;

    int port() const { return port_; }
    std::string url() const { return "smtp://localhost:" + std::to_string(port_); }
    std::vector<Mail> mails() const;
    std::vector<Mail> wait_for(std::size_t count) const;  // ten seconds at most
    int conversations() const { return conversations_; }
    int recipients() const { return recipients_; }  // how often one was named

private:
    struct Line;
    void serve();
    void converse(int socket);
    std::string answer_to_recipient();

    Options options_;
    int listening_ = -1, port_ = 0;
    std::atomic<bool> ending_ = false;
    std::atomic<int> conversations_ = 0, recipients_ = 0;
    mutable std::mutex mutex_;
    std::vector<Mail> mails_;
    std::thread thread_;
};

}  // namespace guildhall::support
