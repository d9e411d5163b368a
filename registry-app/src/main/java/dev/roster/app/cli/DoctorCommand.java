package dev.roster.app.cli;

import dev.roster.app.doctor.Diagnosis;
import dev.roster.app.doctor.Diagnosis.Verdict;
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
    description = "Looks at the database, the store, the clocks and the disk, and says what to do.",
    exitCodeListHeading = "Exit status:%n",
    exitCodeList = {"0:well", "1:something needs doing"})
final class DoctorCommand implements Callable<Integer> {
  @Mixin private GivenSettings given;
  @Spec private CommandSpec spec;

  private final Map<Verdict, Integer> count = new EnumMap<>(Verdict.class);

  @Override
  public Integer call() {
    Settings settings = given.load();
    try {
      Safety.check(settings);
    } catch (StartRefused unsafe) {
      print(new Diagnosis(Verdict.ILL, unsafe.getMessage(), unsafe.remedy()));
    }
    FoundSettings.with(
        settings,
        found -> {
          Doctor.examine(found, FoundSettings.database(found), this::print);
          return 0;
        });
    int ill = count.getOrDefault(Verdict.ILL, 0);
    out().println(ill == 0 ? "All is well." : ill + " to be put right.");
    out().flush();
    return ill == 0 ? 0 : 1;
  }

  private void print(Diagnosis seen) {
    count.merge(seen.verdict(), 1, Integer::sum);
    String mark =
        switch (seen.verdict()) {
          case WELL -> "ok   ";
          case NOTE -> "note ";
          case ILL -> "FAIL ";
        };
    out().println(mark + seen.what());
    if (!seen.remedy().isEmpty()) out().println("       " + seen.remedy());
    out().flush();
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
