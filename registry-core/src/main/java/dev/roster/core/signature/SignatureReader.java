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
import dev.roster.core.version.SignatureSource.Outcome;
import dev.roster.core.version.SignatureSource.Read;
import dev.roster.core.version.Version;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Finds a version's signature among its files. If there are several kinds of files, the first one
 * in {@link Kind} wins. If there are several files of a kind, those nearest to the root win, if
 * they agree.
 */
@Component
class SignatureReader implements ArtifactReader {
  private static final int MAX_FILES_PER_KIND = 8;

  private final List<ModelFormat> formats;
  private final SignatureStore store;

  SignatureReader(List<ModelFormat> formats, SignatureStore store) {
    this.formats = formats.stream().sorted(Comparator.comparing(ModelFormat::kind)).toList();
    this.store = store;
  }

  @Override
  public Reading read(Version draft, List<ArtifactFile> files) {
    Search search = new Search();
    for (ModelFormat format : formats) {
      search.of(format, files);
      if (search.found != null) break;
    }
    return now -> save(now, search);
  }

  private void save(Version draft, Search search) {
    Signature given = draft.facts().signature();
    if (given != null && !given.saysNothing()) {
      if (search.found != null) refuseContradictions(given, search);
      store.save(
          draft.ref(), given, new SignatureSource(Kind.GIVEN, null, search.reads(Outcome.AGREES)));
    } else if (search.found != null && !draft.facts().hasRoomFor(search.found.signature())) {
      store.save(draft.ref(), given, new SignatureSource(Kind.NONE, null, search.withoutRoom()));
    } else if (search.found != null) {
      store.save(
          draft.ref(),
          search.found.signature(),
          new SignatureSource(search.kind, search.path, search.reads(Outcome.USED)));
    } else {
      store.save(
          draft.ref(), given, new SignatureSource(Kind.NONE, null, search.reads(Outcome.USED)));
    }
  }

  private static void refuseContradictions(Signature given, Search search) {
    List<FieldFault> faults = Contradictions.between(given, search.found, search.path);
    if (!faults.isEmpty())
      throw Refused.because(
              ProblemCode.SIGNATURE_MISMATCH,
              "The given signature contradicts the signature in %s: %s%s."
                  .formatted(
                      search.path,
                      faults.get(0),
                      faults.size() == 1
                          ? ""
                          : ", and %d more (see errors)".formatted(faults.size() - 1)),
              faults)
          .with(new Remedy.CorrectSignature());
  }

  /** The results so far. */
  private static final class Search {
    private final ReadBudget budget = new ReadBudget();
    private final List<Read> reads = new ArrayList<>();
    private @Nullable FileSignature found;
    private Kind kind = Kind.NONE;
    private @Nullable String path;

    void of(ModelFormat format, List<ArtifactFile> files) {
      List<ArtifactFile> named = files.stream().filter(f -> format.isNamed(f.path())).toList();
      int highest = named.stream().mapToInt(Search::depth).min().orElse(0);
      List<ArtifactFile> chosen = named.stream().filter(f -> depth(f) == highest).toList();
      if (chosen.size() > MAX_FILES_PER_KIND) {
        String detail =
            "is one of %d signatures in the file; send the signature that applies"
                .formatted(chosen.size());
        add(chosen.get(0), format, Outcome.AMBIGUOUS, detail);
        return;
      }
      List<FileSignature> signatures = new ArrayList<>();
      List<ArtifactFile> holders = new ArrayList<>();
      for (ArtifactFile file : chosen)
        read(file, format)
            .ifPresent(
                signature -> {
                  signatures.add(signature);
                  holders.add(file);
                });
      if (signatures.isEmpty()) return;
      if (signatures.stream().distinct().count() > 1) {
        String detail =
            "has another signature than the other files; send the signature that applies";
        holders.forEach(file -> add(file, format, Outcome.AMBIGUOUS, detail));
        return;
      }
      found = signatures.get(0);
      kind = format.kind();
      path = holders.get(0).path().text();
      holders.forEach(file -> add(file, format, Outcome.USED, null));
    }

    private Optional<FileSignature> read(ArtifactFile file, ModelFormat format) {
      try {
        Optional<FileSignature> signature =
            format.read(new FileBytes(file::bytes, file.size(), budget));
        if (signature.isEmpty())
          add(file, format, Outcome.NO_SIGNATURE, "has no signature of its own");
        return signature;
      } catch (UnreadableFile unreadable) {
        add(file, format, Outcome.UNREADABLE, unreadable.getMessage());
        return Optional.empty();
      }
    }

    private void add(
        ArtifactFile file, ModelFormat format, Outcome outcome, @Nullable String detail) {
      reads.add(new Read(file.path().text(), format.kind(), outcome, detail));
    }

    /** The outcome if the signature is too large to be stored. */
    List<Read> withoutRoom() {
      String detail =
          "has a signature that cannot be stored, because with it the facts of the version have more than 1 MiB";
      return reads.stream()
          .map(
              read ->
                  read.outcome() == Outcome.USED
                      ? new Read(read.path(), read.kind(), Outcome.UNREADABLE, detail)
                      : read)
          .toList();
    }

    List<Read> reads(Outcome used) {
      return reads.stream()
          .map(
              read ->
                  read.outcome() == Outcome.USED
                      ? new Read(read.path(), read.kind(), used, read.detail())
                      : read)
          .toList();
    }

    private static int depth(ArtifactFile file) {
      return file.path().text().split("/").length;
    }
  }
}
