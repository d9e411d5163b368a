package dev.roster.app.doctor;

import dev.roster.app.settings.RosterSettings;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Examines this machine: Java, memory, disk and proxies. */
final class Machine {
  private static final long MEBIBYTE = 1 << 20;
  private static final long LOW_DISK = 2_048 * MEBIBYTE;
  private static final long LOW_HEAP = 256 * MEBIBYTE;
  private static final List<String> PROXIES = List.of("http_proxy", "https_proxy", "all_proxy");

  private Machine() {}

  static void examine(
      RosterSettings settings, Map<String, String> environment, Consumer<Diagnosis> tell) {
    tell.accept(Diagnosis.ok("Java " + Runtime.version() + ", user " + user()));
    heap(tell);
    disk("data folder", settings.dataDir(), "ROSTER_DATA_DIR", tell);
    disk("folder for temporary files", settings.temporary(), "ROSTER_TEMP_DIR", tell);
    proxies(environment, tell);
  }

  private static String user() {
    return System.getProperty("user.name");
  }

  private static void heap(Consumer<Diagnosis> tell) {
    long heap = Runtime.getRuntime().maxMemory();
    String what = "Memory: up to " + heap / MEBIBYTE + " MiB of heap";
    tell.accept(
        heap < LOW_HEAP
            ? Diagnosis.note(what, "Give Roster 512 MiB or more: ROSTER_JAVA_OPTS=-Xmx512m.")
            : Diagnosis.ok(what));
  }

  private static void disk(String name, Path folder, String setting, Consumer<Diagnosis> tell) {
    Path there = folder.toAbsolutePath().normalize();
    while (!Files.exists(there)) there = there.getParent();
    try {
      FileStore disk = Files.getFileStore(there);
      String what =
          "Disk of the "
              + name
              + " "
              + folder
              + ": "
              + disk.getUsableSpace() / MEBIBYTE
              + " MiB free";
      if (!Files.isWritable(there))
        tell.accept(
            Diagnosis.failure(
                "The " + name + " " + there + " cannot be written by " + user(),
                "Let this user write to it, or choose another folder with " + setting + "."));
      else if (disk.getUsableSpace() < LOW_DISK)
        tell.accept(Diagnosis.note(what, "Free some space: uploads fail if the disk is full."));
      else tell.accept(Diagnosis.ok(what));
    } catch (IOException unreadable) {
      tell.accept(
          Diagnosis.failure(
              "The " + name + " " + folder + ": " + unreadable, "Let this user read it."));
    }
  }

  private static void proxies(Map<String, String> environment, Consumer<Diagnosis> tell) {
    TreeSet<String> set = new TreeSet<>();
    environment.forEach(
        (name, value) -> {
          if (PROXIES.contains(name.toLowerCase(java.util.Locale.ROOT)) && !value.isBlank())
            set.add(name);
        });
    if (set.isEmpty()) tell.accept(Diagnosis.ok("Proxy: none is set"));
    else
      tell.accept(
          Diagnosis.note(
              "Proxy: the environment sets " + String.join(", ", set),
              "Calls to a store on another machine go through the proxy. Add the store's host to"
                  + " NO_PROXY if they should not."));
  }
}
