#include "support/mails.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <thread>

namespace guildhall::support {

namespace fs = std::filesystem;

namespace {

// Without the soft ends of lines of quoted-printable.
std::string joined(std::string text)
{
    for (auto at = text.find("=\r\n"); at != text.npos; at = text.find("=\r\n", at))
        text.erase(at, 3);
    return text;
}

}  // namespace

std::vector<std::string> Mails::all_to(std::string const& email) const
{
    std::vector<fs::path> files;
    if (fs::exists(folder_))
        for (auto const& entry : fs::directory_iterator(folder_))
            if (entry.path().extension() == ".eml")
                files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    std::vector<std::string> found;
    for (auto const& file : files) {
        std::ostringstream text;
        text << std::ifstream(file).rdbuf();
        if (text.str().find("\r\nTo: " + email + "\r\n") != std::string::npos)
            found.push_back(joined(text.str()));
    }
    return found;
}

std::string Mails::to(std::string const& email, std::size_t number) const
{
    for (int i = 0; i < 500; ++i) {
        if (auto const found = all_to(email); found.size() > number)
            return found[number];
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    throw std::runtime_error("no mail came to " + email);
}

std::string Mails::token(std::string const& email, std::string const& page, std::size_t number) const
{
    auto const mail = to(email, number);
    auto const at = mail.find(page);
    if (at == mail.npos)
        throw std::runtime_error("the mail has no link to " + page);
    constexpr std::size_t length = 43;
    return mail.substr(at + page.size(), length);
}

}  // namespace guildhall::support
