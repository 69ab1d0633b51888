#include "mail/smtp.h"

#include <algorithm>
#include <cstring>
#include <curl/curl.h>
#include <memory>
#include <mutex>

namespace guildhall::mail {

namespace {

template <auto Free>
struct Freeing {
    template <class T>
    void operator()(T* what) const
    {
        Free(what);
    }
};
using Easy = std::unique_ptr<CURL, Freeing<curl_easy_cleanup>>;
using List = std::unique_ptr<curl_slist, Freeing<curl_slist_free_all>>;
using Url = std::unique_ptr<CURLU, Freeing<curl_url_cleanup>>;

constexpr long longest_seconds = 60, connecting_seconds = 15;

void begin()
{
    static std::once_flag once;
    std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
}

std::string part_of(CURLU* url, CURLUPart part)
{
    char* text = nullptr;
    if (curl_url_get(url, part, &text, 0) != CURLUE_OK)
        return {};
    std::string const copy(text);
    curl_free(text);
    return copy;
}

Url parsed(std::string const& address)
{
    begin();
    Url url(curl_url());
    if (curl_url_set(url.get(), CURLUPART_URL, address.c_str(), 0) != CURLUE_OK)
        return nullptr;
    return url;
}

// What is still to be read of the message.
struct Reading {
    std::string const& text;
    std::size_t at = 0;

    static std::size_t more(char* into, std::size_t size, std::size_t count, void* self)
    {
        auto& reading = *static_cast<Reading*>(self);
        auto const some = std::min(size * count, reading.text.size() - reading.at);
        std::memcpy(into, reading.text.data() + reading.at, some);
        reading.at += some;
        return some;
    }
};

// The last line by which the server refused something, as people can read it.
std::size_t keep_line(char* text, std::size_t size, std::size_t count, void* kept)
{
    auto& line = *static_cast<std::string*>(kept);
    if (size * count == 0 || (*text != '4' && *text != '5'))
        return size * count;
    line.assign(text, std::min<std::size_t>(size * count, 200));
    std::replace_if(
        line.begin(), line.end(), [](unsigned char c) { return c < 0x20 || c >= 0x7f; }, ' ');
    line.resize(line.find_last_not_of(' ') + 1);
    return size * count;
}

int may_go_on(void* stopping, curl_off_t, curl_off_t, curl_off_t, curl_off_t)
{
    return *static_cast<std::atomic<bool> const*>(stopping) ? 1 : 0;
}

// The name that we give at EHLO: our own, not this machine's.
std::string with_name(Settings const& settings)
{
    auto url = parsed(*settings.url);
    auto const domain = settings.from.address.substr(settings.from.address.rfind('@') + 1);
    curl_url_set(url.get(), CURLUPART_PATH, ("/" + domain).c_str(), 0);
    return part_of(url.get(), CURLUPART_URL);
}

void set_security(CURL* curl, Settings const& settings)
{
    curl_easy_setopt(curl, CURLOPT_USE_SSL, settings.tls ? CURLUSESSL_ALL : CURLUSESSL_NONE);
    curl_easy_setopt(curl, CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2);
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
    if (settings.authority)
        curl_easy_setopt(curl, CURLOPT_CAINFO, settings.authority->c_str());
    if (settings.user) {
        curl_easy_setopt(curl, CURLOPT_USERNAME, settings.user->c_str());
        curl_easy_setopt(curl, CURLOPT_PASSWORD, settings.password.value_or("").c_str());
    }
}

void set_limits(CURL* curl, std::atomic<bool> const& stopping)
{
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(curl, CURLOPT_PROXY, "");  // whatever the environment says
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, connecting_seconds);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, longest_seconds);
    curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, may_go_on);
    curl_easy_setopt(curl, CURLOPT_XFERINFODATA, const_cast<std::atomic<bool>*>(&stopping));
}

// One with the server, set up as far as every one is.
class Conversation {
public:
    Conversation(Settings const& settings, std::atomic<bool> const& stopping)
    {
        begin();
        curl_.reset(curl_easy_init());
        set_security(curl_.get(), settings);
        set_limits(curl_.get(), stopping);
        set(CURLOPT_URL, with_name(settings).c_str());
        set(CURLOPT_HEADERFUNCTION, keep_line);
        set(CURLOPT_HEADERDATA, &line_);
        set(CURLOPT_ERRORBUFFER, error_);
    }
    Conversation(Conversation const&) = delete;
    Conversation& operator=(Conversation const&) = delete;

    template <class T>
    void set(CURLoption option, T value)
    {
        curl_easy_setopt(curl_.get(), option, value);
    }
    CURLcode run() { return curl_easy_perform(curl_.get()); }
    long status() const
    {
        long status = 0;
        curl_easy_getinfo(curl_.get(), CURLINFO_RESPONSE_CODE, &status);
        return status;
    }
    std::string complaint(CURLcode code) const
    {
        return status() >= 400 ? line_ : std::string(*error_ ? error_ : curl_easy_strerror(code));
    }

private:
    Easy curl_;
    std::string line_;
    char error_[CURL_ERROR_SIZE] = "";
};

// 530 to 538 are about who we are: an operator can mend that.
bool is_for_good(CURLcode code, long status)
{
    bool const about_us = code == CURLE_LOGIN_DENIED || code == CURLE_USE_SSL_FAILED || (status >= 530 && status <= 538);
    return status >= 500 && status <= 599 && !about_us;
}

}  // namespace

std::optional<std::string> problem_of(std::string const& address)
{
    auto const url = parsed(address);
    auto const scheme = url ? part_of(url.get(), CURLUPART_SCHEME) : "";
    auto const path = url ? part_of(url.get(), CURLUPART_PATH) : "";
    if ((scheme != "smtp" && scheme != "smtps") || part_of(url.get(), CURLUPART_HOST).empty() || (path != "/" && !path.empty()) ||
        !part_of(url.get(), CURLUPART_QUERY).empty() || !part_of(url.get(), CURLUPART_FRAGMENT).empty())
        return "must be like smtp://mail.example.com:587 or smtps://mail.example.com:465";
    if (!part_of(url.get(), CURLUPART_USER).empty() || !part_of(url.get(), CURLUPART_PASSWORD).empty())
        return "must not hold a name or password: those are GUILDHALL_SMTP_USER and GUILDHALL_SMTP_PASSWORD";
    return {};
}

bool is_on_this_machine(std::string const& address)
{
    auto const url = parsed(address);
    auto const host = url ? part_of(url.get(), CURLUPART_HOST) : "";
    return host == "localhost" || host.starts_with("127.") || host == "[::1]";
}

Delivery deliver(Settings const& settings, std::string const& to, std::string const& message, std::atomic<bool> const& stopping)
{
    Conversation talk(settings, stopping);
    List const recipients(curl_slist_append(nullptr, ("<" + to + ">").c_str()));
    Reading reading{message};
    talk.set(CURLOPT_MAIL_FROM, ("<" + settings.from.address + ">").c_str());
    talk.set(CURLOPT_MAIL_RCPT, recipients.get());
    talk.set(CURLOPT_READFUNCTION, Reading::more);
    talk.set(CURLOPT_READDATA, &reading);
    talk.set(CURLOPT_UPLOAD, 1L);
    auto const code = talk.run();
    if (code == CURLE_OK)
        return {};
    return {is_for_good(code, talk.status()) ? Delivery::Outcome::refused_for_good : Delivery::Outcome::refused, talk.complaint(code)};
}

std::optional<std::string> try_server(Settings const& settings)
{
    std::atomic<bool> const stopping = false;
    Conversation talk(settings, stopping);
    talk.set(CURLOPT_CUSTOMREQUEST, "NOOP");
    talk.set(CURLOPT_NOBODY, 1L);
    auto const code = talk.run();
    if (code == CURLE_OK)
        return {};
    return talk.complaint(code);
}

}  // namespace guildhall::mail
