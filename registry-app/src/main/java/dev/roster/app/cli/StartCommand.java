package dev.roster.app.cli;

import dev.roster.app.settings.Settings;
import dev.roster.app.start.RosterServer;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "start",
    mixinStandardHelpOptions = true,
    description = "Starts the server in this terminal.")
final class StartCommand implements Callable<Integer> {
  @Mixin private GivenSettings given;

  @Override
  public Integer call() {
    Settings settings = given.load();
    RosterServer.start(settings);
    return Main.RUNNING;
  }
}
