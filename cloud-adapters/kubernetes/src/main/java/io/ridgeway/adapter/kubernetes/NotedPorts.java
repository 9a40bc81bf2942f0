package io.ridgeway.adapter.kubernetes;

import io.ridgeway.model.deploy.Port;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Writes a workload's ports as a note, and reads them again. */
final class NotedPorts {
  private NotedPorts() {}

  static String text(List<Port> ports) {
    return ports.stream()
        .map(p -> p.name() + "/" + p.number() + "/" + p.protocol() + "/" + p.exposure())
        .collect(Collectors.joining(","));
  }

  /** What can't be understood isn't there. */
  static List<Port> parse(String note) {
    List<Port> ports = new ArrayList<>();
    for (String entry : note.split(",")) {
      String[] parts = entry.split("/");
      if (parts.length == 4) {
        try {
          ports.add(
              new Port(
                  parts[0],
                  Integer.parseInt(parts[1]),
                  Port.Protocol.valueOf(parts[2]),
                  Port.Exposure.valueOf(parts[3])));
        } catch (IllegalArgumentException e) {
          // Edited by somebody: it is put right by the next apply.
        }
      }
    }
    return ports;
  }
}
