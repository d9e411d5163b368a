package dev.roster.core.signature;

import dev.roster.core.artifact.ArtifactFile;
import dev.roster.core.problem.FieldFault;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.problem.Remedy;
import dev.roster.core.version.ArtifactReader;
import dev.roster.core.version.Signature;
import dev.roster.core.version.SignatureSource;
import dev.roster.core.version.SignatureSource.Kind;
import dev.roster.core.version.Version;
import dev.roster.core.version.VersionFacts;
import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Stores the signature that the files of a version have. A given signature stays as it is, and must
 * agree with the file that says how the version is called, or else with another model file of the
 * version.
 */
@Component
class SignatureReader implements ArtifactReader {
  /** Left for other facts, if a signature has to be cut. */
  private static final int SPARE_BYTES = 64 << 10;

  private final List<ModelFormat> formats;
  private final SignatureStore store;

  SignatureReader(List<ModelFormat> formats, SignatureStore store) {
    this.formats = formats.stream().sorted(Comparator.comparing(ModelFormat::kind)).toList();
    this.store = store;
  }

  @Override
  public Reading read(Version draft, List<ArtifactFile> files) {
    ModelFiles found = ModelFiles.of(formats, files, isGiven(draft));
    return now -> save(now, found);
  }

  private static boolean isGiven(Version draft) {
    Signature given = draft.facts().signature();
    return given != null && !given.saysNothing();
  }

  private void save(Version draft, ModelFiles files) {
    Signature given = draft.facts().signature();
    Candidate called = files.called();
    if (isGiven(draft)) {
      List<Candidate> agreeing = files.agreeing(given);
      if (called != null && agreeing.isEmpty()) refuseContradictions(given, called);
      store.save(
          draft.ref(), given, new SignatureSource(Kind.GIVEN, null, files.readsOf(agreeing)));
    } else if (called == null) {
      store.save(draft.ref(), given, new SignatureSource(Kind.NONE, null, files.reads()));
    } else {
      FileSignature kept = withinRoom(called.found(), draft.facts());
      Signature signature = kept.signature();
      Kind kind =
          signature.saysNothing() && called.found().size() > 0 ? Kind.NONE : called.format().kind();
      store.save(
          draft.ref(),
          kind == Kind.NONE ? given : signature,
          new SignatureSource(
              kind, kind == Kind.NONE ? null : called.path(), files.readsOf(kept, kind)));
    }
  }

  /** As many of the fields as the facts of the version have room for. */
  private static FileSignature withinRoom(FileSignature found, VersionFacts facts) {
    if (facts.hasRoomFor(found.signature(), 0)) return found;
    int fits = 0;
    for (int tooMany = found.size(); tooMany - fits > 1; ) {
      int middle = (fits + tooMany) >>> 1;
      if (facts.hasRoomFor(found.first(middle).signature(), SPARE_BYTES)) fits = middle;
      else tooMany = middle;
    }
    return found.first(fits);
  }

  private static void refuseContradictions(Signature given, Candidate called) {
    List<FieldFault> faults = Contradictions.between(given, called.found(), called.path());
    throw Refused.because(
            ProblemCode.SIGNATURE_MISMATCH,
            "The given signature contradicts the signature in %s: %s%s."
                .formatted(
                    called.path(),
                    faults.get(0),
                    faults.size() == 1
                        ? ""
                        : ", and %d more (see errors)".formatted(faults.size() - 1)),
            faults)
        .with(new Remedy.CorrectSignature());
  }
}
