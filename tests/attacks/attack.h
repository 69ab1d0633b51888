#pragma once
#include <array>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "attacks/ground.h"

// Attacks on a running server: each has a name and a line that says what it tries, and is tried by nobody and by every role. None may
// succeed, none may leave a 5xx, and the server lives afterwards.
namespace guildhall::attacks {

enum class Group { rce, bypass, xss, sql, csrf, tenant, idor, secrets, supply, protocol, races };
inline constexpr std::array<std::string_view, 11> group_names{"Rce",  "Bypass",  "Xss",    "Sql",      "Csrf", "Tenant",
                                                              "Idor", "Secrets", "Supply", "Protocol", "Races"};

// What an attack is aimed at: the server as it is shipped, or a weak variant of it; and the sources that it is built from.
struct Target {
    std::string address;
    std::string sources;
};

// One attack under way: what it asks is counted and looked over, and what went wrong is kept.
class Trial {
public:
    Trial(Ground& on, Target at) : ground(on), target_(std::move(at)) {}

    // Asks as that one, and looks the answer over: no 5xx, no answer at all, nothing from the inside, nothing of a foreign guild.
    support::Answer ask(Someone const& who, std::string_view method, std::string_view path, std::string_view body = {},
                        support::HeaderList headers = {});
    support::Answer ask(Someone const& who, support::Client const& client, std::string_view method, std::string_view path,
                        std::string_view body = {}, support::HeaderList headers = {});
    // Exactly these bytes, on a connection of its own: every answer that comes until it ends.
    std::vector<support::Answer> raw(std::string_view bytes);
    void count() { ++tries_; }
    void complain(std::string why);
    void expect(bool good, std::string const& why)
    {
        if (!good)
            complain(why);
    }

    std::string const& address() const { return target_.address; }
    std::string const& sources() const { return target_.sources; }
    std::size_t tries() const { return tries_; }
    std::vector<std::string> const& complaints() const { return complaints_; }

    Ground& ground;

private:
    void look_over(std::string const& what, Someone const& who, support::Answer const& answer);

    Target target_;
    std::size_t tries_ = 0;
    std::vector<std::string> complaints_;
};

enum class Writes { nothing, own, anything };  // own: whoever asks may write what is theirs; anything: strangers write too

struct Case {
    Group group;
    std::string name;   // one word: "SortByASelect"
    std::string tries;  // "orders a list by a subselect"
    std::function<void(Trial&)> run;
    Writes writes = Writes::nothing;
};

// A request that somebody makes. Words in braces are filled in for who asks: "{foreign.customer}" (Ground::fill).
struct Shot {
    std::string method = "GET", path, body = {};
    support::HeaderList headers = {};
};

// What is wrong with an answer; "": nothing.
using Verdict = std::function<std::string(Someone const& who, support::Answer const& answer)>;

Verdict refused();                            // any 4xx
Verdict refused_with(std::vector<int> with);  // one of these
Verdict harmless();                           // what looks over every answer is enough
Verdict without(std::string text);            // and that does not stand in it
Verdict and_also(Verdict first, Verdict second);

// Everybody makes the request, but those of the roles left out: to them it is no attack.
Case shot(Group group, std::string name, std::string tries, Shot shot, Verdict verdict, std::vector<access::Role> but = {});
Case writing(Case which);  // the same, where those who may, write what is their own

// The cases of one group each.
std::vector<Case> rce_cases();
std::vector<Case> bypass_cases();
std::vector<Case> token_cases();
std::vector<Case> xss_cases();
std::vector<Case> sql_cases();
std::vector<Case> csrf_cases();
std::vector<Case> tenant_cases();
std::vector<Case> idor_cases();
std::vector<Case> secrets_cases();
std::vector<Case> supply_cases();
std::vector<Case> protocol_cases();
std::vector<Case> body_cases();
std::vector<Case> race_cases();
std::vector<Case> const& all_cases();

// Runs it against that server, and says what went wrong.
struct Outcome {
    std::size_t tries = 0;
    std::vector<std::string> complaints;
};
Outcome outcome_of(Case const& which, Ground& ground, Target const& target);
Target shipped(Ground& ground);

}  // namespace guildhall::attacks
