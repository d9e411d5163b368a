package dev.roster.app.cli;

import dev.roster.app.doctor.Diagnosis;
import dev.roster.app.doctor.Diagnosis.Severity;
import dev.roster.app.doctor.Doctor;
import dev.roster.app.settings.Safety;
import dev.roster.app.settings.Settings;
import dev.roster.app.settings.StartRefused;
import java.io.PrintWriter;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = "Examines the database, the store, the clocks and the disk, and says what to do.",
    exitCodeListHeading = "Exit status:%n",
    exitCodeList = {"0:all is well", "1:something must be fixed"})
final class DoctorCommand implements Callable<Integer> {
  @Mixin private GivenSettings given;
  @Spec private CommandSpec spec;

  private final Map<Severity, Integer> count = new EnumMap<>(Severity.class);

  @Override
  public Integer call() {
    Settings settings = given.load();
    try {
      Safety.check(settings);
    } catch (StartRefused unsafe) {
      print(new Diagnosis(Severity.FAILURE, unsafe.getMessage(), unsafe.remedy()));
    }
    FoundSettings.with(
        settings,
        found -> {
          Doctor.examine(found, FoundSettings.database(found), this::print);
          return 0;
        });
    int failures = count.getOrDefault(Severity.FAILURE, 0);
    out().println(failures == 0 ? "All is well." : failures + " to be fixed.");
    out().flush();
    return failures == 0 ? 0 : 1;
  }

  private void print(Diagnosis diagnosis) {
    count.merge(diagnosis.severity(), 1, Integer::sum);
    String mark =
        switch (diagnosis.severity()) {
          case OK -> "ok   ";
          case NOTE -> "note ";
          case FAILURE -> "FAIL ";
        };
    out().println(mark + diagnosis.what());
    if (!diagnosis.remedy().isEmpty()) out().println("       " + diagnosis.remedy());
    out().flush();
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
