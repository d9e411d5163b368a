package dev.roster.app.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The command without a subcommand: help, and exit status 2. */
@Command(
    name = "roster",
    description = "A model registry server.",
    mixinStandardHelpOptions = true,
    versionProvider = RosterVersion.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      StartCommand.class,
      DemoCommand.class,
      DoctorCommand.class,
      VerifyCommand.class,
      VersionCommand.class,
      AutoComplete.GenerateCompletion.class,
      HelpCommand.class
    },
    footer = {
      "",
      "Any setting goes with any command, as --roster.NAME=VALUE, as ROSTER_NAME in the",
      "environment, or as roster.NAME in the settings file, in that order of rank."
    })
final class RosterCommand {}
