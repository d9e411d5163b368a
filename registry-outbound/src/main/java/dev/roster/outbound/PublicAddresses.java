package dev.roster.outbound;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which addresses are public: all but those that the IANA registries of special-purpose addresses
 * name (RFC 6890), multicast, and a metadata service that has a public one. Of IPv6 only global
 * unicast is public. Addresses that carry an IPv4 address are closed, whatever they carry.
 */
final class PublicAddresses {
  private static final List<AddressRange> SPECIAL_IPV4 =
      ranges(
          "0.0.0.0/8", // this network
          "10.0.0.0/8", // private
          "100.64.0.0/10", // shared by carriers; metadata of Alibaba
          "127.0.0.0/8", // loopback
          "169.254.0.0/16", // link-local; metadata of AWS, Google, Azure, Oracle
          "172.16.0.0/12", // private
          "192.0.0.0/24", // protocols; metadata of Oracle
          "192.0.2.0/24", // documentation
          "192.31.196.0/24", // AS112
          "192.52.193.0/24", // multicast tunnels
          "192.88.99.0/24", // 6to4 relays
          "192.168.0.0/16", // private
          "192.175.48.0/24", // AS112
          "198.18.0.0/15", // benchmarks
          "198.51.100.0/24", // documentation
          "203.0.113.0/24", // documentation
          "224.0.0.0/4", // multicast
          "240.0.0.0/4", // reserved; broadcast
          "168.63.129.16/32"); // the platform of Azure

  private static final AddressRange GLOBAL_UNICAST = AddressRange.of("2000::/3");

  private static final List<AddressRange> SPECIAL_IPV6 =
      ranges(
          "2001::/23", // protocols; Teredo, benchmarks, ORCHID
          "2001:db8::/32", // documentation
          "2002::/16", // 6to4
          "2620:4f:8000::/48", // AS112
          "3fff::/20"); // documentation

  private PublicAddresses() {}

  private static List<AddressRange> ranges(String... texts) {
    return Stream.of(texts).map(AddressRange::of).toList();
  }

  static boolean include(InetAddress address) {
    List<AddressRange> special = address instanceof Inet4Address ? SPECIAL_IPV4 : SPECIAL_IPV6;
    boolean isUnicast = address instanceof Inet4Address || GLOBAL_UNICAST.contains(address);
    return isUnicast && special.stream().noneMatch(range -> range.contains(address));
  }
}
