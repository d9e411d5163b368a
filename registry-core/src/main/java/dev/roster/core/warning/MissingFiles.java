package dev.roster.core.warning;

import dev.roster.core.artifact.ArtifactFile;
import dev.roster.core.signature.UnreadableFile;
import dev.roster.core.version.ArtifactReader;
import dev.roster.core.version.Version;
import dev.roster.core.version.Warning;
import dev.roster.core.yaml.UnreadableYaml;
import java.util.List;
import org.springframework.stereotype.Component;

/** Says what the files of a version name and the version does not hold. */
@Component
class MissingFiles implements ArtifactReader {
  private static final List<FileCheck> CHECKS =
      List.of(
          new PointerFiles(),
          new OnnxWeights(),
          new SavedModelParts(),
          new MlModelParts(),
          new ShardIndex());

  private final WarningStore store;

  MissingFiles(WarningStore store) {
    this.store = store;
  }

  @Override
  public Reading read(Version draft, List<ArtifactFile> files) {
    List<Warning> warnings = of(files);
    return locked -> {
      if (!warnings.isEmpty()) store.save(locked.ref(), warnings);
    };
  }

  static List<Warning> of(List<ArtifactFile> files) {
    FoundWarnings found = new FoundWarnings(files);
    for (FileCheck check : CHECKS)
      files.stream()
          .filter(file -> check.isFor(file.path(), file.size()))
          .limit(check.maxFiles())
          .forEach(file -> run(check, file, found));
    return found.all();
  }

  private static void run(FileCheck check, ArtifactFile file, FoundWarnings found) {
    try {
      check.check(file, found);
    } catch (UnreadableFile | UnreadableYaml unreadable) {
      // it names nothing then
    }
  }
}
