#include "app/cli/cli.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <new>
#include <system_error>

#include "app/cli/sub_commands.h"
#include "app/signal_stop.h"
#include "core/base/current_error.h"
#include "core/base/error.h"
#include "core/base/paths.h"
#include "core/base/shell_quoted.h"
#include "core/session/failure.h"

namespace app {
namespace {

constexpr int kFailed = 1, kWrongUsage = 2, kInterrupted = 130;

void describe(CLI::App& program, CliContext& context) {
  program.description("Look inside DCGANs and train them. Without a command the window opens.");
  program.set_version_flag("--version", "ganscope " GANSCOPE_VERSION);
  program.add_flag("--json", context.json,
                   "Print results as JSON on standard output, errors too: {\"error\": {\"what\", \"where\", "
                   "\"hint\"}}");
  program.add_flag("--quiet", context.quiet, "No progress on standard error");
  program.add_option("--device", context.device, "auto, cpu or cuda:N")->capture_default_str();
  program.add_option("--threads", context.threads, "Threads; 0 = all cores, one for figures")
      ->check(CLI::Range(0, 1024))
      ->capture_default_str();
  program.fallthrough();  // the options above may stand behind the command too
  program.require_subcommand(0, 1);
  std::string footer =
      "Exit status: 0 done, 1 failed, 2 wrong usage, 130 interrupted (what was done is saved).";
  if (!context.log().file().empty())
    footer += "\nLog: " + context.log().file().string() + " (errors in full, and what the window said).";
  program.footer(footer);
}

using Words = std::vector<std::string>;

/// Refuses an unknown command by its own name. CLI11 would name all that follows it, and answer --help for
/// the command above it.
void refuse_unknown_command(const CLI::App& program, const Words& words) {
  const CLI::App* command = &program;
  std::string path;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::vector<const CLI::App*> known = command->get_subcommands({});
    if (known.empty()) return;
    if (words[i].starts_with('-')) {
      const std::size_t equals = words[i].find('=');
      const CLI::Option* option = program.get_option_no_throw(words[i].substr(0, equals));
      if (!option) return;  // CLI11 names it
      const bool has_value = equals == std::string::npos && option->get_items_expected_min() > 0;
      if (has_value) ++i;
      continue;
    }
    const auto found = std::find_if(known.begin(), known.end(),
                                    [&](const CLI::App* one) { return one->get_name() == words[i]; });
    if (found == known.end()) {
      std::string names;
      for (const CLI::App* one : known) names += (names.empty() ? "" : ", ") + one->get_name();
      std::error_code unreadable;
      if (command == &program && std::filesystem::exists(core::resolve_model(words[i]), unreadable))
        throw core::UsageError("there is no such command", words[i],
                               "to open it: ganscope gui " + core::shell_quoted(words[i]));
      throw core::UsageError("there is no such command", path + words[i], "known: " + names);
    }
    command = *found;
    path += words[i] + " ";
  }
}

/// "ganscope sample rooms --count 4"
std::string command_of(const Words& arguments) {
  std::string command = "ganscope";
  for (const std::string& word : arguments) command += " " + word;
  return command;
}

/// One line for people; with --json an object as well, unless the result stands there already; all that is
/// known of the exception being handled for the log.
int report(const CliContext& context, bool json, const core::Error& error, int status) {
  if (status != kInterrupted)
    context.log().write(ui::LogKind::kError, error.what(), core::failure({}).details);
  std::cerr << "ganscope: " << error.what() << std::endl;
  if (json && !context.has_printed()) std::cout << core::json_text(json_of(error)) << std::endl;
  return status;
}

}  // namespace

int run(int argc, char** argv) {
  SignalStop signals;
  Words arguments(argv + 1, argv + argc);
  LogFile log(default_log_file(), "version " GANSCOPE_VERSION ": " + command_of(arguments));
  CliContext context(signals.token(), log);
  context.signals = &signals;
  return run(std::move(arguments), context);
}

int run(std::vector<std::string> arguments, CliContext& context) {
  CLI::App program("", "ganscope");
  describe(program, context);
  for (AddSubCommand* add : kSubCommands) add(program, context);
  if (arguments.empty()) arguments.push_back("gui");
  const bool json = std::find(arguments.begin(), arguments.end(), "--json") != arguments.end();
  const auto failed = [&](const core::Error& error, int status) {
    return report(context, json, error, status);
  };
  try {
    refuse_unknown_command(program, arguments);
    std::reverse(arguments.begin(), arguments.end());  // CLI11 takes them last first
    program.parse(std::move(arguments));
    return 0;
  } catch (const CLI::Success& success) {
    const int status = program.exit(success);  // --help, --version
    return std::cout.flush() ? status
                             : failed(core::Error("could not write the text", "standard output"), kFailed);
  } catch (const CLI::ParseError& error) {
    return failed(core::UsageError(error.what(), {}, "try --help"), kWrongUsage);
  } catch (const core::UsageError& error) {
    return failed(error, kWrongUsage);
  } catch (const core::Error& error) {
    return failed(error, kFailed);
  } catch (const core::Cancelled&) {
    return failed(core::Error("interrupted"), kInterrupted);
  } catch (const std::exception&) {
    try {
      return failed(core::current_error(), kFailed);
    } catch (const std::bad_alloc&) {
      std::fputs("ganscope: out of memory\n", stderr);
      return kFailed;
    }
  }
}

}  // namespace app
