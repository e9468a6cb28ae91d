#include <cstdio>

#include "app/cli/context.h"
#include "app/cli/out_file.h"
#include "app/cli/seed.h"
#include "core/base/error.h"
#include "core/base/format.h"
#include "core/run/train_options.h"
#include "core/tasks/data/procedural/scene_set.h"
#include "core/tasks/data/user_files.h"

namespace app {
namespace {

struct MakeOptions {
  std::string kind, out;
  std::int64_t count = 1000;
  int size = 64;
  std::uint64_t seed = 1;
};

struct ImportOptions {
  std::string source;
  OutFile out;  // the packed file, whatever its ending
  int size = 64, channels = 3;
};

/// What training will say of pictures of this size; empty = nothing.
std::string size_note(int size, const CliContext& context) {
  try {
    core::TrainOptions wanted;
    wanted.size = size;
    core::check(wanted);
    return {};
  } catch (const core::UsageError& error) {
    if (!context.quiet) std::fprintf(stderr, "ganscope: %s\n", error.what());
    return error.what();
  }
}

void make_set(const MakeOptions& options, CliContext& context) {
  const tasks::SceneKind kind = tasks::required_scene_kind(options.kind);
  check_seeds(options.seed, options.count);
  tasks::make_scene_set(kind, options.count, options.size, options.seed, options.out,
                        context.progress("drawing " + options.kind));
  context.print({{"path", options.out},
                 {"count", options.count},
                 {"size", options.size},
                 {"seed", options.seed},
                 {"note", size_note(options.size, context)}},
                options.out + "  " + core::counted(options.count, "images") +
                    ", annotations.json, list_attr.txt, attributes.csv");
}

void import_folder(const ImportOptions& options, CliContext& context) {
  options.out.check({});  // a data set is not made again in a moment: it does not replace its own kind either
  const tasks::PackReport packed = tasks::pack_folder(options.source, options.out.path, options.size,
                                                      options.channels, context.progress("reading"));
  core::Json skipped = core::Json::array();
  std::string text = options.out.path + "  " + core::counted(packed.count, "images") + ", " +
                     core::thousands(std::int64_t(packed.skipped.size())) + " skipped";
  if (packed.others > 0) text += ", " + core::thousands(packed.others) + " other files";
  for (const std::string& line : packed.skipped) {
    skipped.push_back(line);
    text += "\n  " + line;
  }
  for (const std::string& line : packed.warnings) text += "\n  " + line;
  context.print({{"path", options.out.path},
                 {"count", packed.count},
                 {"sha256", packed.sha256},
                 {"skipped", skipped},
                 {"others", packed.others},
                 {"warnings", packed.warnings},
                 {"note", size_note(options.size, context)}},
                text);
}

}  // namespace

void add_data(CLI::App& program, CliContext& context) {
  auto* command = program.add_subcommand("data", "Make and pack images to train on");
  command->require_subcommand(1);

  auto made = std::make_shared<MakeOptions>();
  auto* make = command->add_subcommand("make", "Draw a procedural set with its ground truth");
  make->add_option("KIND", made->kind, tasks::scene_kind_words())->required();
  make->add_option("OUT_DIR", made->out, "New folder")->required();
  make->add_option("--count", made->count, "Images")->capture_default_str();
  make->add_option("--size", made->size, "Side in pixels, 16 to 256; train wants base x 2^n with base 4 to 7")
      ->capture_default_str();
  make->add_option("--seed", made->seed, "Image i is the scene of seed + i")
      ->check(seed_range())
      ->capture_default_str();
  make->footer("Example: ganscope data make rooms --count 1000 --size 64 --seed 1 OUT_DIR");
  make->callback([made, &context] { make_set(*made, context); });

  auto imported = std::make_shared<ImportOptions>();
  auto* import = command->add_subcommand("import", "Decode a folder of images once into a packed file");
  import->add_option("SOURCE", imported->source, "Folder, flat or nested")->required();
  add_out_file(*import, "OUT", imported->out, "Packed file to write")->required();
  import->add_option("--size", imported->size, "Centre square scaled to this side")
      ->check(CLI::Range(16, 256))
      ->capture_default_str();
  import->add_option("--channels", imported->channels, "1 grey, 3 colour")
      ->check(CLI::IsMember({1, 3}))
      ->capture_default_str();
  import->callback([imported, &context] { import_folder(*imported, context); });
}

}  // namespace app
