package dev.roster.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The addresses that begin with the same bits, written as {@code 10.0.0.0/8}; without a length, one
 * address.
 */
record AddressRange(byte[] network, int bits) {
  private static final Pattern LITERAL = Pattern.compile("[0-9.]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

  /** Empty if the text is not an address or a network. */
  static Optional<AddressRange> parse(String text) {
    String[] parts = text.split("/", 2);
    if (!LITERAL.matcher(parts[0]).matches()) return Optional.empty();
    try {
      byte[] network = InetAddress.getByName(parts[0]).getAddress();
      int bits = parts.length == 1 ? network.length * 8 : Integer.parseInt(parts[1]);
      if (bits < 0 || bits > network.length * 8) return Optional.empty();
      return Optional.of(new AddressRange(network, bits));
    } catch (UnknownHostException | NumberFormatException not) {
      return Optional.empty();
    }
  }

  static AddressRange of(String text) {
    return parse(text).orElseThrow(() -> new IllegalArgumentException(text));
  }

  boolean contains(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (bytes.length != network.length) return false;
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> (bit % 8);
      if (((bytes[bit / 8] ^ network[bit / 8]) & mask) != 0) return false;
    }
    return true;
  }
}
