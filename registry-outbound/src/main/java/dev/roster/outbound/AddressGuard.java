package dev.roster.outbound;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Judges what may be called: the URL when somebody names it, and the addresses of its host at each
 * connection. The client has no other way to an address, so a name that points elsewhere after it
 * was judged leads nowhere.
 */
final class AddressGuard implements DnsResolver {
  private static final Pattern DOTTED =
      Pattern.compile("(0|[1-9][0-9]{0,2})(\\.(0|[1-9][0-9]{0,2})){3}");

  /** What parsers read as numbers: {@code 2130706433}, {@code 0x7f.1}, {@code 0177.0.0.1}. */
  private static final Pattern ENDS_IN_NUMBER =
      Pattern.compile("(.*\\.)?([0-9]+|0[xX][0-9A-Fa-f]*)\\.?");

  /** They may have no address here, and one where the server runs next. */
  private static final Set<String> METADATA =
      Set.of(
          "metadata.google.internal",
          "metadata.goog",
          "metadata.azure.internal",
          "instance-data.ec2.internal");

  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]{1,253}");

  private final AllowList allowed;
  private final Lookup lookup;

  /** Finds the addresses of a name. */
  interface Lookup {
    InetAddress[] addresses(String host) throws UnknownHostException;
  }

  /** The address is not one that may be called. */
  static final class NotAllowed extends UnknownHostException {
    NotAllowed(String host) {
      super(host + " has an address that may not be called");
    }
  }

  AddressGuard(AllowList allowed, Lookup lookup) {
    this.allowed = allowed;
    this.lookup = lookup;
  }

  /** Why the URL may not be called, whatever its host's addresses are. */
  Optional<String> refusal(String url) {
    URI uri;
    try {
      uri = new URI(url);
    } catch (URISyntaxException wrong) {
      return Optional.of("must be a URL");
    }
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https"))
      return Optional.of("must be an http or https URL");
    if (uri.getRawUserInfo() != null)
      return Optional.of("must not have a user or password before the host");
    if (uri.getRawFragment() != null) return Optional.of("must not have a fragment (#…)");
    String host = uri.getHost();
    if (host == null || uri.getPort() == 0 || uri.getPort() > 65_535)
      return Optional.of(
          "must have a host of letters, digits, - and . (a name with other letters in its xn-- form)"
              + " and a port up to 65535");
    return refusalOfHost(host);
  }

  private Optional<String> refusalOfHost(String host) {
    String name = host.toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
    if (METADATA.contains(name) && !allowed.hasHost(name))
      return Optional.of("must not lead to the metadata service of a cloud");
    if (host.startsWith("[")) {
      if (host.contains("%")) return Optional.of("must not have the zone of an address");
      if (isMapped(host)) return Optional.of("must not have an IPv4 address in [ ]");
    } else if (!HOST.matcher(host).matches()
        || ENDS_IN_NUMBER.matcher(host).matches() && !DOTTED.matcher(host).matches()) {
      return Optional.of(
          "must have a name as its host, or an address of four decimal numbers, or one in [ ]");
    }
    return Optional.empty();
  }

  /** {@code ::ffff:127.0.0.1} is another spelling, which Java reads as the IPv4 address. */
  private static boolean isMapped(String host) {
    try {
      return InetAddress.getByName(host) instanceof Inet4Address;
    } catch (UnknownHostException wrong) {
      return true;
    }
  }

  /** Why the addresses that the host has now may not be called. It may wait for a name server. */
  Optional<String> refusalOfAddresses(String url) {
    try {
      resolve(URI.create(url).getHost());
      return Optional.empty();
    } catch (NotAllowed refused) {
      return Optional.of(
          "must lead to a public address; an operator can allow another by roster.webhooks.allow");
    } catch (UnknownHostException unknown) {
      return Optional.empty();
    }
  }

  /** Whether the host is an address, which needs no name server. */
  static boolean isLiteral(String host) {
    return host.startsWith("[") || DOTTED.matcher(host).matches();
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    InetAddress[] found = lookup.addresses(host);
    if (found.length == 0) throw new UnknownHostException(host);
    if (allowed.hasHost(host)) return found;
    for (InetAddress address : found)
      if (!PublicAddresses.include(address) && !allowed.hasAddress(address))
        throw new NotAllowed(host);
    return found;
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }
}
