#include "api/answer.h"

#include "http/message.h"

namespace guildhall {

Answer to_answer(Document document)
{
    Answer answer;
    answer.type = std::move(document.type);
    answer.body = std::move(document.bytes);
    answer.file = std::move(document.file);
    answer.headers.emplace_back("Content-Disposition", "attachment; filename*=UTF-8''" + http::encode_percent(document.name));
    return answer;
}

}  // namespace guildhall
