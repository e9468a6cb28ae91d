#include "app/cli/cli.h"

#include <iostream>
#include <new>

#include "app/cli/context.h"
#include "app/cli/signal_stop.h"
#include "core/session/failure.h"

namespace app {
namespace {

constexpr int kFailed = 1, kWrongUsage = 2, kInterrupted = 130;

void describe(CLI::App& program, CliContext& context) {
  program.description("Look inside DCGANs and train them. Without a command the window opens.");
  program.set_version_flag("--version", "ganscope " GANSCOPE_VERSION);
  program.add_flag("--json", context.json, "Print results as JSON on standard output");
  program.add_flag("--quiet", context.quiet, "No progress on standard error");
  program.add_option("--device", context.device, "auto, cpu or cuda:N")->capture_default_str();
  program.add_option("--threads", context.threads, "Threads; 0 = all cores, one for figures")
      ->check(CLI::Range(0, 1024))
      ->capture_default_str();
  program.fallthrough();  // the options above may stand behind the command too
  program.require_subcommand(0, 1);
  program.footer("Exit status: 0 done, 1 failed, 2 wrong usage, 130 interrupted (what was done is saved).");
}

int report(const std::exception& error, int status) {
  std::cerr << "ganscope: " << error.what() << std::endl;
  return status;
}

}  // namespace

int run(int argc, char** argv) {
  const SignalStop signals;
  CliContext context(signals.token());
  CLI::App program("", "ganscope");
  describe(program, context);
  for (const auto add : {add_gui, add_sample, add_walk, add_arithmetic, add_turn, add_forget, add_guided,
                         add_evaluate, add_train, add_model, add_data, add_bench})
    add(program, context);
  try {
    std::vector<std::string> arguments(argv + 1, argv + argc);
    if (arguments.empty()) arguments.push_back("gui");
    std::reverse(arguments.begin(), arguments.end());  // CLI11 takes them last first
    program.parse(std::move(arguments));
    return 0;
  } catch (const CLI::Success& success) {
    return program.exit(success);  // --help, --version
  } catch (const CLI::ParseError& error) {
    std::cerr << "ganscope: " << error.what() << " (try --help)" << std::endl;
    return kWrongUsage;
  } catch (const core::UsageError& error) {
    return report(error, kWrongUsage);
  } catch (const core::Cancelled&) {
    std::cerr << "ganscope: interrupted" << std::endl;
    return kInterrupted;
  } catch (const std::bad_alloc&) {
    std::cerr << "ganscope: " << core::kOutOfMemory << std::endl;
    return kFailed;
  } catch (const std::exception& error) {
    return report(error, kFailed);
  }
}

}  // namespace app
