package dev.roster.app.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The command without a subcommand: it prints its help and exits with status 2. */
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
      AuditCommand.class,
      BackupCommand.class,
      RestoreCommand.class,
      VersionCommand.class,
      AutoComplete.GenerateCompletion.class,
      HelpCommand.class
    },
    footer = {
      "",
      "Every command takes every setting: as the flag --roster.NAME=VALUE, as",
      "ROSTER_NAME in the environment, or as roster.NAME in the settings file.",
      "The first of these wins."
    })
final class RosterCommand {}
