package dev.roster.core.version;

import static dev.roster.core.problem.FieldPath.field;
import static java.util.stream.Collectors.toMap;

import dev.roster.core.problem.FieldFault;
import dev.roster.core.problem.FieldPath;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Compares the files that a finalize call lists with the files that the version has. */
final class ManifestMismatch {
  private ManifestMismatch() {}

  static void check(List<Manifest.File> listed, List<Manifest.File> present) {
    Map<String, Manifest.File> there = present.stream().collect(toMap(Manifest.File::path, f -> f));
    List<FieldFault> faults = new ArrayList<>();
    for (int i = 0; i < listed.size(); i++) {
      Manifest.File wanted = listed.get(i);
      Manifest.File found = there.remove(wanted.path());
      FieldPath pointer = field("artifacts").item(i);
      if (found == null) faults.add(new FieldFault(pointer, wanted.path() + " is not there"));
      else if (!found.equals(wanted))
        faults.add(
            new FieldFault(
                pointer,
                "the version has %s with %d bytes and SHA-256 %s"
                    .formatted(found.path(), found.size(), found.sha256())));
    }
    there
        .keySet()
        .forEach(
            path ->
                faults.add(new FieldFault(field("artifacts"), path + " is there but not listed")));
    if (!faults.isEmpty())
      throw Refused.because(
          ProblemCode.MANIFEST_MISMATCH,
          "The listed files are not the files that the version has: "
              + faults.get(0).detail()
              + ". Upload the missing files, delete the unwanted ones, or correct the list.",
          faults);
  }
}
