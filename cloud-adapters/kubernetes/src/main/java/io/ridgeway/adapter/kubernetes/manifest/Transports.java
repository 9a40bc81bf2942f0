package io.ridgeway.adapter.kubernetes.manifest;

import io.ridgeway.model.deploy.Port;
import java.util.List;

/** The transports of a port, as Kubernetes names them. */
final class Transports {
  static final String TCP = "TCP";
  static final String UDP = "UDP";

  private Transports() {}

  static List<String> of(Port port) {
    return switch (port.protocol()) {
      case TCP, TLS -> List.of(TCP);
      case TCP_AND_UDP -> List.of(TCP, UDP);
    };
  }

  /** A name of at most 15 characters, which is what a container's port may have. */
  static String portName(Port port, String transport) {
    if (transport.equals(TCP)) {
      return port.name();
    }
    String name = port.name();
    return name.length() <= 11 ? name + "-udp" : "u-" + Names.hash(name);
  }
}
