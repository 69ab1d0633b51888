#include "support/bulk.h"

#include <chrono>
#include <thread>

namespace guildhall::support {

std::string id_list(std::vector<std::string> const& ids)
{
    std::string all;
    for (auto const& id : ids)
        all += (all.empty() ? "[\"" : ",\"") + id + "\"";
    return all.empty() ? "[]" : all + "]";
}

Answer bulk_settled(Client const& client, std::string const& id)
{
    auto answer = client.get("/bulk-changes/" + id);
    for (int tries = 0; answer.text("state") == "running" && tries < 600; ++tries) {
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
        answer = client.get("/bulk-changes/" + id);
    }
    return answer;
}

Answer bulk_changed(Client const& client, std::string const& kind, std::vector<std::string> const& ids, std::string const& change)
{
    auto const begun =
        client.post("/bulk-changes", "{\"kind\":\"" + kind + "\",\"ids\":" + id_list(ids) + ",\"change\":" + json_of(change) + "}");
    if (begun.status != 202)
        throw std::runtime_error("the bulk change was answered " + begun.body);
    return bulk_settled(client, begun.text("id"));
}

Answer bulk_undone(Client const& client, std::string const& id)
{
    auto const begun = client.post("/bulk-changes/" + id + "/undo", "");
    if (begun.status != 202)
        throw std::runtime_error("the undo was answered " + begun.body);
    return bulk_settled(client, id);
}

Contents contents_of(TestServer& server, std::string const& guild)
{
    Contents contents;
    auto& superuser = server.database().superuser();
    for (std::string const table : {"customers", "contacts", "notes", "activities", "estimates", "estimate_lines", "products"}) {
        auto const rows =
            superuser.run("select id::text, wall.content(to_jsonb(r))::text from guild." + table + " r where guild_id = $1::text::uuid",
                          db::values(guild));
        for (int i = 0; i < rows.size(); ++i)
            contents[table + "/" + rows[i].get<std::string>(0)] = rows[i].get<std::string>(1);
    }
    auto const words = superuser.run("select record_id::text, string_agg(said, '; ' order by said)"
                                     "  from (select record_id, concat_ws(' ', kind, spot_pos, owner_id, customer_id, text) as said"
                                     "          from guild.search_texts where guild_id = $1::text::uuid"
                                     "         union all"
                                     "        select record_id, concat_ws(' ', field, word, spot_pos, owner_id)"
                                     "          from guild.search_words where guild_id = $1::text::uuid) w"
                                     " group by record_id",
                                     db::values(guild));
    for (int i = 0; i < words.size(); ++i)
        contents["words/" + words[i].get<std::string>(0)] = words[i].get<std::string>(1);
    return contents;
}

}  // namespace guildhall::support
