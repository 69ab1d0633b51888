#include <fstream>
#include <memory>

#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include "doctor/looks.h"
#include "http/tls.h"

namespace guildhall::doctor {

namespace {

using Certificate = std::unique_ptr<X509, decltype(&X509_free)>;

// The first one of a file: the server's own.
Certificate first_in(std::string const& path)
{
    std::unique_ptr<BIO, decltype(&BIO_free)> const file(BIO_new_file(path.c_str(), "r"), BIO_free);
    return {file ? PEM_read_bio_X509(file.get(), nullptr, nullptr, nullptr) : nullptr, X509_free};
}

Time time_of(ASN1_TIME const* time)
{
    tm parts{};
    if (ASN1_TIME_to_tm(time, &parts) != 1)
        return {};
    return {static_cast<std::int64_t>(timegm(&parts)) * 1'000'000};
}

void look_at_times(X509* certificate, std::string const& path, Time now, Complaints& complaints)
{
    constexpr std::int64_t soon = 14;  // days
    auto const from = time_of(X509_get0_notBefore(certificate)), until = time_of(X509_get0_notAfter(certificate));
    std::string const remedy = "renew it (certbot renew); the server takes the new files by itself";
    if (until < now)
        complaints.push_back({{}, "The certificate " + path + " has expired " + days_between(until, now) + " ago", remedy});
    else if (until.microseconds - now.microseconds < soon * a_day)
        complaints.push_back({{}, "The certificate " + path + " expires in " + days_between(now, until), remedy});
    if (now < from)
        complaints.push_back({{}, "The certificate " + path + " is not valid yet", "look at the clock of this machine, or wait"});
}

std::string host_in(std::string const& url)
{
    auto host = url.substr(url.find("://") + 3);
    return host.substr(0, host.find(':'));
}

}  // namespace

void look_at_tls(Patient const& patient, Complaints& complaints)
{
    auto const& config = patient.config;
    if (!config.has_tls())
        return;
    auto files = config.tls_folder ? http::certificates_in(*config.tls_folder) : std::vector<http::CertificateFiles>();
    if (config.tls_certificate && config.tls_key)
        files.insert(files.begin(), {*config.tls_certificate, *config.tls_key});
    if (files.empty())
        return complaints.push_back({{},
                                     "There is no certificate in " + *config.tls_folder,
                                     "let certbot make one, or set GUILDHALL_TLS_CERT and GUILDHALL_TLS_KEY"});
    auto const host = host_in(config.public_url);
    bool has_host = false;
    for (auto const& each : files) {
        try {
            http::Tls const both(each);
        } catch (std::runtime_error const& error) {
            complaints.push_back(
                {{}, error.what(), "set GUILDHALL_TLS_CERT and GUILDHALL_TLS_KEY to a certificate with its chain, and its key"});
            continue;
        }
        auto const certificate = first_in(each.certificate);
        look_at_times(certificate.get(), each.certificate, patient.now, complaints);
        has_host = has_host || X509_check_host(certificate.get(), host.c_str(), host.size(), 0, nullptr) == 1;
    }
    if (!has_host && complaints.empty())
        complaints.push_back({{},
                              "The certificate " + files.front().certificate + " is not for " + host + ", which people type",
                              "get one for that name, or correct GUILDHALL_PUBLIC_URL"});
}

}  // namespace guildhall::doctor
