package dev.roster.app.cli;

import dev.roster.app.doctor.Diagnosis;
import dev.roster.app.doctor.Diagnosis.Severity;
import dev.roster.app.doctor.Doctor;
import dev.roster.app.settings.Safety;
import dev.roster.app.settings.Settings;
import dev.roster.app.settings.StartRefused;
import dev.roster.storage.progress.Progress;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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

  @Option(names = "--json", description = "Prints the result as one JSON document.")
  private boolean json;

  private final List<Diagnosis> diagnoses = new ArrayList<>();

  private record Document(boolean well, List<Diagnosis> diagnoses) {}

  @Override
  public Integer call() throws Exception {
    Settings settings = given.load();
    Progress progress = new Progress();
    try (ProgressLine line = ProgressLine.show(progress, spec.commandLine().getErr())) {
      Consumer<Diagnosis> tell =
          diagnosis -> {
            line.clear();
            add(diagnosis);
          };
      try {
        Safety.check(settings);
      } catch (StartRefused unsafe) {
        tell.accept(new Diagnosis(Severity.FAILURE, unsafe.getMessage(), unsafe.remedy()));
      }
      FoundSettings.with(
          settings,
          found -> {
            Doctor.examine(found, FoundSettings.database(found), progress, tell);
            return 0;
          });
    }
    long failures = diagnoses.stream().filter(d -> d.severity() == Severity.FAILURE).count();
    if (json) JsonResult.print(new Document(failures == 0, diagnoses), out());
    else out().println(failures == 0 ? "All is well." : failures + " to be fixed.");
    out().flush();
    return failures == 0 ? 0 : 1;
  }

  private void add(Diagnosis diagnosis) {
    diagnoses.add(diagnosis);
    if (json) return;
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
