package dev.roster.app.cli;

import dev.roster.app.audit.DatabaseLog;
import dev.roster.app.audit.ExportFile;
import dev.roster.app.audit.KeptCheckpoint;
import dev.roster.app.audit.LogCheck;
import dev.roster.app.audit.StoreCopies;
import dev.roster.app.audit.TrustedRoots;
import dev.roster.app.audit.VerifierKey;
import dev.roster.app.settings.Safety;
import dev.roster.app.settings.Settings;
import dev.roster.app.settings.StartRefused;
import dev.roster.app.verify.FoundObjects;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.core.exception.SdkException;

@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Recomputes the leaves and the tree of the audit log, and verifies its checkpoints.",
      "It reads the database, or with --export a file alone. Checkpoints that you kept elsewhere"
          + " show whether the log was rewritten since."
    },
    exitCodeListHeading = "Exit status:%n",
    exitCodeList = {
      "0:sound",
      "1:it is not; the first wrong entry is named",
      "2:it could not look"
    })
final class AuditVerifyCommand implements Callable<Integer> {
  @Mixin private GivenSettings given;
  @Spec private CommandSpec spec;

  @Option(
      names = "--checkpoint",
      paramLabel = "FILE",
      description = "A checkpoint that you kept: the answer of GET /api/v1/audit/checkpoint.")
  private List<Path> checkpoints = List.of();

  @Option(
      names = "--export",
      paramLabel = "FILE",
      description =
          "Checks the answer of GET /api/v1/audit/export, offline. Only a whole export proves the"
              + " tree; one that was made with a filter has gaps.")
  private @Nullable Path export;

  @Option(
      names = "--key",
      paramLabel = "VKEY",
      description =
          "The verifier key: the answer of GET /api/v1/audit/key. The default is the key in the"
              + " database or of roster.audit.key-file. Give it again for each key that the log had.")
  private List<String> keys = List.of();

  @Option(names = "--json", description = "Prints the result as one JSON document.")
  private boolean json;

  @Override
  public Integer call() {
    AuditReport report = new AuditReport(spec.commandLine().getOut(), json);
    try {
      return export == null
          ? FoundSettings.with(given.load(), found -> database(found, report))
          : export(export, report);
    } catch (Exception couldNotLook) { // 1 would say that the log is wrong
      PlainFailure.print(couldNotLook, spec.commandLine().getErr());
      return 2;
    }
  }

  private int export(Path file, AuditReport report) {
    if (!checkpoints.isEmpty() && keys.isEmpty())
      throw new StartRefused(
          "Nothing says who may have signed the checkpoint.",
          "Give the answer of GET /api/v1/audit/key by --key.");
    TrustedRoots roots = new TrustedRoots(givenKeys(), report::add);
    checkpoints.forEach(kept -> roots.add(KeptCheckpoint.read(kept)));
    LogCheck log = new LogCheck(roots, report::add);
    try (InputStream in = Files.newInputStream(file)) {
      new ExportFile(in, report::add).readTo(log);
    } catch (IOException unreadable) {
      throw new StartRefused(
          "The export " + file + " cannot be read: " + unreadable,
          "Give a file with the answer of GET /api/v1/audit/export.",
          unreadable);
    }
    return report.print(log.finish(), roots.count());
  }

  private List<VerifierKey> givenKeys() {
    return keys.stream().map(VerifierKey::parse).toList();
  }

  private int database(Settings settings, AuditReport report) {
    Safety.checkEngines(settings);
    try (DatabaseLog database = new DatabaseLog(FoundSettings.database(settings).getConnection())) {
      List<KeptCheckpoint> kept = database.checkpoints();
      List<VerifierKey> trusted =
          kept.isEmpty() && checkpoints.isEmpty() ? List.of() : keys(database, settings);
      TrustedRoots roots = new TrustedRoots(trusted, report::add);
      checkpoints.forEach(file -> roots.add(KeptCheckpoint.read(file)));
      kept.forEach(roots::add);
      if (!trusted.isEmpty()) copies(settings, report).forEach(roots::add);
      LogCheck log = new LogCheck(roots, report::add);
      database.readTo(log);
      report.pending(database.pending());
      return report.print(log.finish(), roots.count());
    } catch (SQLException unreadable) {
      throw new StartRefused(
          "The audit log cannot be read from the database: " + unreadable.getMessage(),
          "Check ROSTER_DATASOURCE_URL or ROSTER_DATA_DIR, and run audit verify of the same release"
              + " as the server.",
          unreadable);
    }
  }

  private List<VerifierKey> keys(DatabaseLog database, Settings settings) throws SQLException {
    if (!keys.isEmpty()) return givenKeys();
    Optional<String> chosen = settings.value("roster.audit.name");
    Optional<String> name = chosen.isPresent() ? chosen : database.name();
    Optional<String> file = settings.value("roster.audit.key-file");
    if (name.isPresent() && file.isPresent())
      return List.of(VerifierKey.ofFile(name.get(), Path.of(file.get())));
    Optional<byte[]> key = database.privateKey();
    if (name.isPresent() && key.isPresent())
      return List.of(VerifierKey.ofPrivate(name.get(), key.get()));
    throw new StartRefused(
        "The database has no key of the audit log, so no checkpoint can be verified.",
        "Give the verifier key by --key.");
  }

  private static List<KeptCheckpoint> copies(Settings settings, AuditReport report) {
    if (settings.value("roster.s3.endpoint").isEmpty()) return List.of();
    try (FoundObjects store = FoundObjects.of(settings)) {
      return StoreCopies.newest(store);
    } catch (SdkException | UncheckedIOException away) {
      report.note("The copies of checkpoints in the store were not read: " + away.getMessage());
      return List.of();
    }
  }
}
