package dev.roster.app.cli;

import dev.roster.app.backup.Backup;
import dev.roster.app.backup.FoundStore;
import dev.roster.app.settings.Safety;
import dev.roster.app.settings.Settings;
import dev.roster.storage.progress.Progress;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "backup",
    mixinStandardHelpOptions = true,
    description = {
      "Copies the database and the bytes of all files to a folder; servers may run meanwhile.",
      "A further backup to the same folder replaces it, and copies only the bytes that are new. A"
          + " backup that was stopped is completed by running the command again."
    },
    exitCodeListHeading = "Exit status:%n",
    exitCodeList = {
      "0:the backup is complete",
      "1:it is complete, but the store had lost or altered files, which are named",
      "2:there is no new backup; the one before is still there"
    })
final class BackupCommand implements Callable<Integer> {
  @Mixin private GivenSettings given;
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "DIR",
      description = "The folder of the backup. It is made if it does not exist.")
  private @Nullable Path folder;

  @Option(names = "--json", description = "Prints the result as one JSON document.")
  private boolean json;

  @Override
  public Integer call() {
    try {
      return FoundSettings.with(given.load(), this::backUp);
    } catch (Exception failed) { // 1 would say that there is a backup
      PlainFailure.print(failed, spec.commandLine().getErr());
      return 2;
    }
  }

  private int backUp(Settings settings) throws Exception {
    Safety.checkEngines(settings);
    Progress progress = new Progress();
    Backup.Result result;
    try (FoundStore store = FoundStore.toRead(settings);
        ProgressLine line = ProgressLine.show(progress, spec.commandLine().getErr())) {
      result =
          new Backup(FoundSettings.database(settings), store, progress, Clock.systemUTC())
              .to(folder);
    }
    print(result, spec.commandLine().getOut());
    return result.damaged().isEmpty() ? 0 : 1;
  }

  private void print(Backup.Result result, PrintWriter out) {
    if (json) {
      JsonResult.print(result, out);
      return;
    }
    for (String sha256 : result.damaged()) {
      out.println("I1  sha256:" + sha256 + ": the store has lost or altered its bytes.");
      out.println("    Upload the same file to a draft version of any model, and back up again.");
    }
    out.printf(
        "The backup is complete: everything up to %s, %d rows, %d files, %d bytes; %d files, %d"
            + " bytes were new.%n",
        result.begunAt(),
        result.rows(),
        result.bytes().files(),
        result.bytes().bytes(),
        result.copied().files(),
        result.copied().bytes());
    out.println("Digest: sha256:" + result.digest());
    out.flush();
  }
}
