package dev.roster.core.lineage;

import dev.roster.core.reference.VersionRef;
import dev.roster.core.version.Version;
import dev.roster.core.version.VersionStore;
import org.springframework.stereotype.Service;

/** Scores the reproducibility of versions. */
@Service
public class Reproducibilities {
  private final VersionStore versions;
  private final InferredStore inferred;

  Reproducibilities(VersionStore versions, InferredStore inferred) {
    this.versions = versions;
    this.inferred = inferred;
  }

  public Reproducibility judge(VersionRef version) {
    return judge(versions.read(version));
  }

  public Reproducibility judge(Version version) {
    return Reproducibility.judge(
        version.facts(),
        inferred.read(version.ref()),
        inferred.named(version.ref(), Reproducibility.LOCKS));
  }
}
