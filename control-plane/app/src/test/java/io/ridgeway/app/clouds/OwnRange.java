package io.ridgeway.app.clouds;

import java.io.IOException;
import java.util.List;

/**
 * Private addresses that are this machine's own as long as it is open, and that clouds reach: on
 * their bridge, so they go with the last cloud at the latest. Needs root, as clouds do.
 */
record OwnRange(String cidr) implements AutoCloseable {
  private static final String BRIDGE = "rwkube";

  /** Above what clouds get, while one is up. */
  static OwnRange besideTheClouds() {
    String net = System.getenv().getOrDefault("RIDGEWAY_KUBE_NET", "10.201.0");
    OwnRange range = new OwnRange(net + ".128/26");
    range.route("replace");
    return range;
  }

  @Override
  public void close() {
    route("del");
  }

  private void route(String verb) {
    List<String> command = List.of("ip", "route", verb, "local", cidr, "dev", BRIDGE);
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    // Where Debian keeps it, and not everyone looks.
    builder.environment().merge("PATH", "/usr/sbin:/sbin", (path, more) -> path + ":" + more);
    try {
      if (builder.start().waitFor() != 0) {
        throw new AssertionError(String.join(" ", command) + " failed; it needs root");
      }
    } catch (IOException e) {
      throw new AssertionError("install iproute2", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
