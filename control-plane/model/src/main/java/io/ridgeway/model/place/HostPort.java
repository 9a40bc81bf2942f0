package io.ridgeway.model.place;

/** A reachable port; {@code host} is an address or a name, IPv6 without brackets. */
public record HostPort(String host, int port) {
  public HostPort {
    if (host.isBlank() || port < 1 || port > 65_535) {
      throw new IllegalArgumentException("a host and a port of 1 to 65535 are needed");
    }
  }

  @Override
  public String toString() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}
