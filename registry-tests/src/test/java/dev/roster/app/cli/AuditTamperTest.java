package dev.roster.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.app.audit.ExportFile;
import dev.roster.app.audit.Fault;
import dev.roster.app.audit.KeptCheckpoint;
import dev.roster.app.audit.KeptCheckpoint.Keeper;
import dev.roster.app.audit.LogCheck;
import dev.roster.app.audit.TrustedRoots;
import dev.roster.app.audit.VerifierKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Any single change of an export is found, and named by the number of its entry. */
class AuditTamperTest {
  private static final int CHANGES = Integer.getInteger("roster.tamper", 10_000);
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final RecordedLog LOG = RecordedLog.get();

  /** Those that the second checkpoint covers, so that ten thousand runs are quick. */
  private static final SortedMap<Integer, String> CHECKPOINTS =
      LOG.checkpoints().headMap(LOG.checkpoints().higherKey(LOG.half()), true);

  private static final List<byte[]> LINES =
      LOG.export().lines().limit(CHECKPOINTS.lastKey()).map(line -> line.getBytes(UTF_8)).toList();

  /** Lines after one change, and the entries that may be named for it. */
  private record Changed(String what, List<byte[]> lines, Set<Long> named) {}

  @Test
  void theExportAsItWasIsSound() {
    assertThat(LINES).hasSizeGreaterThan(50);
    assertThat(faults(LINES, CHECKPOINTS.values())).isEmpty();
  }

  @Test
  void tr02TenThousandSingleChangesAreFoundAndNamed() {
    long seed = Long.getLong("roster.seed", new Random().nextInt(1_000_000_000));
    System.out.println("AuditTamperTest: -Droster.seed=" + seed + " repeats these changes");
    int[] unchanged = new int[1];
    List<Integer> all = IntStream.range(0, CHANGES).boxed().toList();
    all.parallelStream()
        .forEach(
            n -> {
              Changed changed = change(new Random(seed + n));
              if (changed == null) {
                synchronized (unchanged) {
                  unchanged[0]++;
                }
                return;
              }
              List<Fault> found = faults(changed.lines(), CHECKPOINTS.values());
              assertThat(found.stream().map(Fault::seq).filter(changed.named()::contains))
                  .as("change %d of seed %d: %s; found %s", n, seed, changed.what(), found)
                  .isNotEmpty();
            });
    assertThat(unchanged[0]).as("changes that change nothing").isLessThan(CHANGES / 10);
  }

  /** Null if the file says the same afterwards. */
  private static @Nullable Changed change(Random random) {
    int at = random.nextInt(LINES.size());
    int other = (at + 1 + random.nextInt(LINES.size() - 1)) % LINES.size();
    return switch (random.nextInt(9)) {
      case 0, 1 -> ofBytes(at, flipped(LINES.get(at), random), "a bit is flipped");
      case 2 -> ofBytes(at, withoutByte(LINES.get(at), random), "a byte is removed");
      case 3 -> ofBytes(at, swappedBytes(LINES.get(at), random), "two bytes are swapped");
      case 4 -> ofBytes(at, withOtherMember(at, other, random), "a member is of another entry");
      case 5 -> removed(at);
      case 6 -> doubled(at, other);
      case 7 -> swapped(at, other);
      default -> rewritten(at, random);
    };
  }

  private static @Nullable Changed ofBytes(int at, byte[] line, String what) {
    if (saysTheSame(LINES.get(at), line)) return null;
    List<byte[]> lines = new ArrayList<>(LINES);
    lines.set(at, line);
    return new Changed(what + " in entry " + (at + 1), lines, Set.of(at + 1L));
  }

  private static boolean saysTheSame(byte[] before, byte[] after) {
    try {
      return JSON.readTree(before).equals(JSON.readTree(after))
          && !new String(after, UTF_8).contains("\n");
    } catch (JacksonException noJson) {
      return false;
    }
  }

  private static byte[] flipped(byte[] line, Random random) {
    byte[] changed = line.clone();
    changed[random.nextInt(line.length)] ^= (byte) (1 << random.nextInt(8));
    return changed;
  }

  private static byte[] withoutByte(byte[] line, Random random) {
    int at = random.nextInt(line.length);
    byte[] changed = Arrays.copyOf(line, line.length - 1);
    System.arraycopy(line, at + 1, changed, at, line.length - at - 1);
    return changed;
  }

  private static byte[] swappedBytes(byte[] line, Random random) {
    byte[] changed = line.clone();
    int one = random.nextInt(line.length);
    int two = random.nextInt(line.length);
    changed[one] = line[two];
    changed[two] = line[one];
    return changed;
  }

  private static byte[] withOtherMember(int at, int other, Random random) {
    ObjectNode changed = (ObjectNode) JSON.readTree(LINES.get(at));
    List<String> names = new ArrayList<>(changed.propertyNames());
    String name = names.get(random.nextInt(names.size()));
    changed.set(name, JSON.readTree(LINES.get(other)).path(name));
    return JSON.writeValueAsBytes(changed);
  }

  private static Changed removed(int at) {
    List<byte[]> lines = new ArrayList<>(LINES);
    lines.remove(at);
    return new Changed("entry " + (at + 1) + " is removed", lines, Set.of(at + 1L));
  }

  private static Changed doubled(int at, int place) {
    List<byte[]> lines = new ArrayList<>(LINES);
    lines.add(place, LINES.get(at));
    return new Changed(
        "entry %d is doubled before line %d".formatted(at + 1, place + 1), lines, Set.of(at + 1L));
  }

  private static Changed swapped(int at, int other) {
    List<byte[]> lines = new ArrayList<>(LINES);
    Collections.swap(lines, at, other);
    return new Changed(
        "entries %d and %d are swapped".formatted(at + 1, other + 1),
        lines,
        Set.of(at + 1L, other + 1L));
  }

  /** The tail is written anew: each entry agrees with its leaf and its hash. */
  private static Changed rewritten(int at, Random random) {
    List<byte[]> lines = new ArrayList<>(LINES.subList(0, at));
    String subject = "00000000-0000-4000-8000-%012d".formatted(random.nextInt(1_000_000));
    for (byte[] line : LINES.subList(at, LINES.size())) lines.add(agreeing(line, subject));
    int before = before(at);
    return new Changed("the tail from entry " + (at + 1) + " on", lines, Set.of(before + 1L));
  }

  private static byte[] agreeing(byte[] line, String subject) {
    ObjectNode entry = (ObjectNode) JSON.readTree(line);
    String leaf = new String(Base64.getDecoder().decode(entry.path("leaf").asString()), UTF_8);
    byte[] other = leaf.replace(entry.path("subject").asString(), subject).getBytes(UTF_8);
    entry.put("subject", subject);
    entry.put("leaf", Base64.getEncoder().encodeToString(other));
    entry.put("hash", leafHash(other));
    return JSON.writeValueAsBytes(entry);
  }

  private static String leafHash(byte[] leaf) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update((byte) 0);
      return HexFormat.of().formatHex(digest.digest(leaf));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** How many entries the last checkpoint covers that still matches. */
  private static int before(int at) {
    Integer covers = LOG.checkpoints().floorKey(at);
    return covers == null ? 0 : covers;
  }

  @Test
  void aThousandForgedCheckpointsAreNotTrusted() {
    long seed = Long.getLong("roster.seed", new Random().nextInt(1_000_000_000));
    System.out.println("AuditTamperTest: -Droster.seed=" + seed + " repeats these forgeries");
    Random random = new Random(seed);
    Set<String> forged = new HashSet<>();
    List<String> notes = List.copyOf(CHECKPOINTS.values());
    while (forged.size() < 1_000) {
      String note = notes.get(random.nextInt(notes.size()));
      String[] lines = note.split("\n");
      String other =
          switch (random.nextInt(5)) {
            case 0 -> new String(flipped(note.getBytes(UTF_8), random), UTF_8);
            case 1 -> note.replace("\n" + lines[1] + "\n", "\n" + random.nextInt(10_000) + "\n");
            case 2 -> note.replace(lines[2], base64(random, 32));
            case 3 -> note.replace(lines[4].split(" ")[2], base64(random, 68));
            default -> new String(swappedBytes(note.getBytes(UTF_8), random), UTF_8);
          };
      if (!notes.contains(other)) forged.add(other);
    }
    for (String note : forged)
      assertThat(faults(List.of(LINES.get(0)), List.of(note)))
          .as(note)
          .anyMatch(fault -> fault.seq() == null);
  }

  private static String base64(Random random, int bytes) {
    byte[] some = new byte[bytes];
    random.nextBytes(some);
    return Base64.getEncoder().encodeToString(some);
  }

  private static List<Fault> faults(List<byte[]> lines, Iterable<String> checkpoints) {
    List<Fault> faults = new ArrayList<>();
    TrustedRoots roots = new TrustedRoots(List.of(VerifierKey.parse(LOG.key())), faults::add);
    checkpoints.forEach(
        note -> roots.add(new KeptCheckpoint(Keeper.READER, "checkpoint that was kept", note)));
    LogCheck log = new LogCheck(roots, faults::add);
    try {
      new ExportFile(new ByteArrayInputStream(joined(lines)), faults::add).readTo(log);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    log.finish();
    return faults;
  }

  private static byte[] joined(List<byte[]> lines) {
    int length = lines.stream().mapToInt(line -> line.length + 1).sum();
    byte[] all = new byte[length];
    int at = 0;
    for (byte[] line : lines) {
      System.arraycopy(line, 0, all, at, line.length);
      at += line.length;
      all[at++] = '\n';
    }
    return all;
  }
}
