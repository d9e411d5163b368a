package dev.roster.outbound;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Hosts and networks that may be called although they are not public. */
final class AllowList {
  private static final Pattern HOST =
      Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*");

  private final Set<String> hosts = new HashSet<>();
  private final List<AddressRange> networks = new ArrayList<>();

  /**
   * @param setting names the setting in the message
   * @throws IllegalArgumentException an entry is neither a host nor a network
   */
  AllowList(List<String> entries, String setting) {
    for (String entry : entries) {
      String text = entry.strip().toLowerCase(Locale.ROOT);
      if (text.isEmpty()) continue;
      Optional<AddressRange> network = AddressRange.parse(text);
      if (network.isPresent()) networks.add(network.get());
      else if (HOST.matcher(text).matches()) hosts.add(text);
      else
        throw new IllegalArgumentException(
            "%s must have hosts such as hooks.internal and networks such as 10.1.0.0/16, but has \"%s\"."
                .formatted(setting, entry));
    }
  }

  boolean hasHost(String host) {
    return hosts.contains(host.toLowerCase(Locale.ROOT));
  }

  boolean hasAddress(InetAddress address) {
    return networks.stream().anyMatch(network -> network.contains(address));
  }
}
