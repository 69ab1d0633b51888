// Text that could become a command, a program, a file elsewhere or a formula.
#include <filesystem>

#include "access/form.h"
#include "attacks/attack.h"
#include "support/guild_of_its_own.h"

namespace guildhall::attacks {

namespace {

using access::Form;
using support::in_json;
using support::in_query;

std::string canary()
{
    return support::scratch_folder() + "/canary";
}

bool has_run()
{
    return std::filesystem::remove(canary());
}

struct Payload {
    char const *name, *tries, *text;  // CANARY is the path of a file that must never be
};
constexpr Payload payloads[]{
    {"Semicolon", "a second command", "x; touch CANARY"},
    {"Ampersands", "a command behind another", "x && touch CANARY"},
    {"Pipe", "a command that reads another", "x | touch CANARY"},
    {"Background", "a command beside another", "x & touch CANARY &"},
    {"Backticks", "a command in backticks", "`touch CANARY`"},
    {"Dollar", "a command in $()", "$(touch CANARY)"},
    {"LineBreak", "a command on a line of its own", "x\ntouch CANARY\n"},
    {"Quotes", "a command behind a quote", "'; touch CANARY; '"},
    {"DoubleQuotes", "a command behind a double quote", "\"; touch CANARY; \""},
    {"Option", "an option of a program", "--exec=touch CANARY"},
    {"Spaceless", "a command without spaces", "x;{touch,CANARY}"},
    {"Redirection", "a redirection", "x > CANARY"},
    {"Template", "a template that counts", "{{7*191}}${7*191}<%=7*191%>#{7*191}"},
    {"Jndi", "a look-up that fetches code", "${jndi:ldap://127.0.0.1:1/CANARY}"},
    {"Format", "a format", "%n%n%n%s%s%s%x%p"},
    {"Python", "a program of another language", "__import__('os').system('touch CANARY')"},
    {"Yaml", "an object of another language", "!!python/object/apply:os.system ['touch CANARY']"},
    {"Php", "a page that runs", "<?php system('touch CANARY'); ?>"},
    {"Ssi", "an include that runs", "<!--#exec cmd=\"touch CANARY\" -->"},
    {"Shellshock", "a function of a shell", "() { :;}; touch CANARY"},
};

std::string text_of(Payload const& payload)
{
    std::string text = payload.text;
    for (auto at = text.find("CANARY"); at != text.npos; at = text.find("CANARY"))
        text.replace(at, 6, canary());
    return text;
}

void expect_nothing_ran(Trial& trial, std::string const& where)
{
    trial.expect(!has_run(), where + " has run it");
}

// By whoever may, wherever a text goes into a file, a search, a job or the log.
void try_everywhere(Trial& trial, std::string const& text)
{
    auto const json = in_json(text);
    for (auto const& who : trial.ground.everybody) {
        auto const made = trial.ask(who, "POST", "/customers", "{\"name\":" + json + "}");
        expect_nothing_ran(trial, who.role() + ", a name");
        trial.expect(made.status != 201 || made.text("name") == text, who.role() + ": the name became " + made.text("name"));
        trial.ask(who, "POST", "/views", R"({"list":"customers","name":"x","query":)" + json + "}");
        trial.ask(who, "GET", "/search?search=" + in_query(text));
        trial.ask(who, "GET", "/customers/export.csv?search=" + in_query(text));
        trial.ask(who, "POST", "/exports", R"({"kind":"customers","format":)" + json + "}");
        Form form;
        form.add("kind", "customers");
        form.add_file("file", "list.csv", "Name\n" + text + "\n");
        trial.ask(who, "POST", "/imports", form.text(), {{"Content-Type", form.type()}});
        if (text.find('\n') == text.npos)
            trial.ask(who, "GET", "/me", "", {{"User-Agent", text}, {"X-Forwarded-For", text}, {"Accept-Language", text}});
        expect_nothing_ran(trial, who.role());
    }
}

// Files that are not ours, by whatever spelling.
Case file(std::string name, std::string tries, std::vector<std::string> targets)
{
    auto run = [targets](Trial& trial) {
        for (auto const& who : trial.ground.everybody)
            for (auto const& target : targets) {
                auto const cookie = who.cookie.empty() ? "" : "Cookie: " + who.cookie + "\r\n";
                for (auto const& answer :
                     trial.raw("GET " + target + " HTTP/1.1\r\nHost: guildhall.test\r\nConnection: close\r\n" + cookie + "\r\n")) {
                    bool const ours = answer.status == 200 && answer.header("Content-Type").starts_with("text/html");  // the app's own page
                    trial.expect(answer.status >= 400 || ours, target + " was answered with " + std::to_string(answer.status));
                    trial.expect(answer.body.find("root:x:") == answer.body.npos, target + " is a file of the machine");
                }
            }
    };
    return {Group::rce, "File" + name, std::move(tries), std::move(run)};
}

Case type(std::string name, std::string tries, std::string media_type, std::string body)
{
    return shot(Group::rce, "Type" + name, std::move(tries),
                {"POST", "/customers", std::move(body), {{"Content-Type", std::move(media_type)}}}, refused());
}

Case upload(std::string name, std::string tries, std::string filename, std::string bytes)
{
    auto run = [filename, bytes](Trial& trial) {
        Form form;
        form.add("kind", "customers");
        form.add_file("file", filename, bytes);
        for (auto const& who : trial.ground.everybody) {
            auto const answer = trial.ask(who, "POST", "/imports", form.text(), {{"Content-Type", form.type()}});
            if (answer.status != 202)
                continue;
            auto const said = trial.ask(who, "GET", "/imports/" + answer.text("id"));
            trial.expect(said.body.find("root:x:") == said.body.npos, who.role() + ": a file of the machine was read");
            trial.expect(said.text("file_name").find_first_of("/\\") == std::string::npos,
                         who.role() + ": it keeps the path " + said.text("file_name"));
        }
        expect_nothing_ran(trial, "an upload");
        trial.expect(!std::filesystem::exists("/tmp/guildhall-attack"), "a file was written elsewhere");
    };
    return writing({Group::rce, "Upload" + name, std::move(tries), std::move(run)});
}

// What a spreadsheet would run is disarmed, and comes back as it was.
void export_formulas(Trial& trial)
{
    std::string const formula = "=cmd|' /C calc'!A0";
    for (auto const& who : trial.ground.everybody) {
        trial.ask(who, "POST", "/customers", "{\"name\":" + in_json(formula) + "}");
        auto const list = trial.ask(who, "GET", "/customers/export.csv");
        for (std::string const before : {",", "\n", "\""})
            trial.expect(list.body.find(before + "=cmd") == list.body.npos, who.role() + ": a cell begins with a formula");
    }
}

}  // namespace

std::vector<Case> rce_cases()
{
    std::vector<Case> all;
    for (auto const& payload : payloads)
        all.push_back(writing({Group::rce, payload.name, std::string("writes ") + payload.tries + " wherever a text goes",
                               [payload](Trial& trial) { try_everywhere(trial, text_of(payload)); }}));
    all.push_back(
        file("UpThePath", "climbs to a file of the machine",
             {"/assets/../../../../etc/passwd", "/../etc/passwd", "/assets/..%2f..%2f..%2fetc/passwd", "/%2e%2e/%2e%2e/etc/passwd"}));
    all.push_back(file("UpThePathSpelled", "climbs by other spellings",
                       {"/assets/..%252f..%252fetc/passwd", "/assets/..%5c..%5cetc%5cpasswd", "/assets/....//....//etc/passwd",
                        "/assets/..;/..;/etc/passwd", "/assets/%c0%ae%c0%ae/etc/passwd"}));
    all.push_back(file("OfTheMachine", "asks for files of the machine by name",
                       {"//etc/passwd", "/proc/self/environ", "/etc/passwd", "/.%2fetc/passwd"}));
    all.push_back(file(
        "Consoles", "asks for consoles that other servers have",
        {"/cgi-bin/test.cgi", "/admin/console.php", "/actuator/env", "/manager/html.do", "/phpinfo.php", "/shell.jsp", "/wp-login.php"}));
    all.push_back(type("Java", "sends an object of Java", "application/x-java-serialized-object", "\xac\xed"));
    all.push_back(type("Yaml", "sends YAML for JSON", "application/yaml", "name: !!python/object/apply:os.system ['id']"));
    all.push_back(type("Xml", "sends XML that reads a file", "application/xml",
                       "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><name>&e;</name>"));
    all.push_back(type("Php", "sends an object of PHP", "application/vnd.php.serialized", "O:8:\"stdClass\":0:{}"));
    all.push_back(type("Pickle", "sends an object of Python", "application/python-pickle", "cos\nsystem\n(S'id'\ntR."));
    all.push_back(type("Msgpack", "sends MessagePack", "application/msgpack", "\x81\xa4name\xa1x"));
    all.push_back(shot(Group::rce, "Prototype", "reaches for the prototype of objects",
                       {"POST", "/customers", R"({"name":"x","__proto__":{"role":"admin"},"constructor":{}})"}, refused()));
    all.push_back(upload("PathInTheName", "uploads a file named like a path", "../../../../tmp/guildhall-attack", "Name\nx\n"));
    all.push_back(
        upload("WindowsPathInTheName", "uploads a file named like a path of another system", "..\\..\\tmp\\guildhall-attack", "Name\nx\n"));
    all.push_back(upload("Program", "uploads a program as a list", "list.csv",
                         "\x7f"
                         "ELF\x02\x01\x01"));
    all.push_back(upload("Entity", "uploads XML that reads a file as a list", "list.xml",
                         "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;</x>"));
    all.push_back(upload("Archive", "uploads an archive as a list", "list.zip", "PK\x03\x04\x14"));
    all.push_back(writing({Group::rce, "Formula", "exports a formula that a spreadsheet would run", export_formulas}));
    return all;
}

}  // namespace guildhall::attacks
