package dev.roster.core.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SigningKeyTest {
  /** The key of the examples of Go's golang.org/x/mod/sumdb/note. */
  private static final String PRIVATE = "AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";

  private static SigningKey peter() {
    byte[] typed = Base64.getDecoder().decode(PRIVATE);
    return SigningKey.of("PeterNeumann", Arrays.copyOfRange(typed, 1, typed.length));
  }

  /** RFC 8032, section 7.1. */
  @ParameterizedTest
  @CsvSource({
    "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60,"
        + "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
    "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb,"
        + "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"
  })
  void aPrivateKeyHasThePublicKeyOfTheRfc(String seed, String publicKey) {
    String key = SigningKey.of("log", HexFormat.of().parseHex(seed)).verifierKey();
    byte[] typed = Base64.getDecoder().decode(key.split("\\+", 3)[2]);
    assertThat(HexFormat.of().formatHex(typed)).isEqualTo("01" + publicKey);
  }

  @Test
  void theVerifierKeyAndTheSignatureAreThoseOfGo() {
    assertThat(peter().verifierKey())
        .isEqualTo("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
    String text =
        "If you think cryptography is the answer to your problem,\n"
            + "then you don't know what your problem is.\n";
    assertThat(peter().signatureLine(text))
        .isEqualTo(
            "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdng"
                + "otpRZb6KE6RyyBwJnAM=\n");
  }

  @Test
  void aCheckpointIsThreeLinesAnEmptyOneAndASignature() {
    byte[] root = MerkleTree.leafHash(new byte[0]);
    Checkpoint made = Checkpoint.of(1, root, peter(), Instant.EPOCH);
    String text = "PeterNeumann\n1\nbjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=\n";
    assertThat(made.note()).isEqualTo(text + "\n" + peter().signatureLine(text));
    assertThat(made.origin()).isEqualTo("PeterNeumann");
  }
}
