#pragma once
#include <string>

namespace guildhall::access {

// multipart/form-data (RFC 7578).
class Form {
public:
    void add(std::string const& name, std::string const& value) { part("name=\"" + name + "\"", value); }
    void add_file(std::string const& name, std::string const& file, std::string const& bytes)
    {
        part("name=\"" + name + "\"; filename=\"" + file + "\"", bytes);
    }
    std::string type() const { return "multipart/form-data; boundary=zqzqzq"; }
    std::string text() const { return text_ + "--zqzqzq--\r\n"; }

private:
    void part(std::string const& disposition, std::string const& bytes)
    {
        text_ += "--zqzqzq\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n" + bytes + "\r\n";
    }

    std::string text_;
};

}  // namespace guildhall::access
