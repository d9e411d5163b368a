package dev.roster.app.cli;

import dev.roster.app.demo.Api;
import dev.roster.app.demo.DemoFailed;
import dev.roster.app.demo.DemoServer;
import dev.roster.app.demo.Screen;
import dev.roster.app.demo.Story;
import dev.roster.app.settings.Settings;
import dev.roster.app.start.Terminal;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Shows the life of one model on a running server: three versions, a year of data, an alarm and"
          + " a rollback.", // the list of commands shows this line
      "It starts a server if none runs. ROSTER_URL and ROSTER_TOKEN name another one."
    })
final class DemoCommand implements Callable<Integer> {
  @Mixin private GivenSettings given;
  @Spec private CommandSpec spec;

  @Option(names = "--remove", description = "Removes what earlier demos left.")
  private boolean remove;

  @Override
  public Integer call() {
    try {
      run(given.load());
      return 0;
    } catch (DemoFailed failed) {
      spec.commandLine().getErr().println("roster: " + failed.getMessage());
      return 1;
    }
  }

  private void run(Settings settings) {
    var screen = new Screen(spec.commandLine().getOut(), Terminal.isThere());
    DemoServer server = DemoServer.find(settings);
    Api api = server.api();
    boolean started = !api.isReady();
    if (started) {
      screen.say("No server answers at %s: starting one ...", api.server());
      api = server.start(Duration.ofMinutes(2));
    }
    Story story = new Story(api, screen);
    if (remove) {
      story.remove();
      server.stop(screen);
    } else {
      story.play();
      server.sayHowToStop(screen);
    }
  }
}
