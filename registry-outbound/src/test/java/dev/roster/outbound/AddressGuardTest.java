package dev.roster.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {
  private static AddressGuard guard(String... allowed) {
    return new AddressGuard(
        new AllowList(List.of(allowed), "roster.webhooks.allow"), InetAddress::getAllByName);
  }

  private static Optional<String> refusal(AddressGuard guard, String url) {
    Optional<String> refused = guard.refusal(url);
    return refused.isPresent() ? refused : guard.refusalOfAddresses(url);
  }

  /** The first, the last and a middle address of each closed range, and those beside them. */
  static Stream<String> closed() {
    List<String> hosts =
        new ArrayList<>(
            List.of(
                "0.0.0.0",
                "0.255.255.255",
                "10.0.0.0",
                "10.255.255.255",
                "100.64.0.0",
                "100.100.100.200",
                "100.127.255.255",
                "127.0.0.0",
                "127.0.0.1",
                "127.255.255.255",
                "169.254.0.0",
                "169.254.169.254",
                "169.254.255.255",
                "172.16.0.0",
                "172.31.255.255",
                "192.0.0.0",
                "192.0.0.192",
                "192.0.2.1",
                "192.88.99.1",
                "192.168.0.0",
                "192.168.255.255",
                "198.18.0.0",
                "198.19.255.255",
                "198.51.100.7",
                "203.0.113.7",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.0",
                "255.255.255.255",
                "168.63.129.16",
                "[::]",
                "[::1]",
                "[::7f00:1]",
                "[::ffff:127.0.0.1]",
                "[::ffff:10.0.0.1]",
                "[::ffff:a9fe:a9fe]",
                "[0:0:0:0:0:ffff:7f00:1]",
                "[64:ff9b::7f00:1]",
                "[64:ff9b::8.8.8.8]",
                "[64:ff9b:1::1]",
                "[100::1]",
                "[2001::1]",
                "[2001:db8::1]",
                "[2002:7f00:1::]",
                "[2002:808:808::]",
                "[3fff::1]",
                "[5f00::1]",
                "[fc00::1]",
                "[fd00:ec2::254]",
                "[fdff::1]",
                "[fe80::1]",
                "[febf::1]",
                "[fec0::1]",
                "[ff02::1]",
                "localhost",
                "LOCALHOST",
                "metadata.google.internal"));
    List<String> spellings =
        List.of(
            "2130706433",
            "017700000001",
            "0x7f000001",
            "0x7f.0.0.1",
            "0177.0.0.1",
            "127.1",
            "127.0.1",
            "127.0.0.01",
            "127.0.0.0x1",
            "0x7f.1",
            "00.0.0.0",
            "0",
            "127.0.0.1.",
            "2852039166",
            "0xa9fea9fe",
            "0251.0376.0251.0376",
            "169.254.43518",
            "3232235521",
            "256.1",
            "1.2.3.4.5",
            "4294967297",
            "x.0x1",
            "[fe80::1%25eth0]",
            "[fe80::1%lo]");
    hosts.addAll(spellings);
    return hosts.stream()
        .flatMap(
            host ->
                Stream.of(
                    "http://" + host,
                    "https://" + host + "/hook",
                    "http://" + host + ":8080/x",
                    "https://" + host + ":443",
                    "HTTP://" + host + "/",
                    "http://" + host + "/?a=b",
                    "http://" + host + ":80/latest/meta-data/"));
  }

  @ParameterizedTest
  @MethodSource("closed")
  void ssrf01SpecialPurposeAddressesAreClosedHoweverTheyAreSpelt(String url) {
    assertThat(refusal(guard(), url)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://8.8.8.8",
        "file:///etc/passwd",
        "gopher://8.8.8.8",
        "jdbc:postgresql://8.8.8.8",
        "ldap://8.8.8.8",
        "//8.8.8.8",
        "8.8.8.8",
        "",
        " ",
        "http:",
        "http://",
        "http:///x",
        "http:8.8.8.8",
        "http://user@8.8.8.8",
        "http://user:pass@8.8.8.8",
        "http://@8.8.8.8",
        "http://8.8.8.8#part",
        "http://8.8.8.8:0",
        "http://8.8.8.8:65536",
        "http://8.8.8.8:-1",
        "http://8.8.8.8:99999999999",
        "http://8.8.8.8\\@127.0.0.1",
        "http://8.8.8.8 .x",
        "http://a_b",
        "http://-",
        "http://ex%61mple.org",
        "http://①②⑦.⓪.⓪.①",
        "http://bücher.de",
        "http://[::1",
        "http://[x]",
        "http://a..b",
        "javascript:alert(1)",
        "http://8.8.8.8\n/x"
      })
  void whatIsNoPlainUrlIsRefused(String url) {
    assertThat(guard().refusal(url)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://8.8.8.8",
        "https://1.1.1.1:8443/hook?x=1",
        "https://[2606:4700:4700::1111]/",
        "http://9.255.255.255",
        "http://11.0.0.0",
        "http://100.63.255.255",
        "http://100.128.0.0",
        "http://126.255.255.255",
        "http://128.0.0.0",
        "http://169.253.255.255",
        "http://169.255.0.0",
        "http://172.15.255.255",
        "http://172.32.0.0",
        "http://192.167.255.255",
        "http://192.169.0.0",
        "http://198.17.255.255",
        "http://198.20.0.0",
        "http://223.255.255.255",
        "https://[2a00::1]/"
      })
  void publicAddressesMayBeCalled(String url) {
    assertThat(refusal(guard(), url)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, http://127.0.0.1:9000/x, true",
    "127.0.0.1, http://127.0.0.2:9000/x, false",
    "127.0.0.0/8, http://127.9.9.9, true",
    "10.1.0.0/16, http://10.1.255.255, true",
    "10.1.0.0/16, http://10.2.0.0, false",
    "::1, http://[::1]:80, true",
    "fd00::/8, http://[fd12::1], true",
    "localhost, http://localhost:1/, true",
    "localhost, http://127.0.0.1, false",
    "127.0.0.1, http://2130706433, false",
    "127.0.0.1, http://[::ffff:127.0.0.1]/, false",
    "metadata.google.internal, http://metadata.google.internal/, true",
    "10.0.0.0/8, http://METADATA.google.internal./, false",
    "0.0.0.0/0, http://10.0.0.1, true",
    "0.0.0.0/0, http://[::1], false"
  })
  void whatTheOperatorAllowsMayBeCalled(String allowed, String url, boolean may) {
    assertThat(refusal(guard(allowed), url).isEmpty()).isEqualTo(may);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"10.0.0.0/33", "http://x", "a b", "10.0.0.0/x", "*.example.org", "::1/129"})
  void anAllowListThatIsNotUnderstoodIsRefused(String entry) {
    assertThatThrownBy(() -> guard(entry)).hasMessageContaining("roster.webhooks.allow");
  }

  @Test
  void aHostThatDoesNotResolveIsTaken() {
    assertThat(refusal(guard(), "https://does-not-exist.invalid/hook")).isEmpty();
  }

  @Test
  void oneClosedAddressOfManyClosesTheName() throws UnknownHostException {
    InetAddress open = InetAddress.getByName("8.8.8.8");
    InetAddress closed = InetAddress.getByName("10.0.0.1");
    AddressGuard guard =
        new AddressGuard(new AllowList(List.of(), "x"), host -> new InetAddress[] {open, closed});
    assertThatThrownBy(() -> guard.resolve("both.example"))
        .isInstanceOf(AddressGuard.NotAllowed.class);
  }
}
