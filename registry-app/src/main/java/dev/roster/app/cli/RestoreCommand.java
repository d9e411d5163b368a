package dev.roster.app.cli;

import dev.roster.app.backup.FoundStore;
import dev.roster.app.backup.KeptErasures;
import dev.roster.app.backup.Restore;
import dev.roster.app.database.SchemaMigration;
import dev.roster.app.embedded.DataFolder;
import dev.roster.app.settings.RosterSettings.Datasource;
import dev.roster.app.settings.Safety;
import dev.roster.app.settings.Settings;
import dev.roster.app.verify.FoundObjects;
import dev.roster.app.verify.Verifier;
import dev.roster.storage.progress.Progress;
import dev.roster.storage.verify.Coverage;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "restore",
    mixinStandardHelpOptions = true,
    description = {
      "Writes a backup to an empty data folder, or to your own empty database and bucket.",
      "It refuses a backup that is incomplete or was altered, and ends with what verify does."
    },
    exitCodeListHeading = "Exit status:%n",
    exitCodeList = {
      "0:restored, and sound",
      "1:restored, but something is wrong, and named",
      "2:not restored"
    })
final class RestoreCommand implements Callable<Integer> {
  @Mixin private GivenSettings given;
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "The folder of the backup.")
  private @Nullable Path folder;

  @Option(
      names = "--digest",
      paramLabel = "SHA256",
      description = "Refuses every backup but the one that printed this digest.")
  private @Nullable String digest;

  @Option(
      names = "--erasures",
      paramLabel = "DIR",
      description = {
        "A folder with the list of erasures, erasures/, of the store that was backed up, or a copy of it.",
        "Without it, the list of that store itself is read."
      })
  private @Nullable Path erasures;

  @Override
  public Integer call() {
    Settings settings = given.load();
    Progress progress = new Progress();
    try (ProgressLine line = ProgressLine.show(progress, spec.commandLine().getErr())) {
      progress.begin("Checking the backup");
      try (Restore restore = Restore.of(folder, digest)) {
        return FoundSettings.toRestore(
            settings, found -> restore(restore, settings, found, progress, line));
      }
    } catch (Exception failed) { // 1 would say that it is restored
      PlainFailure.print(failed, spec.commandLine().getErr());
      return 2;
    }
  }

  private int restore(
      Restore restore, Settings settings, Settings found, Progress progress, ProgressLine line)
      throws Exception {
    Safety.checkEngines(found);
    Datasource database = found.roster().datasource();
    Optional<String> kept;
    try (FoundStore store = FoundStore.toWrite(found)) {
      restore.into(
          FoundSettings.database(found),
          version ->
              SchemaMigration.migrateTo(
                  version == null ? "latest" : version,
                  String.valueOf(database.url()),
                  database.username(),
                  database.password()),
          store.blobs(),
          progress);
      progress.begin("Copying the list of erasures");
      kept = KeptErasures.copy(erasures, restore.store(), store, found);
    }
    if (settings.isEmbedded()) DataFolder.finishRestore(settings.roster().dataDir());
    int status = verify(restore, found, progress, line);
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        kept.orElseGet(
            () ->
                "The list of erasures"
                    + (erasures == null ? " of the store that was backed up" : " in " + erasures)
                    + " could not be read. Names that were erased after the backup are shown again. Copy the folder"
                    + " erasures/ of that store, or of a copy, to the new store before a server"
                    + " starts."));
    out.flush();
    return status;
  }

  private int verify(Restore restore, Settings found, Progress progress, ProgressLine line) {
    PrintWriter out = spec.commandLine().getOut();
    VerifyReport report = new VerifyReport(out, false);
    Coverage coverage = Coverage.all();
    List<String> checked;
    try (FoundObjects store = FoundObjects.of(found)) {
      checked =
          new Verifier(FoundSettings.database(found), store)
              .run(
                  coverage,
                  progress,
                  finding -> {
                    line.clear();
                    report.add(finding);
                  });
    }
    line.clear();
    out.println("Restored: everything up to " + restore.begunAt() + ".");
    report.print(checked, VerifyReport.Bytes.all(coverage.toRead()));
    return report.isSound() ? 0 : 1;
  }
}
