package dev.roster.app.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command without a subcommand is an error, which is followed by its help. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    description = "Checks the audit log.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = AuditVerifyCommand.class)
final class AuditCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what to do: audit verify.");
  }
}
