package dev.roster.app.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.app.audit.KeptCheckpoint.Keeper;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which entry is named, by what is known. */
class LogCheckTest {
  private static final byte[] PRIVATE = new byte[32];
  private static final VerifierKey KEY = VerifierKey.ofPrivate("log", PRIVATE);

  private final List<Fault> faults = new ArrayList<>();
  private final TrustedRoots roots = new TrustedRoots(List.of(KEY), faults::add);

  private static byte[] leaf(long seq) {
    return Rfc6962.leaf(("entry " + seq).getBytes());
  }

  private static ReadEntry entry(long seq) {
    return new ReadEntry(seq, leaf(seq), leaf(seq), List.of());
  }

  /** An entry that agrees with itself, but is another one. */
  private static ReadEntry other(long seq) {
    return new ReadEntry(seq, leaf(-seq), leaf(-seq), List.of());
  }

  private void keep(Keeper keeper, long... sizes) {
    for (long size : sizes) {
      Rfc6962 tree = new Rfc6962();
      for (long seq = 1; seq <= size; seq++) tree.add(leaf(seq));
      roots.add(new KeptCheckpoint(keeper, keeper + " " + size, note(size, tree.root())));
    }
  }

  private static String note(long size, byte[] root) {
    String text = "log\n" + size + "\n" + StrictBase64.encode(root) + "\n";
    byte[] id = HexFormat.of().parseHex(KEY.toString().split("\\+")[1]);
    byte[] signature = sign(text);
    byte[] signed = Arrays.copyOf(id, id.length + signature.length);
    System.arraycopy(signature, 0, signed, id.length, signature.length);
    return text + "\n— log " + StrictBase64.encode(signed) + "\n";
  }

  private static byte[] sign(String text) {
    try {
      PrivateKey key =
          KeyFactory.getInstance("Ed25519")
              .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, PRIVATE));
      Signature signer = Signature.getInstance("Ed25519");
      signer.initSign(key);
      signer.update(text.getBytes());
      return signer.sign();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private LogCheck.Outcome read(List<ReadEntry> entries) {
    LogCheck log = new LogCheck(roots, faults::add);
    entries.forEach(log::add);
    return log.finish();
  }

  /** Entries 1 to 20, those from {@code first} on being others. */
  private LogCheck.Outcome rewrittenFrom(int first) {
    List<ReadEntry> entries = new ArrayList<>();
    for (long seq = 1; seq <= 20; seq++) entries.add(seq < first ? entry(seq) : other(seq));
    return read(entries);
  }

  private List<Long> named() {
    return faults.stream().map(Fault::seq).toList();
  }

  @Test
  void aLogThatItsCheckpointsCoverIsSound() {
    keep(Keeper.DATABASE, 5, 12, 20);
    LogCheck.Outcome log = rewrittenFrom(21);
    assertThat(faults).isEmpty();
    assertThat(log.covered()).isEqualTo(20);
    assertThat(roots.count()).isEqualTo(3);
  }

  @Test
  void aRewrittenTailIsNamedByTheEntryAfterTheLastCheckpointThatMatches() {
    keep(Keeper.DATABASE, 5, 12);
    keep(Keeper.READER, 20);
    rewrittenFrom(15);
    assertThat(named()).containsExactly(13L);
    assertThat(faults.get(0).what())
        .contains(
            "the entries 13 to 20 are not those that were signed by the READER 20",
            "If the checkpoints that the database keeps were rewritten, too, it can be one from 1");
  }

  @Test
  void theFirstCheckpointThatDoesNotMatchBoundsTheTail() {
    keep(Keeper.READER, 5, 12, 20);
    rewrittenFrom(7);
    assertThat(named()).containsExactly(6L);
    assertThat(faults.get(0).what()).contains("the entries 6 to 12 ").doesNotContain("rewritten");
  }

  @Test
  void aTailThatIsMissingIsNamed() {
    keep(Keeper.DATABASE, 20, 23);
    rewrittenFrom(21);
    assertThat(named()).containsExactly(21L);
    assertThat(faults.get(0).what()).contains("21 to 23 are missing, which the DATABASE 23 covers");
  }

  @Test
  void copiesOfTheStoreAloneAreNoFaultAsAnOlderDumpLeavesThem() {
    keep(Keeper.DATABASE, 5);
    keep(Keeper.STORE, 5, 12, 30);
    LogCheck.Outcome log = rewrittenFrom(8);
    assertThat(faults).isEmpty();
    assertThat(log.strays()).containsExactly("STORE 12", "STORE 30");
  }

  @Test
  void twoCheckpointsOfOneSizeAreAFault() {
    keep(Keeper.STORE, 5, 12);
    keep(Keeper.DATABASE, 5);
    roots.add(new KeptCheckpoint(Keeper.DATABASE, "a second one", note(12, leaf(12))));
    rewrittenFrom(21);
    assertThat(named()).containsExactly(6L);
    assertThat(faults.get(0).what()).contains("signed by the a second one");
  }

  @Test
  void aLeafThatWasChangedUnderItsHashIsTheOnlyOneThatIsNamed() {
    keep(Keeper.READER, 20);
    List<ReadEntry> entries = new ArrayList<>();
    for (long seq = 1; seq <= 20; seq++)
      entries.add(
          seq == 9 ? new ReadEntry(9L, leaf(-9), leaf(9), List.of("it differs")) : entry(seq));
    read(entries);
    assertThat(named()).containsExactly(9L);
  }

  @Test
  void whatIsMissingDoubledOrMovedIsNamedOnceOrTwice() {
    assertThat(namedOf(1, 2, 4, 5, 6)).as("missing").containsExactly(3L);
    assertThat(namedOf(1, 2, 5, 6)).as("two missing").containsExactly(3L);
    assertThat(namedOf(2, 3, 4)).as("the first is missing").containsExactly(1L);
    assertThat(namedOf(1, 2, 2, 3)).as("doubled").containsExactly(2L);
    assertThat(namedOf(1, 4, 2, 3, 4)).as("doubled before").containsExactly(4L);
    assertThat(namedOf(1, 5, 3, 4, 2)).as("swapped").containsExactly(2L, 2L);
    assertThat(namedOf(1, 3, 2, 4)).as("neighbours").containsExactly(3L, 3L);
  }

  private List<Long> namedOf(long... seqs) {
    faults.clear();
    read(Arrays.stream(seqs).mapToObj(LogCheckTest::entry).toList());
    return named();
  }
}
