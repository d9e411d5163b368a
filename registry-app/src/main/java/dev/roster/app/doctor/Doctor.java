package dev.roster.app.doctor;

import dev.roster.app.settings.Settings;
import dev.roster.storage.progress.Progress;
import dev.roster.storage.s3.S3Settings;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** Examines everything that Roster depends on. */
public final class Doctor {
  private Doctor() {}

  public static void examine(
      Settings settings, DataSource database, Progress progress, Consumer<Diagnosis> tell) {
    progress.begin("Examining this machine");
    Machine.examine(settings.roster(), System.getenv(), tell);
    progress.begin("Examining the database");
    Database.examine(database, tell);
    progress.begin("Examining the store");
    Store.examine(settings.bind("roster.s3", S3Settings.class), tell);
  }
}
