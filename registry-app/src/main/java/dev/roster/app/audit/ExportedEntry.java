package dev.roster.app.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A line of an export: an entry as it is shown, with its leaf. It compares both, and has the hash
 * of the leaf.
 */
final class ExportedEntry {
  private static final Set<String> MEMBERS =
      Set.of(
          "seq", "at", "actor", "tokenId", "action", "model", "version", "detail", "hash",
          "subject", "salts", "leaf");

  /** What the leaf says, too. */
  private static final List<String> PROVEN = List.of("at", "action", "model", "version", "subject");

  private static final Set<String> LEAF_MEMBERS =
      Set.of("seq", "at", "action", "model", "version", "subject", "detail");

  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  /** Beyond it, JSON numbers are not exact. */
  private static final long MAX_SEQ = 1L << 53;

  private final ObjectNode line;
  private final List<String> faults = new ArrayList<>();

  private ExportedEntry(ObjectNode line) {
    this.line = line;
  }

  /** What was read of a line, and who made the change. */
  record Checked(ReadEntry entry, @Nullable String subject, @Nullable String actor) {}

  static Checked check(byte[] line) {
    Optional<ObjectNode> object = Json.object(line);
    return object.isPresent()
        ? new ExportedEntry(object.get()).check()
        : unreadable("the line is not a JSON object");
  }

  static Checked unreadable(String why) {
    return new Checked(new ReadEntry(null, null, null, List.of(why)), null, null);
  }

  private Checked check() {
    compareNames("the entry", line, MEMBERS);
    byte[] leaf = StrictBase64.decode(text("leaf")).orElse(null);
    if (leaf == null) faults.add("its leaf is not base64");
    byte[] computed = leaf == null ? null : Rfc6962.leaf(leaf);
    byte[] shown = hash();
    if (shown == null) faults.add("its hash is not 64 lower-case hex digits");
    else if (computed != null && !Arrays.equals(computed, shown))
      faults.add("its hash is not that of its leaf");
    Optional<ObjectNode> said = leaf == null ? Optional.empty() : Json.object(leaf);
    if (leaf != null) compare(leaf, said);
    ReadEntry entry = new ReadEntry(seq(said), computed, shown, List.copyOf(faults));
    String actor = Json.canonical(line.path("actor")) + " " + Json.canonical(line.path("tokenId"));
    return new Checked(entry, text("subject"), actor);
  }

  private void compareNames(String what, ObjectNode object, Set<String> expectedNames) {
    if (object.size() == expectedNames.size() && object.propertyNames().containsAll(expectedNames))
      return;
    faults.add(what + " has other members than " + new TreeSet<>(expectedNames));
  }

  private String text(String member) {
    return line.path(member).stringValue("");
  }

  private byte @Nullable [] hash() {
    String hex = text("hash");
    return HASH.matcher(hex).matches() ? HexFormat.of().parseHex(hex) : null;
  }

  /** The number that the entry and its leaf show; null if they differ. */
  private @Nullable Long seq(Optional<ObjectNode> leaf) {
    Long shown = number(line);
    if (shown == null) faults.add("its seq is not a number from 1 on");
    Long proven = leaf.map(ExportedEntry::number).orElse(shown);
    if (shown != null && shown.equals(proven)) return shown;
    if (shown != null) faults.add("its seq is not that of its leaf");
    return null;
  }

  private static @Nullable Long number(ObjectNode entry) {
    JsonNode seq = entry.path("seq");
    boolean isNumber = seq.isIntegralNumber() && seq.canConvertToLong();
    return isNumber && seq.longValue() > 0 && seq.longValue() <= MAX_SEQ ? seq.longValue() : null;
  }

  private void compare(byte[] leaf, Optional<ObjectNode> said) {
    if (said.isEmpty() || !Arrays.equals(leaf, Json.canonical(said.get()).getBytes(UTF_8))) {
      faults.add("its leaf is not an object in the form of RFC 8785");
      return;
    }
    compareNames("its leaf", said.get(), LEAF_MEMBERS);
    for (String member : PROVEN)
      if (!same(line.path(member), said.get().path(member)))
        faults.add("its " + member + " is not that of its leaf");
    compareDetail(said.get().path("detail"));
  }

  /** Replaces each text that has a salt by its commitment; the leaf must say the same. */
  private void compareDetail(JsonNode proven) {
    if (!(line.path("detail").deepCopy() instanceof ObjectNode detail)
        || !(line.path("salts") instanceof ObjectNode salts)) {
      faults.add("its detail or its salts are not an object");
      return;
    }
    for (String pointer : salts.propertyNames()) commit(detail, pointer, salts.path(pointer));
    if (!same(detail, proven)) faults.add("its detail is not that of its leaf");
  }

  private void commit(ObjectNode detail, String pointer, JsonNode salt) {
    Optional<JsonPointer> place = pointer(pointer);
    JsonNode parent = place.isEmpty() ? detail : detail.at(place.get().head());
    String name = place.map(p -> p.last().getMatchingProperty()).orElse("");
    Optional<String> commitment =
        parent.has(name) ? Commitment.of(parent.path(name), salt) : Optional.empty();
    if (commitment.isPresent() && parent instanceof ObjectNode object)
      object.put(name, commitment.get());
    else faults.add("its salt " + pointer + " belongs to no text, or is not base64");
  }

  private static Optional<JsonPointer> pointer(String text) {
    try {
      return Optional.of(JsonPointer.compile(text)).filter(place -> place.length() > 0);
    } catch (IllegalArgumentException noPointer) {
      return Optional.empty();
    }
  }

  private static boolean same(JsonNode shown, JsonNode proven) {
    return shown.equals(proven) || Json.canonical(shown).equals(Json.canonical(proven));
  }
}
