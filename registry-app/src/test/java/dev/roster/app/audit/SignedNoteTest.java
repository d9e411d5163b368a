package dev.roster.app.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.app.settings.StartRefused;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignedNoteTest {
  private static final HexFormat HEX = HexFormat.of();

  /** Key and note are those of the examples of Go's golang.org/x/mod/sumdb/note. */
  private static final String KEY =
      "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

  private static final String TEXT =
      "If you think cryptography is the answer to your problem,\n"
          + "then you don't know what your problem is.\n";
  private static final String SIGNATURE =
      "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=";
  private static final String NOTE = TEXT + "\n— PeterNeumann " + SIGNATURE + "\n";

  private static boolean isTrusted(String note) {
    return SignedNote.parse(note)
        .filter(parsed -> parsed.isSignedBy(List.of(VerifierKey.parse(KEY))))
        .isPresent();
  }

  @Test
  void theNoteOfGoIsTrusted() {
    assertThat(isTrusted(NOTE)).isTrue();
    assertThat(
            isTrusted(
                NOTE
                    + "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n"
                    + "2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n"))
        .as("others may sign, too")
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "\n\n",
        TEXT,
        "\n— PeterNeumann " + SIGNATURE + "\n",
        TEXT + "\n— PeterNeumann " + SIGNATURE,
        TEXT + "\n- PeterNeumann " + SIGNATURE + "\n",
        TEXT + "\n— PeterNeumann  " + SIGNATURE + "\n",
        TEXT + "\n— Peter+Neumann " + SIGNATURE + "\n",
        TEXT + "\n— EnochRoot " + SIGNATURE + "\n",
        TEXT + "\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQ\n",
        TEXT + "\n— PeterNeumann eA==\n",
        TEXT + "\r\n— PeterNeumann " + SIGNATURE + "\n",
        TEXT + "\n\n— PeterNeumann " + SIGNATURE + "\n",
        " " + TEXT + "\n— PeterNeumann " + SIGNATURE + "\n"
      })
  void anyOtherIsNot(String note) {
    assertThat(isTrusted(note)).isFalse();
  }

  @Test
  void aFalseSignatureBesideATrueOneIsNotTrusted() {
    String other = SIGNATURE.replace("x08go/ZJ", "x08go/ZK");
    assertThat(isTrusted(NOTE + "— PeterNeumann " + other + "\n")).isFalse();
  }

  @Test
  void noChangedByteIsTrusted() {
    for (int i = 0; i < NOTE.length(); i++) {
      StringBuilder other = new StringBuilder(NOTE);
      other.setCharAt(i, (char) (NOTE.charAt(i) ^ 1));
      assertThat(isTrusted(other.toString())).as("character %d", i).isFalse();
    }
  }

  /** RFC 8032, section 7.1: a private key, its public key, a text and its signature. */
  @ParameterizedTest
  @CsvSource({
    "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60,"
        + "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a,'',"
        + "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
        + "d25bf5f0595bbe24655141438e7a100b",
    "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb,"
        + "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c,72,"
        + "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c"
        + "387b2eaeb4302aeeb00d291612bb0c00"
  })
  void keysAndSignaturesAreThoseOfTheRfc(
      String privateKey, String publicKey, String text, String signature) {
    byte[] key = Ed25519.publicKey(HEX.parseHex(privateKey));
    assertThat(HEX.formatHex(key)).isEqualTo(publicKey);
    assertThat(Ed25519.verifies(key, HEX.parseHex(text), HEX.parseHex(signature))).isTrue();
    assertThat(Ed25519.verifies(key, new byte[] {1}, HEX.parseHex(signature))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "PeterNeumann",
        "PeterNeumann+c74f20a3",
        "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeuman+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+c74f20a3+AhpR",
        "PeterNeumann+c74f20a3+not base64"
      })
  void aKeyThatIsNoneIsRefused(String key) {
    assertThatThrownBy(() -> VerifierKey.parse(key))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("is not a verifier key");
  }

  @Test
  void aCheckpointHasAnOriginASizeAndARoot() {
    String root = "bjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=";
    assertThat(SignedRoot.parse("log\n7\n" + root + "\n")).contains(new SignedRoot("log", 7, root));
    assertThat(SignedRoot.parse("log\n7\n" + root + "\nmore\n")).isPresent();
    for (String wrong :
        List.of(
            "log\n7\n" + root,
            "log\n07\n" + root + "\n",
            "log\n-7\n" + root + "\n",
            "log\n9999999999999999999\n" + root + "\n",
            "\n7\n" + root + "\n",
            "log\n7\n" + root + "\n\n",
            "log\n7\n" + root.replace("B0=", "B1=") + "\n",
            "log\n7\nAAAA\n",
            "log\n7\n")) assertThat(SignedRoot.parse(wrong)).as(wrong).isEmpty();
  }
}
