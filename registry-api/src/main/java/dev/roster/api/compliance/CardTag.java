package dev.roster.api.compliance;

import dev.roster.core.digest.Sha256;
import dev.roster.core.json.CanonicalJson;
import dev.roster.http.revision.Revisions;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The ETag of a card: the revision of what people wrote, and a hash of all that is shown. So a
 * reader learns of each change, and a writer is refused only if somebody else wrote meanwhile.
 */
final class CardTag {
  private static final Pattern FORM =
      Pattern.compile("\\s*(\"r[0-9]+)-[0-9a-f]{16}(?:-md)?(\"\\s*)");

  private CardTag() {}

  static String of(CardBody card, long revision, boolean markdown) {
    String hash = Sha256.ofText(CanonicalJson.of(card)).hex().substring(0, 16);
    return "\"r" + revision + "-" + hash + (markdown ? "-md" : "") + "\"";
  }

  /** The revision that If-Match asks for. Empty: any. */
  static Optional<Long> expected(@Nullable String ifMatch) {
    if (ifMatch == null) return Optional.empty();
    Matcher tag = FORM.matcher(ifMatch);
    return Revisions.expected(tag.matches() ? tag.group(1) + tag.group(2) : quoted(ifMatch));
  }

  /** What is no ETag of a card never matches, also if it is one of something else. */
  private static String quoted(String ifMatch) {
    return ifMatch.strip().equals("*") ? ifMatch : "\"\"";
  }
}
