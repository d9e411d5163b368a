package dev.roster.core.erasure;

import static dev.roster.core.problem.FieldPath.field;

import dev.roster.core.access.Principal;
import dev.roster.core.problem.Faults;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.problem.Remedy;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Erases the name of a person or token, and the texts that they wrote. */
@Service
public class Erasures {
  static final Duration CLAIM = Duration.ofMinutes(1);

  private static final int MAX_NAME = 256;
  private static final int MAX_REASON = 2_000;
  private static final Set<String> OWN = Set.of("admin", "system");

  private final ErasureStore store;
  private final NameHash hash;
  private final ErasureCompletion completion;

  Erasures(ErasureStore store, NameHash hash, ErasureCompletion completion) {
    this.store = store;
    this.hash = hash;
    this.completion = completion;
  }

  /**
   * Erases the name. If it was begun before and a server was lost, it is continued.
   *
   * @param subject the name of a token or a person, as it is shown
   * @param reason why; the name is replaced in it
   * @throws Refused {@code invalid_field}, {@code subject_not_found}; {@code conflict} while
   *     another call erases the same name
   */
  public Erased erase(@Nullable String subject, @Nullable String reason, Principal by) {
    Faults faults = new Faults();
    faults.requiredText(field("subject"), subject, MAX_NAME);
    faults.requiredText(field("reason"), reason, MAX_REASON);
    String name = subject == null ? "" : subject.strip();
    if (OWN.contains(name))
      faults.add(field("subject"), "must not be admin or system, which name no person", name);
    else if (name.equals(by.name()))
      faults.add(
          field("subject"),
          "must not be your own name, because your token is revoked with it; ask another"
              + " administrator");
    faults.throwIfAny();
    if (store.isAlias(name) || !store.isNamed(name)) throw missing();
    Optional<Erasure> begun =
        store.begin(name, hash.of(name), without(name, String.valueOf(reason)), by.actor(), CLAIM);
    return completion.complete(begun.orElseThrow(Erasures::running));
  }

  /** The reason is kept, so it must not have the name. */
  private static String without(String name, String reason) {
    return Pattern.compile(name, Pattern.LITERAL | Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
        .matcher(reason)
        .replaceAll("[erased]");
  }

  private static Refused missing() {
    return Refused.because(
            ProblemCode.SUBJECT_NOT_FOUND,
            "No token, owner, author or other place has exactly this name. Names are compared with"
                + " their capital letters.")
        .with(new Remedy.ListTokens());
  }

  static Refused running() {
    return Refused.because(
        ProblemCode.CONFLICT, "This name is being erased by another call. Try again later.");
  }
}
