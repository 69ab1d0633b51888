#include "support/importing.h"

#include <chrono>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <thread>

namespace guildhall::support {

std::string whole_file(std::string const& path)
{
    std::ifstream in(path, std::ios::binary);
    if (!in)
        throw std::runtime_error("no file " + path);
    return {std::istreambuf_iterator<char>(in), {}};
}

Answer upload(Client const& client, std::string const& bytes, std::string const& kind)
{
    std::string const mark = "----a-boundary-that-is-in-no-file";
    std::string const body = "--" + mark + "\r\nContent-Disposition: form-data; name=\"kind\"\r\n\r\n" + kind + "\r\n--" + mark +
                             "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"list.csv\"\r\n"
                             "Content-Type: text/csv\r\n\r\n" +
                             bytes + "\r\n--" + mark + "--\r\n";
    return client.upload("/imports", "multipart/form-data; boundary=" + mark, body);
}

Running::Running(Client client, std::string const& bytes, std::string const& kind) : client_(std::move(client))
{
    auto const made = upload(client_, bytes, kind);
    if (made.status != 202)
        throw std::runtime_error("the upload was answered " + made.body);
    path_ = made.header("Location").substr(std::string("/api/v1").size());
}

Answer settled(Client const& client, std::string const& import)
{
    auto answer = client.get(import);
    for (int tries = 0; answer.text("state") == "running" && tries < 600; ++tries) {
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
        answer = client.get(import);
    }
    return answer;
}

Answer Running::run() const
{
    auto const started = step("start");
    if (started.status != 202)
        throw std::runtime_error("the start was answered " + started.body);
    return settled();
}

}  // namespace guildhall::support
