#include <cstdio>

#include "app/cli/context.h"
#include "app/cli/model_options.h"
#include "app/cli/model_tables.h"
#include "app/cli/out_file.h"
#include "core/base/paths.h"

namespace app {
namespace {

void list_bundled(CliContext& context) {
  core::Json list = core::Json::array();
  std::string text;
  for (const core::BundledModel& model : core::bundled_models()) {
    list.push_back({{"name", model.name}, {"file", model.file.string()}});
    text += (text.empty() ? "" : "\n") + model.name + "  " + model.file.string();
  }
  context.print(list, text);
}

void add_info(CLI::App& command, CliContext& context) {
  auto* info = command.add_subcommand("info",
                                      "Layout, sizes, statistics, metadata, hash; of a file that is not "
                                      "recognised every tensor, exit status 1");
  auto options = std::make_shared<ModelOptions>();
  add_model_options(*info, *options);
  info->callback([options, &context] {
    try {
      const core::FrozenModelPtr model = context.engine().load_model(options->source());
      context.print(json_of(model->info()), table(model->info()));
    } catch (const core::UnknownTensors& error) {
      core::Json json = json_of(error);
      json["tensors"] = json_of(error.tensors());
      context.print(json, error.where() + ": not recognised" + table(error.tensors()));
      throw;
    }
  });
}

void add_verify(CLI::App& command, CliContext& context) {
  auto* verify = command.add_subcommand("verify",
                                        "Shapes, NaN and infinity, BatchNorm statistics, 64 samples; exit "
                                        "status 1 when weights or samples are wrong");
  auto options = std::make_shared<ModelOptions>();
  auto out = std::make_shared<OutFile>();
  add_model_options(*verify, *options);
  add_out_file(*verify, "--out", *out, "Sheet of 64 samples to write (.png)");
  verify->callback([options, out, &context] {
    out->check();
    const core::ModelReport report =
        core::run_task(context.engine(), core::VerifyRequest{options->source(), out->path}, nullptr,
                       context.progress("verifying"));
    context.print(json_of(report), table(report));
    if (!report.problems.empty())
      throw core::Error("the model is not sound", report.file, report.problems.front());
  });
}

void add_convert(CLI::App& command, CliContext& context) {
  auto* convert = command.add_subcommand("convert", "Write a model in another format");

  struct Options {
    ModelOptions model;
    OutFile out;
    std::string net, batch_norm;
    bool half = false;
  };

  auto options = std::make_shared<Options>();
  add_model_options(*convert, options->model);
  add_out_file(
      *convert, "OUT", options->out,
      "File or folder to write: .safetensors, .pth, .onnx, FOLDER.npy, or a folder for Hugging Face. "
      "A file of that format is replaced, a folder with something in it never")
      ->required();
  convert->add_option("--net", options->net, "generator, discriminator or all; .pth and .onnx hold one")
      ->check(CLI::IsMember({"generator", "discriminator", "all"}));
  convert->add_flag("--half", options->half, "Weights of convolutions in half precision");
  convert
      ->add_option("--bn", options->batch_norm,
                   "BatchNorm statistics to write: running (the file's) or population (gathered)")
      ->check(CLI::IsMember({"running", "population"}));
  convert->footer("Example: ganscope model convert faces faces.pth");
  convert->callback([options, &context] {
    core::ConvertRequest request{options->model.source(), options->out.path, {}, options->half, {}};
    core::check_keeps_source(request);
    options->out.check();
    if (options->net == "generator") request.nets = core::ConvertNets::kGenerator;
    if (options->net == "discriminator") request.nets = core::ConvertNets::kDiscriminator;
    if (options->net == "all") request.nets = core::ConvertNets::kAll;
    request.statistics = core::parse_batch_norm_mode(options->batch_norm);
    const core::ConvertResult result = core::run_task(context.engine(), std::move(request), nullptr,
                                                      context.progress("BatchNorm statistics"));
    for (const std::string& note : result.notes)
      if (!context.quiet) std::fprintf(stderr, "ganscope: %s\n", note.c_str());
    context.print({{"path", result.path.string()},
                   {"format", result.format},
                   {"holds", result.words},
                   {"notes", result.notes}},
                  result.path.string() + "  " + result.format + ", " + result.words);
  });
}

}  // namespace

void add_model(CLI::App& program, CliContext& context) {
  auto* command =
      program.add_subcommand("model", "What is inside a model file, whether it is sound, other formats");
  command->require_subcommand(1);
  add_info(*command, context);
  add_verify(*command, context);
  add_convert(*command, context);
  command->add_subcommand("list", "The models that come with the program")->callback([&context] {
    list_bundled(context);
  });
}

}  // namespace app
