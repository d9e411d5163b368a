package dev.roster.app.cli;

import dev.roster.app.demo.Api;
import dev.roster.app.embedded.AdminTokenFile;
import dev.roster.app.settings.ConfigReport;
import dev.roster.app.settings.Settings;
import dev.roster.app.start.RosterServer;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "start",
    mixinStandardHelpOptions = true,
    description = "Starts the server in this terminal.")
final class StartCommand implements Callable<Integer> {
  @Mixin private GivenSettings given;

  @Option(
      names = "--print-config",
      description = "Prints each setting and where its value comes from, and starts nothing.")
  private boolean printConfig;

  @Option(
      names = "--rehearse",
      hidden = true,
      description =
          "Starts, answers a few calls and stops, so that the JVM can record the classes.")
  private boolean rehearse;

  @Override
  public Integer call() throws Exception {
    Settings settings = given.load();
    if (printConfig) {
      ConfigReport.of(settings).lines().forEach(System.out::println);
      return 0;
    }
    RosterServer server = RosterServer.start(settings);
    if (!rehearse) return Main.RUNNING;
    Rehearsal.of(new Api(server.url(), AdminTokenFile.in(settings.roster().dataDir()).text()));
    server.close();
    return 0;
  }
}
