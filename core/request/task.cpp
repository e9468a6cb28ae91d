#include "core/request/task.h"

#include "core/base/json_fields.h"

namespace core {

const TaskKind& task_kind(const TaskRequest& request) {
  return std::visit([]<class Request>(const Request&) -> const TaskKind& { return Request::kTask; }, request);
}

JobTitle task_title(const TaskRequest& request) {
  return std::visit([](const auto& one) { return one.title(); }, request);
}

std::filesystem::path written_file(const TaskRequest& request) {
  if (const auto* figure = std::get_if<ExportRequest>(&request)) return figure->out;
  if (const auto* model = std::get_if<ConvertRequest>(&request)) return model->out;
  if (const auto* report = std::get_if<VerifyRequest>(&request)) return report->sheet;
  return {};
}

Json to_json(const TaskRequest& request) {
  return std::visit(
      []<class Request>(const Request& one) {
        return Json{{"task", Request::kTask.name}, {"request", one.json()}};
      },
      request);
}

TaskRequest task_from_json(const Json& json, const ReadContext& context) {
  const JsonFields in(json, context.where);
  const std::string name = in.text("task");
  std::optional<TaskRequest> task;
  Tasks::for_each([&]<class Request>() {
    if (name == Request::kTask.name) task = Request::read(in.member("request"), context);
  });
  if (!task) in.bad("task");
  return std::move(*task);
}

}  // namespace core
