package dev.roster.app.cli;

import dev.roster.app.settings.Safety;
import dev.roster.app.settings.Settings;
import dev.roster.app.verify.Verifier;
import dev.roster.storage.s3.S3Clients;
import dev.roster.storage.s3.S3Settings;
import dev.roster.storage.verify.Finding;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.services.s3.S3Client;

@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Recomputes from the database and the store whether what is kept is what was promised.",
      "Writes nothing; a server may run beside it."
    },
    exitCodeListHeading = "Exit status:%n",
    exitCodeList = {"0:sound", "1:something is wrong, and named", "2:it could not look"})
final class VerifyCommand implements Callable<Integer> {
  @Mixin private GivenSettings given;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    try {
      return FoundSettings.with(given.load(), this::verify);
    } catch (RuntimeException couldNotLook) { // 1 would say that what is kept is wrong
      PlainFailure.print(couldNotLook, spec.commandLine().getErr());
      return 2;
    }
  }

  private int verify(Settings settings) {
    Safety.checkEngines(settings);
    S3Settings s3 = settings.bind("roster.s3", S3Settings.class);
    PrintWriter out = spec.commandLine().getOut();
    AtomicInteger violations = new AtomicInteger();
    List<String> seen;
    try (S3Client store = S3Clients.of(s3)) {
      seen =
          new Verifier(FoundSettings.database(settings), store, s3.bucket())
              .run(
                  finding -> {
                    violations.incrementAndGet();
                    print(finding, out);
                  });
    }
    String looked = "Looked at " + String.join(", ", seen) + ".";
    out.println(
        violations.get() == 0
            ? "Sound: I1, I2, I3, I4 and I6 hold. " + looked
            : violations + " violations. " + looked);
    out.flush();
    return violations.get() == 0 ? 0 : 1;
  }

  private static void print(Finding finding, PrintWriter out) {
    out.println(finding.invariant() + "  " + finding.where() + ": " + finding.what() + ".");
    out.println("    " + finding.remedy());
    out.flush();
  }
}
