#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>
#include <variant>

#include "core/request/data_requests.h"
#include "core/request/evaluation.h"
#include "core/request/model_files.h"
#include "core/request/requests.h"
#include "core/request/workspace.h"

namespace core {

/// Kinds of work over a model or over images. Both variants follow from the one list: the result of a request
/// stands at the same index.
template <class... Requests>
struct TaskList {
  using Request = std::variant<Requests...>;
  using Result = std::variant<typename Requests::Result...>;

  template <class Wanted>
  static constexpr std::size_t index() {
    std::size_t found = 0;
    const bool known = ((std::is_same_v<Wanted, Requests> || (++found, false)) || ...);
    return known ? found : sizeof...(Requests);
  }

  /// Calls visit.template operator()<Request>() for each kind, in order.
  template <class Visit>
  static void for_each(Visit&& visit) {
    (visit.template operator()<Requests>(), ...);
  }
};

using Tasks = TaskList<ExportRequest,     //
                       FitRequest,        //
                       NearestRequest,    //
                       DiversityRequest,  //
                       VerifyRequest,     //
                       ConvertRequest,    //
                       OpenImageRequest,  //
                       LookAtDataRequest>;
using TaskRequest = Tasks::Request;
using TaskResult = Tasks::Result;

const TaskKind& task_kind(const TaskRequest& request);
JobTitle task_title(const TaskRequest& request);
/// The file or folder that the task will write; empty where it writes none.
std::filesystem::path written_file(const TaskRequest& request);
/// {"task": its name, "request": its JSON}. What Request::json() says is not embedded (pictures) is named.
Json to_json(const TaskRequest& request);
/// The inverse. Hostile input: throws Error naming the field.
TaskRequest task_from_json(const Json& json, const ReadContext& context);

/// Command: one task over the model shown when it is sent. What comes back carries the command, so that the
/// part of the window that asked takes its own answer.
struct RunTask {
  TaskRequest request;
  std::optional<Workspace> asked_by{};  // absent: the window itself, such as a menu or dropped files
};

/// As it goes on, ends, fails or is cancelled.
using AskedTask = std::shared_ptr<const RunTask>;

/// Event: a task came to its end.
struct TaskDone {
  AskedTask asked;
  std::shared_ptr<const TaskResult> result;  // of the kind of asked->request
};

/// A request and what came of it, out of TaskDone; both null before the first.
template <class Request>
struct Answer {
  std::shared_ptr<const Request> request;
  std::shared_ptr<const typename Request::Result> result;

  explicit operator bool() const { return result != nullptr; }

  void reset() { *this = {}; }
};

/// The answer to a request of this kind; empty where `done` answers one of another.
template <class Request>
Answer<Request> answer_to(const TaskDone& done) {
  const Request* request = std::get_if<Request>(&done.asked->request);
  if (!request) return {};
  return {{done.asked, request}, {done.result, &std::get<Tasks::index<Request>()>(*done.result)}};
}

/// Calls visit(Answer<Request>) with the kind of request that was done.
template <class Visit>
void visit_answer(const TaskDone& done, Visit&& visit) {
  std::visit([&]<class Request>(const Request&) { visit(answer_to<Request>(done)); }, done.asked->request);
}

template <class Request>
bool is_task(const AskedTask& asked) {
  return asked && std::holds_alternative<Request>(asked->request);
}

}  // namespace core
