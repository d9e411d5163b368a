package dev.roster.app.cli;

import dev.roster.app.settings.Safety;
import dev.roster.app.settings.Settings;
import dev.roster.app.verify.FoundObjects;
import dev.roster.app.verify.ResumedBytes;
import dev.roster.app.verify.Sample;
import dev.roster.app.verify.SampledBytes;
import dev.roster.app.verify.Verifier;
import dev.roster.storage.progress.Progress;
import dev.roster.storage.verify.Coverage;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Recomputes from the database and the store whether what is kept is what was promised.",
      "Changes nothing in them; a server may run beside it. A run that was stopped is taken up by"
          + " the next one, up to 24 hours after it began."
    },
    exitCodeListHeading = "Exit status:%n",
    exitCodeList = {"0:sound", "1:something is wrong, and named", "2:it could not look"})
final class VerifyCommand implements Callable<Integer> {
  private static final Duration LONGEST = Duration.ofHours(24);
  private static final String STATE = "verify.progress";

  @Mixin private GivenSettings given;
  @Spec private CommandSpec spec;

  @Option(
      names = "--sample",
      paramLabel = "N%|N",
      description =
          "Reads the bytes of a random share (5%%) or number (1000) of the files. Everything else"
              + " is checked in full.")
  private @Nullable String sample;

  @Option(
      names = "--seed",
      paramLabel = "SEED",
      description = "Takes the same sample as the run that printed this seed.")
  private @Nullable Long seed;

  @Option(
      names = "--resume",
      paramLabel = "FILE",
      description =
          "Notes in FILE how far the run is, and goes on from there. The default is "
              + STATE
              + " in the data folder, if that folder exists.")
  private @Nullable Path resume;

  @Option(names = "--anew", description = "Reads everything, whatever a stopped run has read.")
  private boolean anew;

  @Option(names = "--json", description = "Prints the result as one JSON document.")
  private boolean json;

  @Override
  public Integer call() {
    Coverage sampled = sampled();
    try {
      Settings settings = given.load();
      return FoundSettings.with(
          settings, found -> verify(found, sampled == null ? whole(settings) : sampled));
    } catch (Exception couldNotLook) { // 1 would say that what is kept is wrong
      PlainFailure.print(couldNotLook, spec.commandLine().getErr());
      return 2;
    }
  }

  private @Nullable SampledBytes sampled() {
    if (sample == null) {
      if (seed != null) throw wrong("--seed repeats a sample: give --sample, too.");
      return null;
    }
    if (resume != null || anew)
      throw wrong("A sample is always read anew: leave out --resume and --anew.");
    try {
      long chosen = seed == null ? new SecureRandom().nextInt(1_000_000_000) : seed;
      return new SampledBytes(Sample.parse(sample), chosen);
    } catch (IllegalArgumentException bad) {
      throw wrong("--sample " + bad.getMessage() + ".");
    }
  }

  private ParameterException wrong(String what) {
    return new ParameterException(spec.commandLine(), what);
  }

  private Coverage whole(Settings settings) {
    Path folder = settings.roster().dataDir();
    if (resume == null && !Files.isWritable(folder)) return Coverage.all();
    Path file = resume == null ? folder.resolve(STATE) : resume;
    String store =
        settings.value("roster.s3.endpoint").orElse("embedded")
            + " "
            + settings.value("roster.s3.bucket").orElse("");
    Duration longest = anew ? Duration.ZERO : LONGEST;
    return new ResumedBytes(file.toAbsolutePath(), store.strip(), longest, Clock.systemUTC());
  }

  private int verify(Settings settings, Coverage coverage) {
    Safety.checkEngines(settings);
    PrintWriter out = spec.commandLine().getOut();
    Progress progress = new Progress();
    VerifyReport report = new VerifyReport(out, json);
    List<String> checked;
    try (FoundObjects store = FoundObjects.of(settings);
        ProgressLine line = ProgressLine.show(progress, spec.commandLine().getErr())) {
      checked =
          new Verifier(FoundSettings.database(settings), store)
              .run(
                  coverage,
                  progress,
                  finding -> {
                    line.clear();
                    report.add(finding);
                  });
    }
    if (coverage instanceof ResumedBytes run) run.finish();
    report.print(checked, how(coverage));
    return report.isSound() ? 0 : 1;
  }

  private VerifyReport.Bytes how(Coverage coverage) {
    if (coverage instanceof SampledBytes run)
      return VerifyReport.Bytes.sampled(run.toRead(), run.offered(), run.seed());
    if (coverage instanceof ResumedBytes run && run.takenUp().isPresent())
      return VerifyReport.Bytes.takenUp(run.toRead(), run.takenUp().get());
    return VerifyReport.Bytes.all(coverage.toRead());
  }
}
